package org.catfollow.cli.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.region.RegionFiles;

/** One run from {@code up} to {@code down}. For the main thread. */
public final class FaultsRun {
    private static final long DOWN_SECONDS = 120;
    private static final long LONGEST_LEAD_NANOS = 60_000_000;

    private final FaultsConfig config;
    private final RegionFiles files;
    private final Path hat;
    private final Path state;
    private final Launcher launcher;
    private final Random random;
    private final Interruption interruption = new Interruption("faults", DOWN_SECONDS);
    private boolean isUp;

    /**
     * Prepares a run; starts nothing yet.
     *
     * @param home the distribution whose programs are run
     * @param folder where the region lies, and the HAT beside it
     */
    public FaultsRun(FaultsConfig config, Path home, Path folder) {
        this.config = config;
        this.files = RegionFiles.named(folder, config.name());
        this.hat = folder.resolve("cat-follow-" + config.name() + ".hat");
        this.random = new Random(config.seed());
        try {
            this.state = Files.createTempDirectory("cat-follow-faults-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.launcher =
                new Launcher(
                        home,
                        config.name(),
                        folder,
                        state,
                        Map.of("CAT_FOLLOW_RESTART_BUDGET", "none"));
    }

    /**
     * Breaks everything in turn and prints the table.
     *
     * @param json where the figures go as JSON; null for nowhere
     * @return whether every limit held
     * @throws StageFailure when the robot cannot be started
     */
    public boolean run(PrintWriter out, Path json) {
        interruption.heed();
        FaultsReport report = new FaultsReport(List.of());
        try {
            List<String> words = upWords();
            up(words, out);
            List<FaultFigures> figures = new ArrayList<>();
            try (Rig rig = new Rig(launcher, words, files, hat, state)) {
                breakAll(rig, figures, out);
            }
            report = new FaultsReport(figures);
            out.println(report.summary());
            out.flush();
            if (json != null) {
                write(json, report.json());
            }
            return report.held();
        } finally {
            end(report.held());
            interruption.close();
        }
    }

    private List<String> upWords() {
        List<String> words = new ArrayList<>(List.of("up"));
        words.addAll(List.of("--source", "test:", "--model", "test:"));
        words.addAll(List.of("--car", "picar-x", "--hat", "stand-in:" + hat));
        words.addAll(List.of("--calibration", calibration().toString()));
        // The animal's rest would end the drive in the middle of a run.
        words.addAll(List.of("--pursuit-s", "0"));
        words.addAll(config.flags());
        return words;
    }

    /** The one that {@link Pulse} reckons with, whatever lies on this machine. */
    private Path calibration() {
        try {
            return Files.writeString(
                    state.resolve("picar-x.properties"),
                    "metres-per-second-at-full = " + Pulse.METRES_PER_SECOND_AT_FULL + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void up(List<String> words, PrintWriter out) {
        if (Files.exists(files.region())) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    files.region() + " is in use by another robot; give faults another --name");
        }
        // What a run before this one, killed, left of its HAT is not wanted.
        delete(hat);
        Launcher.Outcome outcome = launcher.launch(words);
        if (outcome.code() != 0) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "the robot cannot be started: "
                            + outcome.lastLine()
                            + "; logs "
                            + launcher.logs());
        }
        isUp = true;
        out.printf(
                "faults: %d trials each, seed %d; region %s, logs %s%n",
                config.trials(), config.seed(), files.region(), launcher.logs());
        out.println(FaultsReport.heading());
        out.flush();
    }

    private void breakAll(Rig rig, List<FaultFigures> figures, PrintWriter out) {
        for (Fault fault : Fault.values()) {
            if (!config.faults().contains(fault) || interruption.asked()) {
                continue;
            }
            FaultFigures one = breakOne(rig, fault);
            figures.add(one);
            out.println(FaultsReport.line(one));
            out.flush();
            if (!one.failure().isEmpty()) {
                rig.restart();
            }
        }
    }

    private FaultFigures breakOne(Rig rig, Fault fault) {
        List<Double> millis = new ArrayList<>();
        String failure = "";
        try {
            for (int i = 0; i < fault.trialsOf(config.trials()) && !interruption.asked(); i++) {
                rig.makeReady(fault.drive());
                // So that the fault meets the periods anywhere.
                rig.settle((long) (random.nextDouble() * LONGEST_LEAD_NANOS));
                Judge judge = new Judge(fault, rig.watch(), rig::heal);
                millis.add(judge.judge(fault.act(rig)));
            }
        } catch (StageFailure e) {
            failure = e.getMessage();
        }
        return new FaultFigures(fault, millis, failure);
    }

    private void end(boolean held) {
        if (isUp) {
            Launcher.Outcome ignored = launcher.launch(List.of("down"));
        }
        delete(hat);
        if (held) {
            deleteState();
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void deleteState() {
        try (Stream<Path> all = Files.walk(state)) {
            all.sorted(Comparator.reverseOrder()).forEach(FaultsRun::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path json, String text) {
        try {
            Files.writeString(json, text + System.lineSeparator());
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write the figures to " + json + ": " + e.getMessage(),
                    e);
        }
    }
}
