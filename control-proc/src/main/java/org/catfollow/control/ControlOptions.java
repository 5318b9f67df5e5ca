package org.catfollow.control;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.control.car.CarConverter;
import org.catfollow.control.car.CarKind;
import org.catfollow.control.car.picarx.CalibrationChoice;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of control, for the command line of its process: a mixin. */
final class ControlOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Option(
            names = "--car",
            paramLabel = "CAR",
            defaultValue = "simulated",
            converter = CarConverter.class,
            description = "The car to drive: simulated, picar-x" + DEFAULT)
    private CarKind car;

    @Option(
            names = "--period-ms",
            paramLabel = "MS",
            defaultValue = "20",
            description = "How often control decides, milliseconds, 5 to 100" + DEFAULT)
    private long periodMillis;

    @Mixin private SpeedOptions speed;
    @Mixin private AimOptions aim;
    @Mixin private StateOptions states;
    @Mixin private SafetyOptions safety;

    @Option(
            names = "--wheel-base",
            paramLabel = "M",
            description =
                    "From front to rear axle, metres; measure yours (default: the calibration's,"
                            + " else 0.095)")
    private Double wheelBase;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description =
                    "Calibration of a PiCar-X (default: ~/.config/cat-follow/picar-x.properties, else"
                            + " the vendor's /opt/picar-x/picar-x.conf)")
    private Path calibration;

    @Option(
            names = "--hat",
            paramLabel = "HAT",
            defaultValue = "pi4j",
            description = "What a PiCar-X is driven through: pi4j, stand-in:FILE" + DEFAULT)
    private String hat;

    /**
     * Returns the settings that the flags make.
     *
     * @throws org.catfollow.runtime.StageFailure with the usage exit code for a value out of range
     */
    public ControlConfig toConfig() {
        CalibrationChoice found =
                car == CarKind.PICAR_X
                        ? CalibrationChoice.find(calibration)
                        : CalibrationChoice.NONE;
        return new ControlConfig(
                car,
                Duration.ofMillis(periodMillis),
                speed.speed(),
                speed.hold(),
                speed.distance(),
                safety.obstacle(),
                aim.aim(),
                aim.age(),
                states.states(),
                states.pursuit(),
                safety.guarded(),
                wheelBase == null ? found.calibration().wheelBaseMetres() : wheelBase,
                found,
                hat);
    }
}
