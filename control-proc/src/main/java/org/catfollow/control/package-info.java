/**
 * Track slot to wheels.
 *
 * <pre>
 *  track, stop count, commands --&gt; sensing --&gt; states --&gt; motion --&gt; MotionCommand --&gt; Driver --&gt; car
 *  guard, sensors, same picture?  (inputs)   (what to do) (how)                      (told?)    (port)
 * </pre>
 *
 * <p>{@link org.catfollow.control.Controller} runs one period of all that. It is pure: time comes in
 * as a parameter, a command goes out, nothing is read or written elsewhere. Only a {@link
 * org.catfollow.control.car.Car} touches the world, and only {@link org.catfollow.control.Driver} tells it:
 * a decision that has grown old is not told, a stop that failed is told again and again.
 *
 * <p><b>Signs</b>, the same everywhere:
 *
 * <ul>
 *   <li>picture: x to the right, y down, pixels, origin top left; errors are fractions of the picture,
 *       positive to the right and <em>up</em>
 *   <li>steering, pan and every bearing: degrees, positive to the <em>right</em> (clockwise seen from
 *       above), 0 is straight ahead; tilt: degrees, positive up; as the PiCar-X has them
 *   <li>world: metres, x straight ahead at the start, y to the left; heading: degrees,
 *       counter-clockwise positive, 0 along x. So a bearing b is the heading minus b in the world, and
 *       driving forward with positive steering lets the heading fall
 *   <li>speed: metres per second, positive forward; negative by hand only
 * </ul>
 *
 * <p>Times are CLOCK_MONOTONIC nanoseconds. Everything here belongs to the control thread.
 */
package org.catfollow.control;
