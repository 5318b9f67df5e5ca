package org.catfollow.control;

import org.catfollow.control.settings.ObstacleSettings;
import picocli.CommandLine.Option;

/** The flags of control about what it cannot see: obstacles and its guard. A mixin. */
final class SafetyOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Option(
            names = "--obstacle-stop",
            paramLabel = "M",
            defaultValue = "0.25",
            description = "Something this near ahead stops the wheels, metres" + DEFAULT)
    private double obstacleStop;

    @Option(
            names = "--obstacle-slow",
            paramLabel = "M",
            defaultValue = "0.6",
            description =
                    "From this distance to something ahead on the car is slow, metres" + DEFAULT)
    private double obstacleSlow;

    @Option(
            names = "--unknown-speed",
            paramLabel = "M/S",
            defaultValue = "0.15",
            description =
                    "How fast at most while no echo says what is ahead, metres per second"
                            + DEFAULT)
    private double unknownSpeed;

    @Option(
            names = "--no-guard",
            description =
                    "Drive without the guard process: nothing stops the wheels if control dies"
                            + " (default: the wheels are still without it)")
    private boolean noGuard;

    ObstacleSettings obstacle() {
        return new ObstacleSettings(obstacleStop, obstacleSlow, unknownSpeed);
    }

    boolean guarded() {
        return !noGuard;
    }
}
