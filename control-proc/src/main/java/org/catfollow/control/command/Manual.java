package org.catfollow.control.command;

import org.catfollow.control.motion.ServoLimits;

/**
 * Drive like this, for a moment: a hand on the controls sends it again and again. Signs as {@link
 * org.catfollow.control} states them.
 *
 * @param speedMetresPerSecond negative backwards
 * @param steeringDegrees of the front wheels
 * @param panDegrees of the camera
 * @param tiltDegrees of the camera
 */
public record Manual(
        double speedMetresPerSecond,
        double steeringDegrees,
        double panDegrees,
        double tiltDegrees,
        Validity validity)
        implements UserCommand {
    /** No car of this kind is faster, metres per second; the settings may allow less. */
    public static final double FASTEST_METRES_PER_SECOND = 2;

    /** Refuses what no servo or motor can do. */
    public Manual {
        double fastest = FASTEST_METRES_PER_SECOND;
        double steering = ServoLimits.STEERING_DEGREES;
        double pan = ServoLimits.PAN_DEGREES;
        double low = ServoLimits.TILT_LOW_DEGREES;
        double high = ServoLimits.TILT_HIGH_DEGREES;
        Figures.within("manual", "speed", speedMetresPerSecond, -fastest, fastest, "m/s");
        Figures.within("manual", "steering", steeringDegrees, -steering, steering, "degrees");
        Figures.within("manual", "pan", panDegrees, -pan, pan, "degrees");
        Figures.within("manual", "tilt", tiltDegrees, low, high, "degrees");
    }
}
