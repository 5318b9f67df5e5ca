package org.catfollow.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleLock;

/** Disturbs the robot at random, and undoes what is to last a moment only. One thread and helpers. */
final class Monkey implements AutoCloseable {
    private static final long SLICE_NANOS = 50_000_000;
    private static final double LONGEST_PAUSE_SECONDS = 2;
    private static final double LONGEST_FILL_SECONDS = 2;
    private static final double STALL_SECONDS = 7;

    /** The launcher's own 5 s, and a start on a machine that is busy. */
    private static final double HANG_NOTICED_SECONDS = 20;

    /** A second instance says so at once; a JVM on a loaded machine takes its time to start. */
    private static final long SECOND_ENDS_SECONDS = 20;

    private static final int REGION_TAKEN = 3;
    private static final long CALM_NANOS = 60_000_000_000L;

    /** How the JDK tells of SIGKILL. */
    private static final int KILLED = 137;

    private final ChaosConfig config;
    private final RegionFiles files;
    private final Launcher launcher;
    private final Arena arena;
    private final Observer observer;
    private final Census census;
    private final Promises promises;
    private final ReadWriteLock cutting;
    private final BooleanSupplier ended;
    private final Random random;
    private final ScheduledExecutorService helpers = Executors.newScheduledThreadPool(6);
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> hangs = ConcurrentHashMap.newKeySet();
    private final Map<Disturbance, Long> done = new EnumMap<>(Disturbance.class);
    private final Map<Role, Long> kills = new EnumMap<>(Role.class);
    private final Consumer<String> progress;
    private long minutesReported;

    Monkey(
            ChaosConfig config,
            RegionFiles files,
            Launcher launcher,
            Arena arena,
            Observer observer,
            Census census,
            Promises promises,
            ReadWriteLock cutting,
            Consumer<String> progress,
            BooleanSupplier ended) {
        this.config = config;
        this.files = files;
        this.launcher = launcher;
        this.arena = arena;
        this.observer = observer;
        this.census = census;
        this.promises = promises;
        this.cutting = cutting;
        this.progress = progress;
        this.ended = ended;
        this.random = new Random(config.seed());
    }

    /** Goes on until the time is over. */
    void run() {
        long deadline = System.nanoTime() + config.duration().toNanos();
        while (!ended.getAsBoolean()) {
            // An exponential gap: the next disturbance does not know of the last one.
            double seconds = -Math.log(1 - random.nextDouble()) / config.ratePerSecond();
            long next = System.nanoTime() + (long) (seconds * 1e9);
            if (next - deadline > 0) {
                rest(deadline);
                return;
            }
            rest(next);
            report();
            awaitCalm(deadline);
            // All drawn before any is used, so that the sequence is the seed's alone.
            Disturbance disturbance = draw();
            Role role = Role.values()[random.nextInt(Role.values().length)];
            double share = random.nextDouble();
            if (!ended.getAsBoolean() && disturbOne(disturbance, role, share)) {
                done.merge(disturbance, 1L, Long::sum);
            }
        }
    }

    /** Where they come one at a time: until what was done is undone and everybody is back. */
    private void awaitCalm(long deadline) {
        long patience = System.nanoTime() + CALM_NANOS;
        boolean calm = !config.oneAtATime();
        while (!calm && !ended.getAsBoolean() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(SLICE_NANOS);
            calm = underWay.isEmpty() && observer.allProduce();
            if (!calm && System.nanoTime() - patience >= 0) {
                promises.check(Promise.BACK, false, "not every stage is back after 60 s");
                return;
            }
        }
    }

    /** A sign of life once a minute. */
    private void report() {
        long minute = (long) (promises.seconds() / 60);
        if (minute > minutesReported) {
            minutesReported = minute;
            long sum = done.values().stream().mapToLong(Long::longValue).sum();
            progress.accept(
                    "minute "
                            + minute
                            + ": "
                            + sum
                            + " disturbances, "
                            + promises.allFailures()
                            + " broken promises");
        }
    }

