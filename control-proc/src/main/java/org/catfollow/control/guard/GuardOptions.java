package org.catfollow.control.guard;

import java.time.Duration;
import org.catfollow.control.car.CarConverter;
import org.catfollow.control.car.CarKind;
import picocli.CommandLine.Option;

/** The flags of the guard, for the command line of its process: a mixin. */
final class GuardOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Option(
            names = "--car",
            paramLabel = "CAR",
            defaultValue = "simulated",
            converter = CarConverter.class,
            description = "The car whose wheels to hold: simulated, picar-x" + DEFAULT)
    private CarKind car;

    @Option(
            names = "--hat",
            paramLabel = "HAT",
            defaultValue = "pi4j",
            description =
                    "Through what the wheels of a PiCar-X are held: pi4j, stand-in:FILE" + DEFAULT)
    private String hat;

    @Option(
            names = "--silent-ms",
            paramLabel = "MS",
            defaultValue = "100",
            description =
                    "From this age of control's heartbeat on the wheels are held, milliseconds, 20 to"
                            + " 1000; more than three of control's periods"
                            + DEFAULT)
    private long silentMillis;

    @Option(
            names = "--round-ms",
            paramLabel = "MS",
            defaultValue = "10",
            description = "How often the guard looks, milliseconds, 1 to 50" + DEFAULT)
    private long roundMillis;

    @Option(
            names = "--period-ms",
            paramLabel = "MS",
            defaultValue = "20",
            description = "How often control decides, milliseconds, 5 to 100" + DEFAULT)
    private long periodMillis;

    /**
     * Returns the settings that the flags make.
     *
     * @throws org.catfollow.runtime.StageFailure with the usage exit code for a value out of range
     */
    GuardConfig toConfig() {
        return new GuardConfig(
                car,
                hat,
                Duration.ofMillis(silentMillis),
                Duration.ofMillis(roundMillis),
                Duration.ofMillis(periodMillis));
    }
}
