package org.catfollow.control;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.control.car.CarKind;
import org.catfollow.control.car.picarx.CalibrationChoice;
import org.catfollow.control.settings.AgeSettings;
import org.catfollow.control.settings.AimSettings;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.SpeedSettings;
import org.catfollow.control.settings.StateSettings;
import picocli.CommandLine.ITypeConverter;
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
            description = "The car to drive: simulated, picar-x" + DEFAULT)
    private CarKind car;

    @Option(
            names = "--period-ms",
            paramLabel = "MS",
            defaultValue = "20",
            description = "How often control decides, milliseconds, 5 to 100" + DEFAULT)
    private long periodMillis;

    @Option(
            names = "--max-speed",
            paramLabel = "M/S",
            defaultValue = "0.3",
            description = "Highest speed, metres per second" + DEFAULT)
    private double maxSpeed;

    @Option(
            names = "--creep-speed",
            paramLabel = "M/S",
            defaultValue = "0.06",
            description = "Slowest speed at which the wheels turn, metres per second" + DEFAULT)
    private double creepSpeed;

    @Option(
            names = "--search-speed",
            paramLabel = "M/S",
            defaultValue = "0.1",
            description =
                    "Speed while turning to look around, metres per second; 0 looks around with the"
                            + " camera only"
                            + DEFAULT)
    private double searchSpeed;

    @Option(
            names = "--goto-speed",
            paramLabel = "M/S",
            defaultValue = "0.2",
            description = "Speed on the way to a given place, metres per second" + DEFAULT)
    private double gotoSpeed;

    @Option(
            names = "--acceleration",
            paramLabel = "M/S2",
            defaultValue = "0.4",
            description = "How fast the speed may rise, metres per second squared" + DEFAULT)
    private double acceleration;

    @Option(
            names = "--deceleration",
            paramLabel = "M/S2",
            defaultValue = "1.0",
            description =
                    "How fast the speed falls in normal driving, metres per second squared; a stop"
                            + " is at once"
                            + DEFAULT)
    private double deceleration;

    @Option(
            names = "--hold-size",
            paramLabel = "FRACTION",
            defaultValue = "0.45",
            description =
                    "Height of the target in the picture to hold, fraction of the picture's height"
                            + DEFAULT)
    private double holdSize;

    @Option(
            names = "--hold-band",
            paramLabel = "FRACTION",
            defaultValue = "0.05",
            description = "Tolerance of --hold-size, fraction of the picture's height" + DEFAULT)
    private double holdBand;

    @Option(
            names = "--near-size",
            paramLabel = "FRACTION",
            defaultValue = "0.6",
            description =
                    "Height of the target at which the wheels stop at once, fraction of the"
                            + " picture's height"
                            + DEFAULT)
    private double nearSize;

    @Option(
            names = "--camera-p",
            paramLabel = "GAIN",
            defaultValue = "0.5",
            description = "Pan and tilt: share of the error that one picture corrects" + DEFAULT)
    private double cameraP;

    @Option(
            names = "--camera-d",
            paramLabel = "S",
            defaultValue = "0.02",
            description = "Pan and tilt: weight of the error's rate, seconds" + DEFAULT)
    private double cameraD;

    @Option(
            names = "--steering-p",
            paramLabel = "GAIN",
            defaultValue = "0.8",
            description = "Degrees of steering for a degree of the target's bearing" + DEFAULT)
    private double steeringP;

    @Option(
            names = "--steering-d",
            paramLabel = "S",
            defaultValue = "0.05",
            description = "Steering: weight of the bearing's rate, seconds" + DEFAULT)
    private double steeringD;

    @Option(
            names = "--camera-rate",
            paramLabel = "DEG/S",
            defaultValue = "120",
            description = "How fast pan and tilt move, degrees per second" + DEFAULT)
    private double cameraRate;

    @Option(
            names = "--steering-rate",
            paramLabel = "DEG/S",
            defaultValue = "90",
            description = "How fast the steering moves, degrees per second" + DEFAULT)
    private double steeringRate;

    @Option(
            names = "--field-of-view-x",
            paramLabel = "DEG",
            defaultValue = "54",
            description = "Camera's field of view across, degrees" + DEFAULT)
    private double fieldOfViewX;

    @Option(
            names = "--field-of-view-y",
            paramLabel = "DEG",
            defaultValue = "41",
            description = "Camera's field of view from top to bottom, degrees" + DEFAULT)
    private double fieldOfViewY;

    @Option(
            names = "--age-full-ms",
            paramLabel = "MS",
            defaultValue = "100",
            description = "Up to this age a picture counts fully, milliseconds" + DEFAULT)
    private long ageFullMillis;

    @Option(
            names = "--age-zero-ms",
            paramLabel = "MS",
            defaultValue = "400",
            description =
                    "From this age of the picture on the wheels are still, milliseconds" + DEFAULT)
    private long ageZeroMillis;

    @Option(
            names = "--acquire-frames",
            paramLabel = "N",
            defaultValue = "5",
            description =
                    "Pictures in a row that must show a target before it is followed" + DEFAULT)
    private int acquireFrames;

    @Option(
            names = "--acquire-patience-ms",
            paramLabel = "MS",
            defaultValue = "500",
            description = "How long a new target may be unseen, milliseconds" + DEFAULT)
    private long acquirePatienceMillis;

    @Option(
            names = "--coast-ms",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "How long a followed target may be unseen, milliseconds" + DEFAULT)
    private long coastMillis;

    @Option(
            names = "--lost-ms",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "How long to wait where a target was lost, milliseconds" + DEFAULT)
    private long lostMillis;

    @Option(
            names = "--no-pictures-ms",
            paramLabel = "MS",
            defaultValue = "2000",
            description =
                    "Without a fresh picture for this long control is idle, milliseconds" + DEFAULT)
    private long noPicturesMillis;

    @Option(
            names = "--goto-ms",
            paramLabel = "MS",
            defaultValue = "60000",
            description = "How long the way to a given place may take, milliseconds" + DEFAULT)
    private long gotoMillis;

    @Option(
            names = "--arrive-within",
            paramLabel = "M",
            defaultValue = "0.2",
            description = "This near to a given place is there, metres" + DEFAULT)
    private double arriveWithin;

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
                new SpeedSettings(
                        maxSpeed, creepSpeed, searchSpeed, gotoSpeed, acceleration, deceleration),
                new HoldSettings(holdSize, holdBand, nearSize),
                new AimSettings(
                        cameraP,
                        cameraD,
                        steeringP,
                        steeringD,
                        cameraRate,
                        steeringRate,
                        fieldOfViewX,
                        fieldOfViewY),
                new AgeSettings(Duration.ofMillis(ageFullMillis), Duration.ofMillis(ageZeroMillis)),
                new StateSettings(
                        acquireFrames,
                        Duration.ofMillis(acquirePatienceMillis),
                        Duration.ofMillis(coastMillis),
                        Duration.ofMillis(lostMillis),
                        Duration.ofMillis(noPicturesMillis),
                        Duration.ofMillis(gotoMillis),
                        arriveWithin),
                wheelBase == null ? found.calibration().wheelBaseMetres() : wheelBase,
                found,
                hat);
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
