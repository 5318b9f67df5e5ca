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
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.StateSlot;

/** A series of drives, each from {@code up} to {@code down}. For the main thread. */
public final class DriveRun {
    private static final Duration ATTACH = Duration.ofSeconds(10);
    private static final long ROUND_NANOS = 100_000_000;
    private static final long FIRST_FRAME_NANOS = 20_000_000_000L;
    private static final long DOWN_SECONDS = 60;
    private static final long STALE_NANOS = 500_000_000L;

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
                figures.add(drive);
                out.println(DriveReport.line(drive));
                out.flush();
            }
            DriveReport report = new DriveReport(figures);
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
        Launcher.Outcome up = launcher.launch(words(seed));
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

    private List<String> words(long seed) {
        List<String> words = new ArrayList<>(List.of("up"));
        if (!config.flags().contains("--source")) {
            words.addAll(List.of("--source", "sim:"));
        }
        if (!config.flags().contains("--sim-seed")) {
            words.addAll(List.of("--sim-seed", Long.toString(seed)));
        }
        if (!config.flags().contains("--model")) {
            words.addAll(
                    List.of("--model", "truth:latency-ms=200,misses=0.1,noise=0.03,seed=" + seed));
        }
        words.addAll(config.flags());
        return words;
    }

    private DriveFigures watch(RegionFiles files, long seed, Launcher launcher) {
        DriveScore score = new DriveScore(seed);
        GroundTruth truth = new GroundTruth();
        ControlStatus status = new ControlStatus();
        try (Region region = Region.attach(files, ATTACH);
                FrameReader frames = region.frameReader()) {
            TwoCellReader<GroundTruth> truths =
                    region.stateReader(StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC);
            TwoCellReader<ControlStatus> statuses =
                    region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
            long lastFrame = 0;
            long lastTruth = 0;
            long begun = System.nanoTime();
            long deadline = begun + FIRST_FRAME_NANOS;
            while (!interruption.asked() && System.nanoTime() - deadline < 0) {
                if (region.isLost()) {
                    throw new StageFailure(
                            ExitCode.FAILED,
                            "somebody removed the region during the drive; logs "
                                    + launcher.logs());
                }
                // The truth of a frame is there before the frame is.
                if (!frames.awaitNewer(lastFrame, ROUND_NANOS)) {
                    continue;
                }
                lastFrame = frames.newestFrame();
                boolean told =
                        truths.read(truth) == TwoCellReader.Answer.VALUE
                                && statuses.read(status) == TwoCellReader.Answer.VALUE
                                && truth.frameId > lastTruth;
                if (told) {
                    if (lastTruth == 0) {
                        deadline = truth.captureNanos + config.duration().toNanos();
                    }
                    lastTruth = truth.frameId;
                    // A control that says nothing any more holds nothing.
                    boolean fresh = truth.captureNanos - status.nanos < STALE_NANOS;
                    score.frame(truth, fresh ? status.state : ControlState.IDLE);
                }
            }
            if (lastTruth == 0 && !interruption.asked()) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        lastFrame == 0
                                ? "no picture came within 20 s; logs " + launcher.logs()
                                : "the robot's pictures have no ground truth; drive works with"
                                        + " --source sim:");
            }
        }
        return score.figures();
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
