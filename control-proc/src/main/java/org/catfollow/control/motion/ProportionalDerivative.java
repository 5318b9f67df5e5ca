package org.catfollow.control.motion;

/**
 * A proportional-derivative law: {@code p * error + d * rate of the error}, the rate smoothed, since
 * boxes jitter. One instance for each axis.
 */
final class ProportionalDerivative {
    /** Time constant of the smoothing, seconds: about three pictures at 30 per second. */
    private static final double SMOOTHING_SECONDS = 0.1;

    /** After a longer gap the rate says nothing, seconds. */
    private static final double LONGEST_GAP_SECONDS = 0.5;

    private final double p;
    private final double d;
    private double lastError;
    private double rate;
    private boolean hasLast;

    ProportionalDerivative(double p, double dSeconds) {
        this.p = p;
        this.d = dSeconds;
    }

    /** Returns the correction for an error measured {@code seconds} after the one before. */
    double correct(double error, double seconds) {
        if (hasLast && seconds > 0 && seconds < LONGEST_GAP_SECONDS) {
            double share = seconds / (SMOOTHING_SECONDS + seconds);
            rate += share * ((error - lastError) / seconds - rate);
        } else {
            rate = 0;
        }
        lastError = error;
        hasLast = true;
        return p * error + d * rate;
    }

    void reset() {
        hasLast = false;
        rate = 0;
    }
}
