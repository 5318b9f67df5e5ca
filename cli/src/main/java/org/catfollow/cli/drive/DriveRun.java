package org.catfollow.cli.drive;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.ring.FrameReader;

/** A series of drives, each from {@code up} to {@code down}. For the main thread. */
public final class DriveRun {
    private static final Duration ATTACH = Duration.ofSeconds(10);
    private static final long DOWN_SECONDS = 60;

    private final DriveConfig config;
    private final Path home;
    private final Path folder;
    private final Interruption interruption = new Interruption("drive", DOWN_SECONDS);

    /**
     * Prepares a series; starts nothing yet.
     *
     * @param home the distribution whose programs are run
     * @param folder where the regions lie
     */
    public DriveRun(DriveConfig config, Path home, Path folder) {
        this.config = config;
        this.home = home;
        this.folder = folder;
    }

    /**
     * Drives and prints the table.
     *
     * @param json where the figures go as JSON; null for nowhere
     * @return whether every drive succeeded
     * @throws StageFailure when a drive cannot be made or judged; what the earlier ones gave is reported
     */
    public boolean run(PrintWriter out, Path json) {
        if (json != null) {
            // Said now, not when all drives are over.
            requireWritable(json);
        }
        config.traces().ifPresent(DriveRun::requireFolder);
        List<DriveFigures> figures = new ArrayList<>();
        interruption.heed();
        try {
            driveAll(figures, out);
            return report(figures, out, json).successes() == config.seeds();
        } catch (StageFailure e) {
            if (!figures.isEmpty()) {
                report(figures, out, json);
            }
            throw e;
        } finally {
            interruption.close();
        }
    }

    private void driveAll(List<DriveFigures> figures, PrintWriter out) {
        out.println(DriveReport.heading());
        out.flush();
        for (int i = 0; i < config.seeds() && !interruption.asked(); i++) {
            DriveFigures drive = drive(config.firstSeed() + i);
            if (interruption.asked() && !config.world().hasCat()) {
                // That nothing was followed in half a drive says nothing about the whole.
                break;
            }
            figures.add(drive);
            out.println(DriveReport.line(drive));
            DriveReport.reasons(drive).forEach(out::println);
            out.flush();
        }
    }

    private DriveReport report(List<DriveFigures> figures, PrintWriter out, Path json) {
        DriveReport report =
                new DriveReport(figures, config.world().hasCat(), config.minDistanceMetres());
        out.println(report.summary());
        out.flush();
        if (json != null) {
            write(json, report.json());
        }
        return report;
    }

    private DriveFigures drive(long seed) {
        RegionFiles files = RegionFiles.named(folder, config.name());
        if (Files.exists(files.region())) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    files.region() + " is in use by another robot; give drive another --name");
        }
        Path state = newState();
        Launcher launcher = new Launcher(home, config.name(), folder, state, Map.of());
        Launcher.Outcome up = launcher.launch(words(seed, state));
        if (up.code() != 0) {
            throw new StageFailure(
                    reason(up.code()),
                    "the robot cannot be started: " + up.lastLine() + "; logs " + launcher.logs());
        }
        DriveFigures figures;
        Launcher.Outcome down;
        try {
            figures = watch(files, seed, launcher);
        } finally {
            down = launcher.launch(List.of("down"));
        }
        if (down.code() != 0) {
            // What is needed to end it stays.
            throw new StageFailure(
                    ExitCode.FAILED,
                    "the robot does not end: " + down.lastLine() + "; logs " + launcher.logs());
        }
        delete(state);
        return figures;
    }

    private List<String> words(long seed, Path state) {
        List<String> words = new ArrayList<>(List.of("up"));
        if (!config.given("--source")) {
            words.addAll(List.of("--source", config.world().source(state)));
        }
        if (!config.given("--sim-seed")) {
            words.addAll(List.of("--sim-seed", Long.toString(seed)));
        }
        words.addAll(config.flags());
        return words;
    }

    private DriveFigures watch(RegionFiles files, long seed, Launcher launcher) {
        try (Region region = Region.attach(files, ATTACH);
                FrameReader frames = region.frameReader()) {
            DriveScore score =
                    new DriveScore(
                            seed,
                            config.world().hasCat(),
                            config.duration().toNanos() * 1e-9,
                            config.minDistanceMetres());
            DriveWatch watch = new DriveWatch(region, frames, score, launcher.logs());
            DriveFigures figures = watch.watch(config.duration(), interruption);
            config.traces().ifPresent(folder -> writeTrace(folder, seed, watch.trace()));
            return figures;
        }
    }

    /** Returns the launcher's own reason: wrong flags or a missing model are no bad driving. */
    private static ExitCode reason(int code) {
        for (ExitCode reason : ExitCode.values()) {
            if (reason != ExitCode.DONE && reason.code() == code) {
                return reason;
            }
        }
        return ExitCode.FAILED;
    }

    private static Path newState() {
        try {
            return Files.createTempDirectory("cat-follow-drive-");
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot make a folder for the drive's logs in "
                            + System.getProperty("java.io.tmpdir")
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static void requireWritable(Path json) {
        try {
            Files.newOutputStream(json, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "the figures cannot be written to " + json + ": " + why(e), e);
        }
    }

    private static void requireFolder(Path traces) {
        try {
            Files.createDirectories(traces);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "the traces cannot be written to " + traces + ": " + why(e),
                    e);
        }
    }

    private static void writeTrace(Path traces, long seed, DriveTrace trace) {
        writeTrace(traces.resolve("drive-" + seed + ".csv"), trace.lines());
        writeTrace(traces.resolve("followed-" + seed + ".csv"), trace.followedLines());
    }

    private static void writeTrace(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot write the trace to " + file + ": " + why(e), e);
        }
    }

    private static String why(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no such folder";
            case AccessDeniedException denied -> "access denied";
            default -> e.getMessage();
        };
    }

    private static void write(Path json, String text) {
        try {
            Files.writeString(json, text + System.lineSeparator());
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot write the figures to " + json + ": " + why(e), e);
        }
    }

    private static void delete(Path state) {
        try (Stream<Path> all = Files.walk(state)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // The drive is judged all the same, and the folder is one for such things.
        }
    }
}
