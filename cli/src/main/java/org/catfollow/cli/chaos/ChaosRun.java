package org.catfollow.cli.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RegionFiles;

/** One run from {@code up} to {@code down}. For the main thread. */
public final class ChaosRun {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double BACK_WITHIN_SECONDS = 15;
    private static final long POLL_NANOS = 20_000_000;

    /** Counts are taken when they have not changed for so long: a JVM opens things late. */
    private static final long STEADY_NANOS = 3_000_000_000L;

    private static final int SENDERS = 3;

    private final ChaosConfig config;
    private final Launcher launcher;
    private final Arena arena;
    private final RegionFiles files;
    private final Path state;
    private final Promises promises;
    private final Census census;
    private final Aftermath aftermath;
    private final Recoveries recoveries = new Recoveries();
    private final ReadWriteLock cutting = RegionAccess.newLock();
    private final Observer observer;
    private final StopTrial stop;
    private final List<CommandTrial> senders = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Monkey monkey;
    private final Interruption interruption = new Interruption("chaos", PATIENCE.toSeconds() * 2);
    private Map<Role, ProcessCounts> before = Map.of();
    private Map<Role, ProcessCounts> after = Map.of();
    private boolean isUp;

    /**
     * Prepares a run; starts nothing yet.
     *
     * @param home the distribution whose programs are run
     * @param usualFolder where regions lie where no file system of our own can be mounted
     * @param progress is told once a minute how it goes
     */
    public ChaosRun(ChaosConfig config, Path home, Path usualFolder, Consumer<String> progress) {
        this.config = config;
        this.promises = new Promises(progress);
        this.census = new Census(promises);
        this.aftermath = new Aftermath(promises);
        try {
            this.state = Files.createTempDirectory("cat-follow-chaos-state-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.arena = Arena.open(usualFolder);
        this.files = RegionFiles.named(arena.folder(), config.name());
        this.launcher =
                new Launcher(
                        home,
                        config.name(),
                        arena.folder(),
                        state,
                        Map.of("CAT_FOLLOW_RESTART_BUDGET", "none"));
        this.observer =
                new Observer(
                        newAccess(),
                        promises,
                        census,
                        recoveries,
                        config.seed() + 1,
                        BACK_WITHIN_SECONDS);
        this.stop = new StopTrial(newAccess(), promises, config.seed() + 2);
        for (int i = 0; i < SENDERS; i++) {
            senders.add(new CommandTrial(newAccess(), promises, config.seed() + 3 + i));
        }
        this.monkey =
                new Monkey(
                        config,
                        files,
                        launcher,
                        arena,
                        observer,
                        census,
                        promises,
                        cutting,
                        progress,
                        interruption::asked);
    }

    private RegionAccess newAccess() {
        return new RegionAccess(files, cutting);
    }

    /**
     * Runs and prints the table.
     *
     * @return whether every promise held
     */
    public boolean run(PrintWriter out) {
        interruption.heed();
        try {
            up(out);
            disturb();
            new ChaosReport(config, promises, recoveries, monkey, stop, senders, before, after)
                    .print(out, arena, launcher);
            return promises.allFailures() == 0;
        } finally {
            end();
            interruption.close();
        }
    }

    private void up(PrintWriter out) {
        if (Files.exists(files.region())) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    files.region() + " is in use by another robot; give chaos another --name");
        }
        List<String> words = new ArrayList<>(List.of("up"));
        if (!config.flags().contains("--source")) {
            words.addAll(List.of("--source", "test:", "--model", "test:"));
        }
        words.addAll(config.flags());
        Launcher.Outcome outcome = launcher.launch(words);
        if (outcome.code() != 0) {
            throw new StageFailure(
                    ExitCode.FAILED, "the robot cannot be started: " + outcome.lastLine());
        }
        isUp = true;
        out.printf(
                "chaos: seed %d, %.1f minutes, %.2f disturbances a second; region %s, logs %s%n",
                config.seed(),
                config.duration().toMillis() / 60_000.0,
                config.ratePerSecond(),
                files.region(),
                launcher.logs());
        out.flush();
    }

    private void disturb() {
        start("observer", observer);
        await("every stage produces", observer::allProduce);
        before = steadyCounts();
        start("stop", stop);
        for (CommandTrial sender : senders) {
            start("sender", sender);
        }
        try (monkey) {
            monkey.run();
        }
        await("every stage is back at the end", observer::allProduce);
        stop.end();
        senders.forEach(CommandTrial::end);
        // They let go of the robot as they found it, before its counts are taken.
        for (Thread thread : threads.subList(1, threads.size())) {
            join(thread);
        }
        after = steadyCounts();
        if (!interruption.asked()) {
            aftermath.countsAreEqual(before, after);
        }
        observer.end();
        join(threads.getFirst());
        takeDown();
    }

    private void start(String name, Runnable work) {
        Runnable guarded =
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        promises.check(Promise.SLOTS_WHOLE, false, name + " failed: " + e);
                        throw e;
                    }
                };
        Thread thread = Thread.ofPlatform().name("chaos-" + name).start(guarded);
        threads.add(thread);
    }

    private void await(String what, BooleanSupplier fact) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean came = fact.getAsBoolean();
        while (!came && !interruption.asked() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
            came = fact.getAsBoolean();
        }
        promises.check(Promise.BACK, came || interruption.asked(), "not within 60 s: " + what);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<Role, ProcessCounts> steadyCounts() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<Role, ProcessCounts> last = Map.of();
        long sinceNanos = System.nanoTime();
        while (!interruption.asked() && System.nanoTime() - deadline < 0) {
            Map<Role, ProcessCounts> now = counts();
            if (!now.equals(last)) {
                last = now;
                sinceNanos = System.nanoTime();
            } else if (System.nanoTime() - sinceNanos > STEADY_NANOS) {
                break;
            }
            LockSupport.parkNanos(POLL_NANOS * 10);
        }
        return last;
    }

    private Map<Role, ProcessCounts> counts() {
        Map<Role, ProcessCounts> counts = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            ProcessCounts count = ProcessCounts.of(census.pid(role), files.region());
            if (count != null) {
                counts.put(role, count);
            }
        }
        return counts;
    }

    private void takeDown() {
        Launcher.Outcome down = launcher.launch(List.of("down"));
        promises.check(
                Promise.NOTHING_LEFT,
                down.code() == 0,
                "down said " + down.code() + ": " + down.lastLine());
        // All that was started has it in its environment.
        aftermath.nothingIsLeft(state.toString(), arena, files);
    }

    private void end() {
        interruption.ask();
        stop.end();
        senders.forEach(CommandTrial::end);
        observer.end();
        threads.forEach(ChaosRun::join);
        if (isUp) {
            // Only what was started here: the name may be that of a robot which runs.
            Launcher.Outcome ignored = launcher.launch(List.of("down"));
        }
        arena.close();
        if (promises.allFailures() == 0) {
            deleteState();
        }
    }

    private void deleteState() {
        try (var all = Files.walk(state)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
