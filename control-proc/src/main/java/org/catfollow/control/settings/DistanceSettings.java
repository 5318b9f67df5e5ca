package org.catfollow.control.settings;

/**
 * How far the target is, and what that allows.
 *
 * @param targetHeightMetres how high the animal stands; its box's height then says how far it is
 * @param nearestMetres at this distance and under it the wheels are still
 * @param nearMetres from here on the car is slow
 * @param nearMetresPerSecond how slow
 */
public record DistanceSettings(
        double targetHeightMetres,
        double nearestMetres,
        double nearMetres,
        double nearMetresPerSecond) {

    /** A cat's shoulder with its head; at 0.12 m/s the car comes slower than a cat walks away. */
    public static final DistanceSettings DEFAULT = new DistanceSettings(0.25, 0.4, 0.9, 0.12);

    /** Refuses what leaves no room between near and nearest. */
    public DistanceSettings {
        Check.within("--cat-height", targetHeightMetres, 0.05, 1, "m");
        Check.within("--min-distance", nearestMetres, 0.1, 5, "m");
        Check.within("--near-distance", nearMetres, 0.1, 10, "m");
        Check.within("--near-speed", nearMetresPerSecond, 0.02, 2, "m/s");
        Check.less("--min-distance", nearestMetres, "--near-distance", nearMetres);
    }
}
