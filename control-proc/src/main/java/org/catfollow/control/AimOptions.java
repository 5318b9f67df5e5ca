package org.catfollow.control;

import java.time.Duration;
import org.catfollow.control.settings.AgeSettings;
import org.catfollow.control.settings.AimSettings;
import picocli.CommandLine.Option;

/** The flags of control about camera, steering and how old a picture may be: a mixin. */
final class AimOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

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
            names = "--actuation-ms",
            paramLabel = "MS",
            defaultValue = "50",
            description =
                    "How long the servos take to do what they are told, milliseconds: the"
                            + " target is met where it will be then"
                            + DEFAULT)
    private long actuationMillis;

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

    AimSettings aim() {
        return new AimSettings(
                cameraP,
                cameraD,
                steeringP,
                steeringD,
                cameraRate,
                steeringRate,
                fieldOfViewX,
                fieldOfViewY,
                Duration.ofMillis(actuationMillis));
    }

    AgeSettings age() {
        return new AgeSettings(Duration.ofMillis(ageFullMillis), Duration.ofMillis(ageZeroMillis));
    }
}
