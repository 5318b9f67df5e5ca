package org.catfollow.control.motion;

import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.DistanceSettings;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.Sensors;

/**
 * How far the target is: from the height of its box, and from the echo if it is roughly ahead; the nearer
 * of the two counts. A target that lies down looks further than it is, an echo may come from something
 * before it; either way the nearer figure is the careful one.
 */
final class TargetDistance {
    /**
     * How far to either side the ultrasonic sensor hears, degrees: half its beam (HC-SR04 data sheet:
     * effectual angle under 15 degrees, measured at 30 degrees).
     */
    static final double BEAM_DEGREES = 15;

    /**
     * How much of a target shows at least when the picture's edge cuts it: an assumption. Its box says how
     * far it is at most; this share of that is how near it may be.
     */
    static final double CUT_SHARE = 0.5;

    private final double metresTimesSize;

    TargetDistance(DistanceSettings settings, AimSettings aim) {
        double half = Math.tan(Math.toRadians(aim.verticalFieldDegrees() / 2));
        metresTimesSize = settings.targetHeightMetres() / (2 * half);
    }

    /** Returns how far a target is whose box has this height, as a fraction of the picture's, metres. */
    double ofSize(double size) {
        return metresTimesSize / size;
    }

    /**
     * Returns how far the target is, metres, at least, when the picture's edge cuts it; infinite when none
     * is seen.
     *
     * @param bearingDegrees where it is seen from the car
     */
    double metres(PeriodInputs inputs, double bearingDegrees) {
        if (!inputs.target.seen()) {
            return Double.POSITIVE_INFINITY;
        }
        double atMost = ofSize(inputs.target.size());
        double byBox = inputs.target.cut() ? CUT_SHARE * atMost : atMost;
        boolean ahead = Math.abs(bearingDegrees) <= BEAM_DEGREES;
        return ahead && heard(inputs.sensors)
                ? Math.min(byBox, inputs.sensors.distanceMetres)
                : byBox;
    }

    private static boolean heard(Sensors sensors) {
        return sensors.echo != EchoState.NONE
                && sensors.echo != EchoState.UNKNOWN
                && sensors.distanceMetres > 0;
    }
}
