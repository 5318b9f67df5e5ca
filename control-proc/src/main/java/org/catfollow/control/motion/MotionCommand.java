package org.catfollow.control.motion;

/**
 * What the car is to do from now on. A reusable holder for one thread. Signs as {@link
 * org.catfollow.control} states them.
 */
public final class MotionCommand {
    /** Metres per second, positive forward. */
    public double speedMetresPerSecond;

    /** Degrees of the front wheels, positive to the right. */
    public double steeringDegrees;

    /** Degrees of the camera, positive to the right. */
    public double panDegrees;

    /** Degrees of the camera, positive up. */
    public double tiltDegrees;

    /** When the picture that this came from was captured, CLOCK_MONOTONIC nanoseconds; 0 for none. */
    public long captureNanos;

    /** Takes over another command. */
    public void set(MotionCommand other) {
        speedMetresPerSecond = other.speedMetresPerSecond;
        steeringDegrees = other.steeringDegrees;
        panDegrees = other.panDegrees;
        tiltDegrees = other.tiltDegrees;
        captureNanos = other.captureNanos;
    }

    /** Sets the speed to zero and leaves the servos where they are. */
    public void halt() {
        speedMetresPerSecond = 0;
    }

    /** Returns whether every figure is one that a car can be told. */
    public boolean finite() {
        return Double.isFinite(speedMetresPerSecond)
                && Double.isFinite(steeringDegrees)
                && Double.isFinite(panDegrees)
                && Double.isFinite(tiltDegrees);
    }
}
