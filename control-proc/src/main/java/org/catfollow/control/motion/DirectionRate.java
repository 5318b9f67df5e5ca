package org.catfollow.control.motion;

import org.catfollow.control.sensing.Angles;

/**
 * How fast a direction in the world turns: measured from picture to picture, smoothed, since boxes jitter.
 * A target that has just shown has no rate.
 */
final class DirectionRate {
    /** Time constant of the smoothing, seconds: about six pictures at 30 per second. */
    private static final double SMOOTHING_SECONDS = 0.2;

    /** After a longer gap the rate says nothing, seconds. */
    private static final double LONGEST_GAP_SECONDS = 0.5;

    /** A cat that runs past at 2 m/s, one metre away, turns by no more, degrees per second. */
    private static final double FASTEST_DEGREES_PER_SECOND = 120;

    private double lastDegrees;
    private double degreesPerSecond;
    private boolean hasLast;

    /** Takes a direction measured {@code seconds} after the one before. */
    void add(double degrees, double seconds) {
        if (hasLast && seconds > 0 && seconds < LONGEST_GAP_SECONDS) {
            double fastest = FASTEST_DEGREES_PER_SECOND;
            double measured =
                    Math.clamp(
                            Angles.wrapDegrees(degrees - lastDegrees) / seconds, -fastest, fastest);
            double share = seconds / (SMOOTHING_SECONDS + seconds);
            degreesPerSecond += share * (measured - degreesPerSecond);
        } else {
            degreesPerSecond = 0;
        }
        lastDegrees = degrees;
        hasLast = true;
    }

    void reset() {
        hasLast = false;
        degreesPerSecond = 0;
    }

    double degreesPerSecond() {
        return degreesPerSecond;
    }
}
