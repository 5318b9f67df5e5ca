package org.catfollow.cli.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
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
    private final Path home;
    private final Path json;
    private final Path folder;
    private final Launcher launcher;
    private final Random random;
    private final Progress progress;
    private final Interruption interruption = new Interruption("faults", DOWN_SECONDS);
    private final List<FaultFigures> figures = new ArrayList<>();
    private boolean isUp;

    /**
     * Prepares a run; starts nothing yet.
     *
     * @param home the distribution whose programs are run
     * @param folder where the region lies, and the HAT beside it
     * @param json where the figures go as JSON; null for nowhere
     */
    public FaultsRun(FaultsConfig config, Path home, Path folder, Path json) {
        this.config = config;
        this.json = json;
        this.files = RegionFiles.named(folder, config.name());
        this.hat = folder.resolve("cat-follow-" + config.name() + ".hat");
        this.random = new Random(config.seed());
        this.progress = new Progress(config.faults().size(), config.trials());
        try {
            this.state = Files.createTempDirectory("cat-follow-faults-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.home = home;
        this.folder = folder;
        this.launcher = launcher(Map.of());
    }

    private Launcher launcher(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("CAT_FOLLOW_RESTART_BUDGET", "none");
        return new Launcher(home, config.name(), folder, state, environment);
    }

    /**
     * Breaks everything in turn and prints the table.
     *
     * @return whether every limit held
     * @throws StageFailure when the robot cannot be started
     */
    public boolean run(PrintWriter out) {
        interruption.heed();
        FaultsReport report = new FaultsReport(List.of());
        try {
            requireFree();
            out.printf(
                    "faults: %d trials each, seed %d; region %s, logs %s%n",
                    config.trials(), config.seed(), files.region(), launcher.logs());
            out.println(FaultsReport.heading());
            out.flush();
            if (any(fault -> !fault.setsClock())) {
                breakAll(launcher, null, fault -> !fault.setsClock(), out);
            }
            if (any(Fault::setsClock)) {
                breakClock(out);
            }
            report = new FaultsReport(figures);
            out.println(report.summary());
            out.flush();
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

    private boolean any(Predicate<Fault> which) {
        return config.faults().stream().anyMatch(which) && !interruption.asked();
    }

    private void requireFree() {
        if (Files.exists(files.region())) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    files.region() + " is in use by another robot; give faults another --name");
        }
    }

    private void up(Launcher by, List<String> words) {
        // What a run before this one, killed, left of its HAT is not wanted.
        delete(hat);
        // Also when it fails: what came up then has to come down.
        isUp = true;
        Launcher.Outcome outcome = by.launch(words);
        if (outcome.code() != 0) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "the robot cannot be started: "
                            + outcome.lastLine()
                            + "; logs "
                            + launcher.logs());
        }
    }

    private void down() {
        if (isUp) {
            isUp = false;
            Launcher.Outcome ignored = launcher.launch(List.of("down"));
        }
    }

    /** Clocks are set on a robot of its own: the library that does it costs time at each question. */
    private void breakClock(PrintWriter out) {
        Optional<FakeClock> clock = FakeClock.in(state);
        if (clock.isPresent()) {
            down();
            Launcher withClock = launcher(clock.get().environment());
            try {
                breakAll(withClock, clock.get(), Fault::setsClock, out);
            } finally {
                down();
                clock.get().close();
            }
            return;
        }
        for (Fault fault : Fault.values()) {
            if (fault.setsClock() && config.faults().contains(fault)) {
                tell(FaultFigures.skipped(fault, FakeClock.MISSING), out);
            }
        }
    }

    private void breakAll(Launcher by, FakeClock clock, Predicate<Fault> which, PrintWriter out) {
        List<String> words = upWords();
        up(by, words);
        try (Rig rig = new Rig(by, words, files, hat, state, clock)) {
            for (Fault fault : Fault.values()) {
                if (!which.test(fault)
                        || !config.faults().contains(fault)
                        || interruption.asked()) {
                    continue;
                }
                FaultFigures one = breakOne(rig, fault);
                tell(one, out);
                if (!one.failure().isEmpty()) {
                    rig.restart();
                }
            }
        }
    }

    private void tell(FaultFigures one, PrintWriter out) {
        figures.add(one);
        progress.clear();
        out.println(FaultsReport.line(one));
        out.flush();
        if (json != null) {
            // After each, so that a run which is ended from outside leaves its figures.
            write(json, new FaultsReport(figures).json());
        }
    }

    private FaultFigures breakOne(Rig rig, Fault fault) {
        List<Double> millis = new ArrayList<>();
        String failure = "";
        try {
            for (int i = 0; i < config.trials() && !interruption.asked(); i++) {
                progress.show(figures.size() + 1, fault, i + 1);
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
        down();
        progress.clear();
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
