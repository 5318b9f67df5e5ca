package org.catfollow.control;

import org.catfollow.control.settings.DistanceSettings;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.SpeedSettings;
import picocli.CommandLine.Option;

/** The flags of control that say how fast the car is, and how near it comes: a mixin. */
final class SpeedOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE})";

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
            names = "--jerk",
            paramLabel = "M/S3",
            defaultValue = "4",
            description =
                    "How fast acceleration and deceleration may change, metres per second"
                            + " cubed"
                            + DEFAULT)
    private double jerk;

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
            names = "--cat-height",
            paramLabel = "M",
            defaultValue = "0.25",
            description =
                    "How high the animal stands, metres: its size in the picture says how"
                            + " far it is"
                            + DEFAULT)
    private double catHeight;

    @Option(
            names = "--min-distance",
            paramLabel = "M",
            defaultValue = "0.4",
            description =
                    "Never nearer to the target than this: the wheels are still, metres" + DEFAULT)
    private double minDistance;

    @Option(
            names = "--near-distance",
            paramLabel = "M",
            defaultValue = "0.9",
            description = "From this distance of the target on the car is slow, metres" + DEFAULT)
    private double nearDistance;

    @Option(
            names = "--near-speed",
            paramLabel = "M/S",
            defaultValue = "0.12",
            description = "How fast at most within --near-distance, metres per second" + DEFAULT)
    private double nearSpeed;

    SpeedSettings speed() {
        return new SpeedSettings(
                maxSpeed, creepSpeed, searchSpeed, gotoSpeed, acceleration, deceleration, jerk);
    }

    HoldSettings hold() {
        return new HoldSettings(holdSize, holdBand, nearSize);
    }

    DistanceSettings distance() {
        return new DistanceSettings(catHeight, minDistance, nearDistance, nearSpeed);
    }
}
