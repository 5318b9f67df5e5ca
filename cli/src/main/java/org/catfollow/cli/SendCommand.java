package org.catfollow.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.catfollow.runtime.sending.CommandDelivery;
import org.catfollow.runtime.sending.StopPress;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RoleLock;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow send}: tells the robot what to do. */
@CommandLine.Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description = "Tells the robot what to do.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SendCommand.Stop.class,
            SendCommand.Resume.class,
            SendCommand.CatLocation.class,
            SendMotion.GoHome.class,
            SendMotion.Manual.class,
            SendMotion.ToPose.class,
            SendMotion.Calibrate.class,
            SendModelCommand.class
        })
final class SendCommand implements Runnable {
    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--ttl",
            paramLabel = "MS",
            scope = CommandLine.ScopeType.INHERIT,
            description =
                    "A command is not obeyed after this, milliseconds (default:"
                            + " ${DEFAULT-VALUE}).")
    private int timeToLiveMillis = 2000;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "a command is missing: stop, resume, cat-location X Y, go-home, manual, pose X Y"
                        + " HEADING, calibrate PART VALUE or model FILE");
    }

    Region attach() {
        return parent.attach();
    }

    /** Returns how long a command may be obeyed. */
    Duration timeToLive() {
        if (timeToLiveMillis < 1 || timeToLiveMillis > 60_000) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--ttl must be 1 to 60000 ms, not " + timeToLiveMillis);
        }
        return Duration.ofMillis(timeToLiveMillis);
    }

    /** Sends a command and waits until control says what became of it. */
    void deliver(Region region, Command command, PrintWriter out) {
        long sequence = CommandDelivery.deliver(region, command, timeToLive());
        out.println("taken: " + command.kind + " (command " + sequence + ")");
    }

    /** {@code send stop}: waits for nothing and is queued behind nothing. */
    @CommandLine.Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stops the wheels at once, until resume.")
    static final class Stop implements Runnable {
        @CommandLine.ParentCommand private SendCommand send;
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            long count = 0;
            while (count == 0) {
                try (Region region = send.parent.attach()) {
                    count = StopPress.in(region);
                    if (count > 0) {
                        say(region, count);
                    }
                }
            }
        }

        private void say(Region region, long count) {
            spec.commandLine()
                    .getOut()
                    .println("stopped (stop " + count + ")" + aboutControl(region));
        }

        /** Never fails: the STOP is pressed, whatever can be told about control. */
        private static String aboutControl(Region region) {
            try {
                return RoleLock.isHeld(region.files(), Role.CONTROL)
                        ? ""
                        : "; control does not run, and will start stopped";
            } catch (RegionException e) {
                return "; " + e.getMessage();
            }
        }
    }

    /** {@code send resume}. */
    @CommandLine.Command(
            name = "resume",
            mixinStandardHelpOptions = true,
            description = "Goes on after stop. A stop pressed meanwhile still holds.")
    static final class Resume implements Runnable {
        @CommandLine.ParentCommand private SendCommand send;
        @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            try (Region region = send.parent.attach()) {
                Command command = new Command();
                command.kind = CommandKind.RESUME;
                command.stopCount = region.stopLatch().count();
                send.deliver(region, command, spec.commandLine().getOut());
            }
        }
    }

    /** {@code send cat-location X Y}. */
    @CommandLine.Command(
            name = "cat-location",
            mixinStandardHelpOptions = true,
            description = "Says where the cat is: the robot drives there and looks for it.")
    static final class CatLocation implements Runnable {
        private static final int FURTHEST_METRES = SendMotion.FURTHEST_METRES;

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

        @Option(
                names = "--wait",
                description = "Ends when the robot is there, or drives there no more.")
        private boolean wait;

        @Override
        public void run() {
            if (!(Math.abs(x) <= FURTHEST_METRES && Math.abs(y) <= FURTHEST_METRES)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "X and Y must be -"
                                + FURTHEST_METRES
                                + " to "
                                + FURTHEST_METRES
                                + " metres, not "
                                + x
                                + " "
                                + y);
            }
            try (Region region = send.parent.attach()) {
                Command command = new Command();
                command.kind = CommandKind.CAT_LOCATION;
                command.x = x;
                command.y = y;
                Arrival arrival = new Arrival(region);
                PrintWriter out = spec.commandLine().getOut();
                send.deliver(region, command, out);
                if (wait) {
                    arrival.await(send.timeToLive(), out);
                }
            }
        }
    }
}
