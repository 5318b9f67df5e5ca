package org.catfollow.control.settings;

/**
 * How fast the car may go.
 *
 * @param maxMetresPerSecond never faster than this
 * @param creepMetresPerSecond the slowest speed at which the wheels still turn
 * @param searchMetresPerSecond while it turns to look around; 0 lets it sweep the camera only
 * @param gotoMetresPerSecond on the way to a given place
 * @param accelerationMetresPerSecondSquared how fast the speed may rise
 * @param decelerationMetresPerSecondSquared how fast it falls in normal driving; a stop is not bound
 *     by it
 * @param jerkMetresPerSecondCubed how fast either may change in normal driving: so the car neither jolts
 *     nor nods
 */
public record SpeedSettings(
        double maxMetresPerSecond,
        double creepMetresPerSecond,
        double searchMetresPerSecond,
        double gotoMetresPerSecond,
        double accelerationMetresPerSecondSquared,
        double decelerationMetresPerSecondSquared,
        double jerkMetresPerSecondCubed) {

    /** Slow enough for a living room: full speed after 0.75 s, at rest from it within 0.3 s. */
    public static final SpeedSettings DEFAULT = new SpeedSettings(0.3, 0.06, 0.1, 0.2, 0.4, 1.0, 4);

    /** Refuses speeds that a small car cannot have. */
    public SpeedSettings {
        Check.within("--max-speed", maxMetresPerSecond, 0.02, 2, "m/s");
        Check.within("--creep-speed", creepMetresPerSecond, 0, maxMetresPerSecond, "m/s");
        Check.within("--search-speed", searchMetresPerSecond, 0, maxMetresPerSecond, "m/s");
        Check.within(
                "--goto-speed",
                gotoMetresPerSecond,
                creepMetresPerSecond,
                maxMetresPerSecond,
                "m/s");
        Check.within("--acceleration", accelerationMetresPerSecondSquared, 0.05, 10, "m/s2");
        Check.within("--deceleration", decelerationMetresPerSecondSquared, 0.05, 10, "m/s2");
        Check.within("--jerk", jerkMetresPerSecondCubed, 0.1, 1000, "m/s3");
    }
}