    private void rest(long untilNanos) {
        long left = untilNanos - System.nanoTime();
        while (left > 0 && !ended.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(left, SLICE_NANOS));
            left = untilNanos - System.nanoTime();
        }
    }

    private Disturbance draw() {
        int sum = config.disturbances().stream().mapToInt(Disturbance::weight).sum();
        int left = random.nextInt(sum);
        for (Disturbance disturbance : Disturbance.values()) {
            if (config.disturbances().contains(disturbance)) {
                left -= disturbance.weight();
                if (left < 0) {
                    return disturbance;
                }
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    /** Where the stage that was drawn is between two processes, the next one takes its place. */
    private boolean disturbOne(Disturbance disturbance, Role role, double share) {
        int roles = Role.values().length;
        for (int i = 0; i < roles; i++) {
            Role next = Role.values()[(role.ordinal() + i) % roles];
            if (disturb(disturbance, next, share)) {
                return true;
            }
        }
        return false;
    }

    private boolean disturb(Disturbance disturbance, Role role, double share) {
        return switch (disturbance) {
            case KILL -> kill(role);
            case PAUSE -> pause(role, share * LONGEST_PAUSE_SECONDS);
            case HANG -> hang(role);
            case RESTART -> restart(role);
            case UNLINK -> unlink();
            case CUT -> cut(share);
            case FILL -> fill(share * LONGEST_FILL_SECONDS);
            case SECOND -> second(role);
            case SENDER -> sender(share);
            case STALL -> stall();
        };
    }

    /** Returns the process that holds a role now; 0 where it is between two of them. */
    private long holder(Role role) {
        long pid = census.pid(role);
        boolean ours = pid > 0 && ProcessCounts.isStage(pid, files.region());
        return ours && RoleLock.isHeld(files, role) ? pid : 0;
    }

    private boolean kill(Role role) {
        long pid = holder(role);
        if (pid == 0) {
            return false;
        }
        census.doom(pid);
        census.begin();
        census.end();
        boolean killed = observer.kill(role, () -> Signals.send(pid, Signals.KILL));
        kills.merge(role, killed ? 1L : 0L, Long::sum);
        return killed;
    }

    private boolean pause(Role role, double seconds) {
        long pid = holder(role);
        String what = "pause " + role;
        if (pid == 0 || !begin(what)) {
            return false;
        }
        Signals.send(pid, Signals.STOP);
        after(
                seconds,
                () -> {
                    Signals.send(pid, Signals.CONTINUE);
                    end(what);
                });
        return true;
    }

    private boolean hang(Role role) {
        long pid = holder(role);
        // A pause under way would wake it again.
        String what = "pause " + role;
        // A launcher that stands still notices nothing, and that is how it should be.
        if (pid == 0 || underWay.contains("stall") || !begin(what)) {
            return false;
        }
        hangs.add(what);
        census.doom(pid);
        Signals.send(pid, Signals.STOP);
        after(
                HANG_NOTICED_SECONDS,
                () -> {
                    promises.check(
                            Promise.BACK,
                            census.pid(role) != pid,
                            "hung "
                                    + role.stageName()
                                    + " is still process "
                                    + pid
                                    + " after "
                                    + HANG_NOTICED_SECONDS
                                    + " s");
                    hangs.remove(what);
                    end(what);
                });
        return true;
    }

    private boolean restart(Role role) {
        String what = "restart " + role;
        if (!begin(what)) {
            return false;
        }
        census.restarting(role);
        after(
                0,
                () -> {
                    launcher.launch(List.of("restart", role.stageName()));
                    census.restarted(role);
                    end(what);
                });
        return true;
    }

    private boolean unlink() {
        try {
            census.begin();
            census.end();
            if (underWay.contains("fill")) {
                // Nobody can make another one before there is space again.
                census.loose(LONGEST_FILL_SECONDS + SECOND_ENDS_SECONDS);
            }
            return Files.deleteIfExists(files.region());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean cut(double share) {
        census.loose(SECOND_ENDS_SECONDS);
        census.begin();
        cutting.writeLock().lock();
        try (FileChannel file = FileChannel.open(files.region(), StandardOpenOption.WRITE)) {
            file.truncate((long) (share * file.size()));
            return true;
        } catch (IOException e) {
            // Between two regions: nothing to cut.
            return false;
        } finally {
            cutting.writeLock().unlock();
            census.end();
        }
    }

    private boolean fill(double seconds) {
        if (!arena.isOurs() || !begin("fill")) {
            return false;
        }
        if (!Files.exists(files.region())) {
            census.loose(LONGEST_FILL_SECONDS + SECOND_ENDS_SECONDS);
        }
        arena.fill();
        after(
                seconds,
                () -> {
                    arena.free();
                    end("fill");
                });
        return true;
    }

    private boolean second(Role role) {
        if (holder(role) == 0 || !begin("second")) {
            return false;
        }
        after(
                0,
                () -> {
                    trySecondStage(role);
                    Launcher.Outcome up = launcher.launch(List.of("up"));
                    promises.check(
                            Promise.ONE_WRITER,
                            ended.getAsBoolean()
                                    || (up.code() == 1 && up.text().contains("already runs")),
                            "a second launcher said " + up.code() + ": " + up.lastLine());
                    end("second");
                });
        return true;
    }

    private void trySecondStage(Role role) {
        Process process = launcher.start(role.stageName() + "-proc", List.of());
        census.doom(process.pid());
        long deadline = System.nanoTime() + SECOND_ENDS_SECONDS * 1_000_000_000L;
        boolean roleWasFree = false;
        while (process.isAlive() && System.nanoTime() - deadline < 0) {
            if (census.pid(role) == process.pid()) {
                roleWasFree = true;
                // The first one was killed just then, and the role was free: not what was to be
                // tried. The launcher's own takes over.
                Signals.send(process.pid(), Signals.KILL);
            }
            LockSupport.parkNanos(SLICE_NANOS);
        }
        Launcher.Outcome outcome = Launcher.finish(process, 1);
        boolean refused = outcome.code() == REGION_TAKEN;
        promises.check(
                Promise.ONE_WRITER,
                // Ctrl-C reaches this process's children too.
                refused || (roleWasFree && outcome.code() == KILLED) || ended.getAsBoolean(),
                "a second " + role.stageName() + " said " + outcome.code() + ": " + outcome.text());
    }

    private boolean sender(double share) {
        if (!begin("sender")) {
            return false;
        }
        Process process =
                launcher.start(
                        "cat-follow", List.of("send", "--ttl", "500", "cat-location", "1", "0"));
        after(
                share,
                () -> {
                    // By the process, which knows whether it is still the one with that pid.
                    process.destroyForcibly();
                    end("sender");
                });
        return true;
    }

    private boolean stall() {
        long pid = launcher.pid();
        if (!hangs.isEmpty() || !ProcessCounts.isLauncher(pid) || !begin("stall")) {
            return false;
        }
        Signals.send(pid, Signals.STOP);
        after(
                STALL_SECONDS,
                () -> {
                    Signals.send(pid, Signals.CONTINUE);
                    end("stall");
                });
        return true;
    }

    private boolean begin(String what) {
        if (!underWay.add(what)) {
            return false;
        }
        census.begin();
        return true;
    }

    private void end(String what) {
        census.end();
        underWay.remove(what);
    }

    private void after(double seconds, Runnable work) {
        Runnable guarded =
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        promises.check(Promise.BACK, false, "chaos itself failed: " + e);
                    }
                };
        try {
            Future<?> ignored =
                    helpers.schedule(guarded, (long) (seconds * 1e9), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            guarded.run();
        }
    }

    long done(Disturbance disturbance) {
        return done.getOrDefault(disturbance, 0L);
    }

    long kills(Role role) {
        return kills.getOrDefault(role, 0L);
    }

    /** Waits until everything that was to last a moment is undone. */
    @Override
    public void close() {
        helpers.shutdown();
        try {
            if (!helpers.awaitTermination(150, TimeUnit.SECONDS)) {
                promises.check(Promise.BACK, false, "a launch.sh did not answer in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
