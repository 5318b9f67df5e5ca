package org.catfollow.control.motion;

import org.catfollow.control.settings.SpeedSettings;

/**
 * Brings the speed towards the one wanted without a jolt: its rate is bounded, and so is the rate's rate.
 * What must stop at once is not its business: who clamps the result, clamps it.
 *
 * <p>The rate is taken back in time, so that the speed arrives with none and does not overshoot: with jerk j
 * an acceleration a is gone after a / j, in which the speed changes by a^2 / 2j.
 */
final class SmoothSpeed {
    private final double acceleration;
    private final double deceleration;
    private final double jerk;
    private double rate;
    private double last;

    SmoothSpeed(SpeedSettings settings) {
        acceleration = settings.accelerationMetresPerSecondSquared();
        deceleration = settings.decelerationMetresPerSecondSquared();
        jerk = settings.jerkMetresPerSecondCubed();
    }

    /**
     * Returns the next speed, metres per second.
     *
     * @param now the speed in force; when it is not the one returned last, somebody stopped the car and
     *     the rate is none
     */
    double towards(double now, double wanted, double seconds) {
        double error = wanted - now;
        if (now != last || rate * error < 0) {
            // A car that is to slow down does not go on speeding up, not for a moment.
            rate = 0;
        }
        last = now;
        if (seconds <= 0) {
            return now;
        }
        boolean faster = Math.abs(wanted) > Math.abs(now) && wanted * now >= 0;
        double highest = faster ? acceleration : deceleration;
        double rateWanted = Math.copySign(Math.min(highest, taperedRate(error, seconds)), error);
        rate = Math.clamp(rateWanted, rate - jerk * seconds, rate + jerk * seconds);
        double step = rate * seconds;
        if (Math.abs(step) >= Math.abs(error)) {
            rate = 0;
            last = wanted;
        } else {
            last = now + step;
        }
        return last;
    }

    /**
     * The rate from which the way to no rate covers the error, in whole steps: the root of {@code error =
     * rate^2 / 2 jerk + rate * seconds / 2}.
     */
    private double taperedRate(double error, double seconds) {
        double half = jerk * seconds / 2;
        double least = Math.abs(error) / seconds;
        double root = Math.sqrt(half * half + 2 * jerk * Math.abs(error)) - half;
        // So near that one step is enough.
        return Math.abs(error) <= jerk * seconds * seconds ? least : Math.min(least, root);
    }
}
