package org.catfollow.control.settings;

/**
 * What the ultrasonic sensor's distance allows.
 *
 * @param stopMetres something this near or nearer: the wheels do not turn forwards
 * @param slowMetres something this near: the nearer, the slower
 * @param unknownMetresPerSecond how fast at most while no echo comes back: what is ahead is not known
 */
public record ObstacleSettings(
        double stopMetres, double slowMetres, double unknownMetresPerSecond) {

    /**
     * From 0.3 m/s the car rests within 0.1 m (0.05 m of ramp, 0.1 s of motor lag, a median that is two
     * echoes late), so 0.25 m leaves as much again.
     */
    public static final ObstacleSettings DEFAULT = new ObstacleSettings(0.25, 0.6, 0.15);

    /** Refuses what leaves no way to slow down on. */
    public ObstacleSettings {
        Check.within("--obstacle-stop", stopMetres, 0.05, 2, "m");
        Check.within("--obstacle-slow", slowMetres, 0.1, 4, "m");
        Check.within("--unknown-speed", unknownMetresPerSecond, 0, 2, "m/s");
        Check.less("--obstacle-stop", stopMetres, "--obstacle-slow", slowMetres);
    }
}
