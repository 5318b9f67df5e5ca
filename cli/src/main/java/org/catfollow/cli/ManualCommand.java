package org.catfollow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.terminal.RawTerminal;
import org.catfollow.shm.region.Region;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cat-follow manual}: the robot driven from the keyboard. */
@Command(
        name = "manual",
        mixinStandardHelpOptions = true,
        description = {
            "Drives the robot from the keyboard.",
            "%nw a s d  drive: forward, left, backwards, right%n"
                    + "i j k l  camera: up, left, down, right%n"
                    + "o p      slower, faster%n"
                    + "f space  STOP%n"
                    + "r        resume%n"
                    + "q        quit%n",
            "The wheels turn while a key is held and stand 0.4 s after it. A terminal begins to repeat"
                    + " a held key only after a moment (0.25 to 0.7 s, its own setting), so the robot may"
                    + " pause once at the start."
        })
final class ManualCommand implements Callable<Integer> {
    private static final long SEND_NANOS = 100_000_000;
    private static final long LOOK_NANOS = 20_000_000;

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(names = "--terminal", hidden = true, description = "Terminal to read from.")
    private Path device = Path.of("/dev/tty");

    @Override
    public Integer call() {
        try (Region region = parent.attach();
                RawTerminal terminal =
                        RawTerminal.open(device, "from a script use `cat-follow send manual`")) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    "w a s d drive, i j k l camera, o p pace, f or space STOP, r resume, q quit");
            try {
                drive(terminal, new ManualDrive(region), out);
            } finally {
                out.println();
            }
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot read the terminal: " + e.getMessage(), e);
        }
    }

    private static void drive(RawTerminal terminal, ManualDrive drive, PrintWriter out)
            throws IOException {
        ManualKeys keys = new ManualKeys();
        long due = System.nanoTime();
        boolean going = true;
        while (going) {
            int key = terminal.read();
            while (going && key >= 0) {
                going = drive.obey(keys.press(key, System.nanoTime()));
                key = terminal.read();
            }
            long now = System.nanoTime();
            if (going && now - due >= 0) {
                due = now + SEND_NANOS;
                drive.send(keys, now);
                // To the line's beginning, and what was there before is wiped away.
                out.print("\r" + drive.line(keys) + "\u001b[K");
                out.flush();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        drive.stand(keys);
    }
}
