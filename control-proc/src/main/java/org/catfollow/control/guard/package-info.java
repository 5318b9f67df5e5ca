/**
 * The guard: a process that holds the wheels at zero while control does not live. A motor of the PiCar-X
 * turns on with its last duty cycle when nobody tells it another.
 *
 * <pre>
 *  control's lock, its row --&gt; ControlSign --&gt; GuardDuty --&gt; zero or leave alone --&gt; Wheels
 *                                              (pure)    --&gt; GUARD_STATUS             (port)
 * </pre>
 *
 * <p>{@link org.catfollow.control.guard.GuardAgent} looks each {@code --round-ms}. Control drives only
 * while {@code GUARD_STATUS} is fresh, so that neither drives without the other.
 *
 * <p>Times are CLOCK_MONOTONIC nanoseconds. Everything here belongs to the guard's one thread.
 */
package org.catfollow.control.guard;
