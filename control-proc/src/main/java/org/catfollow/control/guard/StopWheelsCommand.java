package org.catfollow.control.guard;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code guard-proc stop-wheels}: tells both motors to stand, and ends. Needs no region, no lock and no
 * other process: for {@code ExecStopPost=} of control's unit, and for a person who has nothing else left.
 */
@Command(
        name = "stop-wheels",
        mixinStandardHelpOptions = true,
        description =
                "Tells the motors of the configured car to stand, once, whatever else runs. A control"
                        + " that drives tells them its own again.")
final class StopWheelsCommand implements Callable<Integer> {
    /** The HAT may answer nobody for 0.2 s, while a control that starts resets it. */
    private static final int TRIES = 40;

    private static final long PAUSE_NANOS = 10_000_000;

    @CommandLine.ParentCommand private GuardCommand guard;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        GuardConfig config = guard.config();
        PrintWriter out = spec.commandLine().getOut();
        try (Wheels wheels = GuardCommand.wheelsOf(config)) {
            out.println(
                    wheels == Wheels.NONE
                            ? "the simulated car has no motors that could turn on"
                            : "both motors were told to stand, try " + zero(wheels));
            out.flush();
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.HARDWARE,
                    "THE WHEELS MAY TURN: the motors could not be told to stand: " + e.getMessage(),
                    e);
        }
    }

    /** Returns which try it was that succeeded. */
    private static int zero(Wheels wheels) throws IOException {
        IOException last = new IOException("nothing was tried");
        for (int i = 1; i <= TRIES; i++) {
            try {
                wheels.zero();
                return i;
            } catch (IOException e) {
                last = e;
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        throw last;
    }
}
