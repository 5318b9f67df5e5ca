/**
 * How to move: from a state and what is seen to speed, steering, pan and tilt; and odometry, from speed
 * and steering to a pose. {@link org.catfollow.control.motion.MotionLaw} is the entrance, {@link
 * org.catfollow.control.motion.SpeedLimits} what no speed ever exceeds.
 */
package org.catfollow.control.motion;
