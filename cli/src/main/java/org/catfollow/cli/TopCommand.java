package org.catfollow.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.cli.watching.FullScreen;
import org.catfollow.cli.watching.ProcessUsage;
import org.catfollow.cli.watching.Sampler;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.sending.StopPress;
import org.catfollow.runtime.systemcalls.TerminalSize;
import org.catfollow.runtime.terminal.RawTerminal;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code cat-follow top}: the robot on a whole terminal, for as long as one looks. */
@CommandLine.Command(
        name = "top",
        mixinStandardHelpOptions = true,
        description = {
            "Shows all that goes on, on the whole terminal, renewed in place: what each stage and its"
                    + " process do and cost, the target, control's state and why, speed, sensors.",
            "Keys: q quits, space or f is STOP, r resumes, + and - look more or less often. Ages (p50,"
                    + " p99) are from a picture's capture to its answer being seen. Without a terminal,"
                    + " and with --once: one look as plain text."
        })
final class TopCommand implements Callable<Integer> {
    private static final int WINDOW = 300;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final double SHORTEST_SECONDS = 0.1;
    private static final double LONGEST_SECONDS = 60;

    /** Long enough that of 30 frames a second some are seen, before the only look. */
    private static final long ONCE_NANOS = SECOND_NANOS;

    private static final long RESUME_NANOS = 2 * SECOND_NANOS;
    private static final Duration LOCK_PATIENCE = Duration.ofMillis(100);

    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(names = "--once", description = "One look of a second, as plain text.")
    private boolean once;

    @Option(
            names = {"-d", "--delay"},
            paramLabel = "S",
            defaultValue = "1",
            description =
                    "Time between two pictures, seconds, 0.1 to 60 (default: ${DEFAULT-VALUE}).")
    private double delaySeconds;

    @Option(names = "--terminal", hidden = true, description = "Terminal to read from.")
    private Path device = Path.of("/dev/tty");

    private final ProcessUsage usage = new ProcessUsage(Path.of("/proc"));
    private Region region;
    private Sampler sampler;
    private String trouble = "";
    private String said = "";

    @Override
    public Integer call() {
        if (!(delaySeconds >= SHORTEST_SECONDS && delaySeconds <= LONGEST_SECONDS)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--delay: 0.1 to 60 seconds wanted, not " + delaySeconds);
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            if (once || TerminalSize.ofStandardOutput().isEmpty()) {
                take(parent.attach());
                picture("cat-follow");
                watchUntil(System.nanoTime() + ONCE_NANOS);
                picture("cat-follow").forEach(out::println);
                out.flush();
            } else {
                show(out);
            }
            return ExitCode.DONE.code();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot read the terminal: " + e.getMessage(), e);
        } finally {
            letGo();
        }
    }

    private void show(PrintWriter out) throws IOException {
        // Before the screen is taken: a robot that does not run is said in the usual way.
        take(parent.attach());
        try (RawTerminal terminal =
                        RawTerminal.open(device, "from a script use `cat-follow top --once`");
                FullScreen screen = new FullScreen(out)) {
            boolean going = true;
            long due = System.nanoTime();
            Optional<TerminalSize> drawn = Optional.empty();
            while (going) {
                for (int key = terminal.read(); going && key >= 0; key = terminal.read()) {
                    going = obey(key);
                    due = System.nanoTime();
                }
                Optional<TerminalSize> size = TerminalSize.ofStandardOutput();
                long now = System.nanoTime();
                if (going && (now - due >= 0 || !size.equals(drawn))) {
                    due = now + Math.round(delaySeconds * SECOND_NANOS);
                    drawn = size;
                    TerminalSize at = size.orElse(TerminalSize.USUAL);
                    screen.draw(lines(at), at.rows(), at.columns());
                }
                watchUntil(System.nanoTime() + 10 * Sampler.LOOK_NANOS);
            }
        }
    }

    /** Returns false when it is to end. */
    private boolean obey(int key) {
        switch (key) {
            case 'q', 'Q' -> {
                return false;
            }
            case ' ', 'f' -> stop();
            case 'r' -> resume();
            case '+' -> delaySeconds = Math.max(SHORTEST_SECONDS, delaySeconds / 2);
            case '-' -> delaySeconds = Math.min(LONGEST_SECONDS, delaySeconds * 2);
            default -> {
                // Not one of ours.
            }
        }
        return true;
    }

    private void stop() {
        if (region == null) {
            said = "no region: nothing to stop";
            return;
        }
        StopPress.inThisOrTheNext(region, parent::attach);
        said = "STOP pressed";
    }

    private void resume() {
        if (region == null) {
            said = "no region: nothing to resume";
            return;
        }
        Command command = new Command();
        command.kind = CommandKind.RESUME;
        command.stopCount = region.stopLatch().count();
        command.senderPid = ProcessHandle.current().pid();
        command.expiresNanos = System.nanoTime() + RESUME_NANOS;
        try {
            region.send(command, LOCK_PATIENCE);
            said = "resume sent";
        } catch (RegionException e) {
            said = e.getMessage();
        }
    }

    /** The picture with its last line, which always says what the keys are. */
    private List<String> lines(TerminalSize size) {
        String head =
                "cat-follow  "
                        + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        List<String> lines = new ArrayList<>(picture(head));
        int room = Math.max(1, size.rows() - 1);
        while (lines.size() < room) {
            lines.add("");
        }
        lines = new ArrayList<>(lines.subList(0, room));
        lines.add(
                String.format(
                        Locale.ROOT,
                        "q quit  space STOP  r resume  + - each %.1f s%s",
                        delaySeconds,
                        said.isEmpty() ? "" : "   " + said));
        return lines;
    }

    /** Attaches anew where the region is another one by now. */
    private List<String> picture(String head) {
        if (region != null && (region.isLost() || region.isReplaced())) {
            letGo();
        }
        if (region == null) {
            try {
                take(parent.attach());
            } catch (RegionException e) {
                trouble = e.getMessage();
            }
        }
        return region == null
                ? List.of(head, "", "waiting for a robot: " + trouble)
                : TopPicture.of(RegionReport.of(region), sampler, usage, head);
    }

    private void watchUntil(long nanos) {
        while (System.nanoTime() - nanos < 0) {
            if (region != null && !region.isLost()) {
                sampler.look();
            }
            LockSupport.parkNanos(Sampler.LOOK_NANOS);
        }
    }

    private void take(Region attached) {
        region = attached;
        sampler = new Sampler(attached, WINDOW);
        sampler.look();
    }

    private void letGo() {
        if (region != null) {
            sampler.close();
            region.close();
            region = null;
        }
    }
}
