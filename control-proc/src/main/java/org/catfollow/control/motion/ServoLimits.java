package org.catfollow.control.motion;

/** How far the servos of the PiCar-X go, from the limits in the vendor's own picarx package. */
public final class ServoLimits {
    /** Most steering to either side, degrees. */
    public static final double STEERING_DEGREES = 30;

    /** Most pan to either side, degrees. */
    public static final double PAN_DEGREES = 90;

    /** Lowest tilt, degrees. */
    public static final double TILT_LOW_DEGREES = -35;

    /** Highest tilt, degrees. */
    public static final double TILT_HIGH_DEGREES = 65;

    private ServoLimits() {}

    /** Returns the nearest angle that the steering can have, degrees. */
    public static double steering(double degrees) {
        return Math.clamp(degrees, -STEERING_DEGREES, STEERING_DEGREES);
    }

    /** Returns the nearest angle that the pan servo can have, degrees. */
    public static double pan(double degrees) {
        return Math.clamp(degrees, -PAN_DEGREES, PAN_DEGREES);
    }

    /** Returns the nearest angle that the tilt servo can have, degrees. */
    public static double tilt(double degrees) {
        return Math.clamp(degrees, TILT_LOW_DEGREES, TILT_HIGH_DEGREES);
    }
}
