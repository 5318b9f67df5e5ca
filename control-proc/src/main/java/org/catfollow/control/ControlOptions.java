package org.catfollow.control;

import java.time.Duration;
import org.catfollow.control.car.CarKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The flags of control, for the command line of its process: a mixin. */
final class ControlOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

    @Option(
            names = "--car",
            paramLabel = "CAR",
            defaultValue = "simulated",
            converter = CarConverter.class,
            description = "The car to drive: simulated" + DEFAULT)
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
            defaultValue = "0.095",
            description = "From front to rear axle, metres; measure yours" + DEFAULT)
    private double wheelBase;

    /**
     * Returns the settings that the flags make.
     *
     * @throws org.catfollow.runtime.StageFailure with the usage exit code for a value out of range
     */
    public ControlConfig toConfig() {
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
                wheelBase);
    }

    /** Reads {@code --car}. */
    static final class CarConverter implements ITypeConverter<CarKind> {
        @Override
        public CarKind convert(String value) {
            return CarKind.of(value)
                    .orElseThrow(
                            () ->
                                    new TypeConversionException(
                                            "no car is called '"
                                                    + value
                                                    + "'; expected one of: "
                                                    + CarKind.allFlagValues()));
        }
    }
}
