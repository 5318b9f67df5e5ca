package org.catfollow.cli.drive;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
     */
    public boolean run(PrintWriter out, Path json) {
        interruption.heed();
        try {
            out.println(DriveReport.heading());
            out.flush();
            List<DriveFigures> figures = new ArrayList<>();
            for (int i = 0; i < config.seeds() && !interruption.asked(); i++) {
                DriveFigures drive = drive(config.firstSeed() + i);
                if (interruption.asked() && !config.world().hasCat()) {
                    // That nothing was followed in half a drive says nothing about the whole.
                    break;
                }
                figures.add(drive);
                out.println(DriveReport.line(drive));
                out.flush();
            }
            DriveReport report = new DriveReport(figures, config.world().hasCat());
            out.println(report.summary());
            if (json != null) {
                write(json, report.json());
            }
            return report.successes() == config.seeds();
        } finally {
            interruption.close();
        }
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
                    ExitCode.FAILED,
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
            DriveScore score = new DriveScore(seed, config.world().hasCat());
            return new DriveWatch(region, frames, score, launcher.logs())
                    .watch(config.duration(), interruption);
        }
    }

    private static Path newState() {
        try {
            return Files.createTempDirectory("cat-follow-drive-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path json, String text) {
        try {
            Files.writeString(json, text + System.lineSeparator());
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot write the figures to " + json + ": " + e, e);
        }
    }

    private static void delete(Path state) {
        try (Stream<Path> all = Files.walk(state)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
