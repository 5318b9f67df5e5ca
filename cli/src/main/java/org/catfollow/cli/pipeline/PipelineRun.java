package org.catfollow.cli.pipeline;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Patience;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;

/** A series of measurements, each from {@code up} to {@code down}. For the main thread. */
public final class PipelineRun {
    private static final Duration ATTACH = Duration.ofSeconds(30);
    private static final long FIRST_BOX_NANOS = 60_000_000_000L;
    private static final long FLAT_OUT_WARM_NANOS = 3_000_000_000L;
    private static final long FLAT_OUT_NANOS = 5_000_000_000L;

    /** For an {@code up} that has to be waited for, and {@code down}. */
    private static final long DOWN_SECONDS = 250;

    private static final List<String> DRAWN = List.of("sim:", "test:");

    private final PipelineConfig config;
    private final Path home;
    private final Path folder;
    private final PrintWriter progress;
    private final Interruption interruption = new Interruption("bench", DOWN_SECONDS);

    /**
     * Prepares; starts nothing yet.
     *
     * @param home the distribution whose programs are run
     * @param folder where the regions lie
     * @param progress is told what is going on, a line each
     */
    public PipelineRun(PipelineConfig config, Path home, Path folder, PrintWriter progress) {
        this.config = config;
        this.home = home;
        this.folder = folder;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @return what was measured; of a run that was interrupted, nothing
     * @throws StageFailure when the robot cannot be started, or shows no box
     */
    public PipelineReport run() {
        List<RunFigures> runs = new ArrayList<>();
        interruption.heed();
        try {
            for (int i = 1; i <= config.runs() && !interruption.asked(); i++) {
                RunFigures figures = new RunFigures();
                say("run " + i + " of " + config.runs());
                if (hasMeasured(figures)) {
                    runs.add(figures);
                }
            }
            return new PipelineReport(runs);
        } finally {
            interruption.close();
        }
    }

    /** Returns false when it was interrupted: what was measured before still counts. */
    private boolean hasMeasured(RunFigures figures) {
        try {
            asConfigured(figures);
            if (config.flatOut() && !interruption.asked()) {
                flatOut(figures);
            }
        } catch (StageFailure e) {
            if (!interruption.asked()) {
                throw e;
            }
        }
        return !interruption.asked();
    }

    private void asConfigured(RunFigures figures) {
        Path state = newState();
        Launcher launcher =
                new Launcher(
                        home,
                        config.name(),
                        folder,
                        state,
                        Map.of(
                                "JAVA_TOOL_OPTIONS",
                                withUsers(StageCosts.jvmFlag(state)),
                                "CAT_FOLLOW_RESTART_BUDGET",
                                "none"));
        robot(
                launcher,
                config.flags(),
                (region, upNanos) -> measure(region, upNanos, state, figures));
        delete(state);
    }

    /** What the user gives each JVM holds for these too. */
    private static String withUsers(String flag) {
        String users = System.getenv("JAVA_TOOL_OPTIONS");
        return users == null ? flag : users + " " + flag;
    }

    private void measure(Region region, long upNanos, Path state, RunFigures figures) {
        try (RegionWatch watch = new RegionWatch(region);
                Restarts restarts = new Restarts(region)) {
            long box = watch.awaitBox(System.nanoTime() + FIRST_BOX_NANOS, interruption::asked);
            if (box == 0) {
                requireNotAsked(
                        "no box in the first minute: give it a source with a target in sight");
                return;
            }
            figures.set(Figure.UP_TO_BOX, (box - upNanos) * 1e-9);
            watch.watchUntil(System.nanoTime() + config.warmUp().toNanos(), interruption::asked);
            StageCosts costs = new StageCosts(pids(region), state);
            costs.begin();
            watch.measure(config.duration().toNanos(), interruption::asked, isDrawn(), figures);
            costs.end(figures);
            figures.setRest();
            for (Role role : Role.values()) {
                List<Double> millis = restarts.of(role, config.restarts(), interruption::asked);
                if (!millis.isEmpty()) {
                    figures.set(role, StageFigure.RESTART_P50, Medians.of(millis));
                    figures.set(
                            role,
                            StageFigure.RESTART_MAX,
                            millis.stream().max(Double::compare).get());
                }
            }
        }
    }

    /** The rate of a ring that nobody paces: frames of the test pattern, looked for as in {@code flags}. */
    private void flatOut(RunFigures figures) {
        Path state = newState();
        Launcher launcher = new Launcher(home, config.name(), folder, state, Map.of());
        List<String> flags =
                List.of("--source", "test:", "--model", "test:", "--as-fast-as-possible");
        robot(
                launcher,
                flags,
                (region, upNanos) -> {
                    try (RegionWatch watch = new RegionWatch(region)) {
                        watch.awaitBox(System.nanoTime() + FIRST_BOX_NANOS, interruption::asked);
                        watch.watchUntil(
                                System.nanoTime() + FLAT_OUT_WARM_NANOS, interruption::asked);
                        RunFigures flat = new RunFigures();
                        StageRowReader tracker = region.stageRow(Role.TRACKER);
                        long begin = System.nanoTime();
                        long epoch = tracker.epoch();
                        long answered = tracker.counter(Counter.FRAMES);
                        watch.measure(FLAT_OUT_NANOS, interruption::asked, false, flat);
                        answered = tracker.counter(Counter.FRAMES) - answered;
                        double seconds = (System.nanoTime() - begin) * 1e-9;
                        figures.set(Figure.FLAT_OUT, flat.get(Figure.FRAMES).orElse(Double.NaN));
                        // A tracker that was started again counts anew.
                        figures.set(
                                Figure.FLAT_OUT_TRACKED,
                                tracker.epoch() == epoch ? answered / seconds : Double.NaN);
                    }
                });
        delete(state);
    }

    /** What is done with a robot that is starting. */
    private interface Task {
        void with(Region region, long upNanos);
    }

    private void robot(Launcher launcher, List<String> flags, Task task) {
        RegionFiles files = RegionFiles.named(folder, config.name());
        if (Files.exists(files.region())) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    files.region() + " is in use by another robot; give bench another --name");
        }
        List<String> words = new ArrayList<>(List.of("up"));
        words.addAll(flags);
        long upNanos = System.nanoTime();
        Process up = launcher.start("launch.sh", words);
        Launcher.Outcome down;
        try (Region region = attach(files, up, launcher)) {
            task.with(region, upNanos);
        } finally {
            Launcher.finish(up);
            down = launcher.launch(List.of("down"));
        }
        if (down.code() != 0) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "the robot does not end: " + down.lastLine() + "; logs " + launcher.logs());
        }
    }

    private Region attach(RegionFiles files, Process up, Launcher launcher) {
        try {
            return Region.attach(
                    files, Patience.of(ATTACH, () -> hasFailed(up) || interruption.asked()));
        } catch (RegionException e) {
            requireNotAsked(
                    hasFailed(up)
                            ? "the robot cannot be started: "
                                    + Launcher.finish(up).lastLine()
                                    + "; logs "
                                    + launcher.logs()
                            : e.getMessage());
            throw new StageFailure(ExitCode.FAILED, "bench was interrupted", e);
        }
    }

    private static boolean hasFailed(Process up) {
        return !up.isAlive() && up.exitValue() != 0;
    }

    private void requireNotAsked(String failure) {
        if (!interruption.asked()) {
            throw new StageFailure(ExitCode.FAILED, failure);
        }
    }

    private static Map<Role, Long> pids(Region region) {
        Map<Role, Long> pids = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            long pid = region.stageRow(role).pid();
            if (pid > 0) {
                pids.put(role, pid);
            }
        }
        return pids;
    }

    /** Returns whether capture makes its pictures by computing; the default source does. */
    private boolean isDrawn() {
        for (int i = 0; i < config.flags().size(); i++) {
            String flag = config.flags().get(i);
            if (flag.startsWith("--source")) {
                String value =
                        flag.contains("=")
                                ? flag.substring(flag.indexOf('=') + 1)
                                : config.flags().get(Math.min(i + 1, config.flags().size() - 1));
                return DRAWN.stream().anyMatch(value::startsWith);
            }
        }
        return true;
    }

    private void say(String line) {
        progress.println(line);
        progress.flush();
    }

    private static Path newState() {
        try {
            return Files.createTempDirectory("cat-follow-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path state) {
        try (Stream<Path> all = Files.walk(state)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // What was measured stands all the same, and the folder is one for such things.
        }
    }
}
