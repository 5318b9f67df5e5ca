package org.catfollow.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.region.Region;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@link SendCommand} has for the wheels, the camera and the pose. */
final class SendMotion {
    /** No floor is larger; control refuses more too. */
    static final int FURTHEST_METRES = 100;

    private SendMotion() {}

    private static void within(
            CommandLine.Model.CommandSpec spec,
            String what,
            double value,
            double low,
            double high) {
        if (!(value >= low && value <= high)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    what + " must be " + text(low) + " to " + text(high) + ", not " + value);
        }
    }

    private static String text(double value) {
        return value == Math.rint(value)
                ? Integer.toString((int) value)
                : String.format(Locale.ROOT, "%s", value);
    }

    /** {@code send go-home}. */
    @CommandLine.Command(
            name = "go-home",
            mixinStandardHelpOptions = true,
            description = "Sends the robot to where its odometry began; it stays there.")
    static final class GoHome implements Runnable {
        @CommandLine.ParentCommand private SendCommand send;
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Option(
                names = "--wait",
                description = "Ends when the robot is there, or drives there no more.")
        private boolean wait;

        @Override
        public void run() {
            try (Region region = send.attach()) {
                Command command = new Command();
                command.kind = CommandKind.GO_HOME;
                Arrival arrival = new Arrival(region);
                PrintWriter out = spec.commandLine().getOut();
                send.deliver(region, command, out);
                if (wait) {
                    arrival.await(send.timeToLive(), out);
                }
            }
        }
    }

    /** {@code send manual}. */
    @CommandLine.Command(
            name = "manual",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description =
                    "Drives by hand for as long as --ttl says, and no longer; send it again in time to"
                            + " go on. `cat-follow manual` does so from the keyboard.")
    static final class Manual implements Runnable {
        @CommandLine.ParentCommand private SendCommand send;
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Option(
                names = "--speed",
                paramLabel = "M/S",
                description =
                        "Metres per second, negative backwards (default: ${DEFAULT-VALUE}); control"
                                + " allows what its own limits allow.")
        private double speed;

        @Option(
                names = "--steering",
                paramLabel = "DEGREES",
                description = "Positive to the right (default: ${DEFAULT-VALUE}).")
        private double steering;

        @Option(
                names = "--pan",
                paramLabel = "DEGREES",
                description = "Camera, positive to the right (default: ${DEFAULT-VALUE}).")
        private double pan;

        @Option(
                names = "--tilt",
                paramLabel = "DEGREES",
                description = "Camera, positive upwards (default: ${DEFAULT-VALUE}).")
        private double tilt;

        @Override
        public void run() {
            within(spec, "--speed", speed, -ManualKeys.FASTEST, ManualKeys.FASTEST);
            within(
                    spec,
                    "--steering",
                    steering,
                    -ManualKeys.STEERING_DEGREES,
                    ManualKeys.STEERING_DEGREES);
            within(spec, "--pan", pan, -ManualKeys.PAN_DEGREES, ManualKeys.PAN_DEGREES);
            within(spec, "--tilt", tilt, ManualKeys.TILT_LOW_DEGREES, ManualKeys.TILT_HIGH_DEGREES);
            try (Region region = send.attach()) {
                Command command = new Command();
                command.kind = CommandKind.MANUAL;
                command.speedMetresPerSecond = speed;
                command.steeringDegrees = steering;
                command.panDegrees = pan;
                command.tiltDegrees = tilt;
                send.deliver(region, command, spec.commandLine().getOut());
            }
        }
    }

    /** {@code send pose X Y HEADING}. */
    @CommandLine.Command(
            name = "pose",
            mixinStandardHelpOptions = true,
            description =
                    "Tells the robot where it stands, as after it was carried: from here on its odometry"
                            + " counts from there.")
    static final class ToPose implements Runnable {
        @CommandLine.ParentCommand private SendCommand send;
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Parameters(
                index = "0",
                paramLabel = "X",
                description = "Metres ahead of where the robot was started.")
        private double x;

        @Parameters(
                index = "1",
                paramLabel = "Y",
                description = "Metres to the left of where the robot was started.")
        private double y;

        @Parameters(
                index = "2",
                paramLabel = "HEADING",
                description = "Degrees, counter-clockwise from how it looked at its start.")
        private double heading;

        @Override
        public void run() {
            within(spec, "X", x, -FURTHEST_METRES, FURTHEST_METRES);
            within(spec, "Y", y, -FURTHEST_METRES, FURTHEST_METRES);
            within(spec, "HEADING", heading, -360, 360);
            try (Region region = send.attach()) {
                Command command = new Command();
                command.kind = CommandKind.POSE_RESET;
                command.x = x;
                command.y = y;
                command.value = heading;
                send.deliver(region, command, spec.commandLine().getOut());
            }
        }
    }

    /** {@code send calibrate PART VALUE}. */
    @CommandLine.Command(
            name = "calibrate",
            mixinStandardHelpOptions = true,
            description =
                    "Tries a value of the car's calibration for as long as --ttl says; nothing is kept."
                            + " `cat-follow calibrate` leads through all of them and keeps them.")
    static final class Calibrate implements Runnable {
        private static final double OFFSET_DEGREES = 45;

        @CommandLine.ParentCommand private SendCommand send;
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Parameters(
                index = "0",
                paramLabel = "PART",
                description =
                        "steering, pan or tilt: degrees; left-motor or right-motor: 1 or -1, turns"
                                + " slowly forward; drive: percent, straight ahead; reload: reads the"
                                + " file anew, without a VALUE.")
        private String part;

        @Parameters(index = "1", arity = "0..1", paramLabel = "VALUE", description = "To try.")
        private Double value;

        @Override
        public void run() {
            Command command = new Command();
            command.kind = CommandKind.CALIBRATE;
            command.part = part();
            command.value = value(command.part);
            try (Region region = send.attach()) {
                send.deliver(region, command, spec.commandLine().getOut());
            }
        }

        private CalibrationPart part() {
            for (CalibrationPart known : CalibrationPart.values()) {
                String name = known.name().toLowerCase(Locale.ROOT).replace('_', '-');
                if (known != CalibrationPart.NONE && name.equals(part)) {
                    return known;
                }
            }
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "PART must be steering, pan, tilt, left-motor, right-motor, drive or reload, not '"
                            + part
                            + "'");
        }

        private double value(CalibrationPart of) {
            if (of == CalibrationPart.RELOAD) {
                if (value != null) {
                    throw new CommandLine.ParameterException(
                            spec.commandLine(), "reload takes no VALUE, not " + value);
                }
                return 0;
            }
            if (value == null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "VALUE is missing: what of " + part + " to try");
            }
            switch (of) {
                case LEFT_MOTOR, RIGHT_MOTOR -> {
                    if (value != 1 && value != -1) {
                        throw new CommandLine.ParameterException(
                                spec.commandLine(), "VALUE must be 1 or -1, not " + value);
                    }
                }
                case DRIVE -> within(spec, "VALUE", value, 0, 100);
                default -> within(spec, "VALUE", value, -OFFSET_DEGREES, OFFSET_DEGREES);
            }
            return value;
        }
    }
}
