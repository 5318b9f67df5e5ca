package org.catfollow.control.settings;

import java.time.Duration;

/**
 * How long an animal may be followed before it is left in peace.
 *
 * @param followFor it is followed for this long in all, then it has a rest; zero for no rest ever
 * @param restFor how long the robot then stands still; as long without a pursuit is a rest too
 */
public record PursuitSettings(Duration followFor, Duration restFor) {

    /**
     * Two minutes, then one of peace. An assumption of ours: an animal that cannot get away from what
     * follows it is stressed, and no source names a figure for robots.
     */
    public static final PursuitSettings DEFAULT =
            new PursuitSettings(Duration.ofSeconds(120), Duration.ofSeconds(60));

    /** Refuses times that no person would wait for. */
    public PursuitSettings {
        Check.within("--pursuit-s", followFor, 0, 3_600_000);
        Check.within("--rest-s", restFor, 1_000, 3_600_000);
    }
}
