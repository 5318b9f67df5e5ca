package org.catfollow.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.function.Consumer;
import org.catfollow.cli.chaos.RegionAccess;
import org.catfollow.cli.chaos.Signals;
import org.catfollow.cli.launching.Launcher;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.sending.RepeatedResume;
import org.catfollow.runtime.standin.MotorWatch;
import org.catfollow.runtime.standin.StandInBench;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;

/**
 * A robot on a bench: real processes, a HAT in a file, and everything that can be done to them. What is
 * done is remembered, and undone by {@link #makeReady}. For the main thread.
 */
final class Rig implements AutoCloseable {
    /** What lies ahead while nothing is broken, metres: far, and heard. */
    private static final double FAR_METRES = 2.5;

    private static final long BACK_NANOS = 120_000_000_000L;
    private static final long DRIVES_NANOS = 300_000_000;
    private static final long FRESH_NANOS = 300_000_000;
    private static final long LOOK_NANOS = 1_000_000;
    private static final long SETTLE_NANOS = 600_000_000;
    private static final long HOUR_MOVES_BY_ITSELF_MILLIS = 5_000;

    private final Launcher launcher;
    private final List<String> upWords;
    private final RegionFiles files;
    private final Path scratch;
    private final StandInBench bench;
    private final ReadWriteLock cutting = RegionAccess.newLock();
    private final RegionAccess access;
    private final Hand hand;
    private final ControlStatus status = new ControlStatus();
    private final Set<Long> paused = new HashSet<>();
    private MotorWatch watch;
    private final Map<Long, SabotagedProcess> sabotaged = new HashMap<>();
    private final FakeClock clock;
    private Flood flood;
    private boolean launcherKilled;
    private final RepeatedResume resume = new RepeatedResume();

    /**
     * Takes over a robot that is up.
     *
     * @param upWords how it was started, to start it again
     * @param hat the file of its HAT
     * @param scratch a folder for what else is needed
     * @param clock the hour of its processes; null for the machine's own, which nobody sets
     */
    Rig(
            Launcher launcher,
            List<String> upWords,
            RegionFiles files,
            Path hat,
            Path scratch,
            FakeClock clock) {
        this.launcher = launcher;
        this.clock = clock;
        this.upWords = List.copyOf(upWords);
        this.files = files;
        this.scratch = scratch;
        try {
            this.bench = new StandInBench(hat);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.watch = new MotorWatch(bench);
        this.access = new RegionAccess(files, cutting);
        this.hand = new Hand(new RegionAccess(files, cutting));
    }

    /** Returns what the motors do. */
    MotorWatch watch() {
        return watch;
    }

    // --- what can be done ---

    /** Kills a stage, and holds the launcher, so that no other takes its place. */
    long kill(Role role) {
        long pid = pid(role);
        pause(launcher.pid());
        return signal(pid, Signals.KILL);
    }

    /** Lets a stage stand still. */
    long pause(Role role) {
        return pause(pid(role));
    }

    /** The same, and holds the launcher, so that it does not take it for hung and start another. */
    long pauseAlone(Role role) {
        long pid = pid(role);
        pause(launcher.pid());
        return pause(pid);
    }

    private long pause(long pid) {
        paused.add(pid);
        return signal(pid, Signals.STOP);
    }

    private static long signal(long pid, int signal) {
        long now = System.nanoTime();
        if (!Signals.send(pid, signal)) {
            throw new StageFailure(ExitCode.FAILED, "there is no process " + pid + " to signal");
        }
        return now;
    }

    /** Lets control stand still until its last command is long over, and then go on. */
    long wakeControl() {
        long pid = pid(Role.CONTROL);
        letGo();
        pause(pid);
        settle(SETTLE_NANOS);
        return signal(pid, Signals.CONTINUE);
    }

    /** Does something to a stage from inside, while the robot drives. */
    long sabotage(Role role, Drive drive, Sabotage what) {
        return inside(role, drive).begin(what);
    }

    /** The agent's own loading may cost a round: judged is what comes after. */
    private SabotagedProcess inside(Role role, Drive drive) {
        long pid = pid(role);
        SabotagedProcess process = sabotaged.get(pid);
        if (process == null) {
            process = SabotagedProcess.prepare(pid, scratch);
            sabotaged.put(pid, process);
            awaitDriving(drive);
        }
        return process;
    }

    /** Moves the hour of all processes, and makes sure that control has another one now. */
    long jumpClock(Drive drive, Duration by) {
        SabotagedProcess control = inside(Role.CONTROL, drive);
        long before = control.hourMillis();
        long at = clock.jump(by.toSeconds());
        long moved = control.hourMillis() - before;
        if (Math.abs(moved - by.toMillis()) > HOUR_MOVES_BY_ITSELF_MILLIS) {
            throw new StageFailure(
                    ExitCode.FAILED, "the hour moved by " + moved + " ms, not by " + by);
        }
        return at;
    }

    /** Makes the HAT faulty. */
    long breakBus(Consumer<StandInBench> how) {
        long now = System.nanoTime();
        how.accept(bench);
        return now;
    }

    /** Makes the HAT whole. */
    long heal() {
        long now = System.nanoTime();
        bench.heal();
        bench.echoFrom(FAR_METRES);
        return now;
    }

    /** Presses STOP. */
    long pressStop() {
        long[] at = new long[1];
        boolean there =
                access.use(
                        region -> {
                            at[0] = System.nanoTime();
                            region.stopLatch().press(ProcessHandle.current().pid(), at[0]);
                        });
        if (!there) {
            throw new StageFailure(ExitCode.FAILED, "there is no region to press STOP in");
        }
        return at[0];
    }

    /** Presses STOP while others send commands as fast as they can. */
    long floodAndStop() {
        flood = new Flood(() -> new RegionAccess(files, cutting));
        settle(RepeatedResume.EVERY_NANOS);
        return pressStop();
    }

    /** Lets go of the robot, which has nothing to follow then; the time is that of the last command. */
    long letGo() {
        pause(Role.TRACKER);
        return hand.letGo();
    }

    /**
     * Removes the region's file under everybody. The hand lets go with it, or control, which lives, would
     * go on by it as soon as there is another region.
     */
    long removeRegion() {
        letGo();
        long now = System.nanoTime();
        try {
            Files.delete(files.region());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return now;
    }

    /** Cuts the region's file to half under everybody. */
    long cutRegion() {
        // Under the lock: it would end us too.
        cutting.writeLock().lock();
        try (FileChannel file = FileChannel.open(files.region(), StandardOpenOption.WRITE)) {
            long now = System.nanoTime();
            file.truncate(file.size() / 2);
            return now;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            cutting.writeLock().unlock();
        }
    }

    /** Kills the launcher, which leaves the stages alone. */
    long killLauncher() {
        launcherKilled = true;
        return signal(launcher.pid(), Signals.KILL);
    }

    // --- and undone ---

    /**
     * Undoes whatever was done and waits until the robot drives.
     *
     * @throws StageFailure when it does not within two minutes
     */
    void makeReady(Drive drive) {
        undo();
        long deadline = System.nanoTime() + BACK_NANOS;
        while (!drives(drive)) {
            if (System.nanoTime() - deadline > 0) {
                throw new StageFailure(
                        ExitCode.FAILED,
                        "the robot does not drive again within two minutes: "
                                + why()
                                + "; logs "
                                + launcher.logs());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private void undo() {
        heal();
        hand.letGo();
        if (flood != null) {
            flood.close();
            flood = null;
        }
        sabotaged.values().forEach(SabotagedProcess::end);
        for (long pid : paused) {
            Signals.send(pid, Signals.CONTINUE);
        }
        paused.clear();
        if (launcherKilled) {
            restart();
        }
    }

    /** Ends the robot and starts it anew. */
    void restart() {
        launcherKilled = false;
        launcher.launch(List.of("down"));
        Launcher.Outcome up = launcher.launch(upWords);
        if (up.code() != 0) {
            throw new StageFailure(
                    ExitCode.FAILED, "the robot cannot be started again: " + up.lastLine());
        }
    }

    private boolean drives(Drive drive) {
        watch.look();
        if (drive == Drive.HAND) {
            hand.take();
        }
        boolean[] ready = new boolean[1];
        boolean ignored = access.use(region -> ready[0] = isReady(region, drive));
        long now = System.nanoTime();
        return ready[0]
                && watch.turning()
                && now - watch.sinceNanos() > DRIVES_NANOS
                && launcherHasSeen();
    }

    /** A launcher that was held may be behind: what it does not know yet it would start once more. */
    private boolean launcherHasSeen() {
        for (Role role : Role.values()) {
            if (!launcher.hasRunning(role.stageName(), pid(role))) {
                return false;
            }
        }
        return true;
    }

    private boolean isReady(Region region, Drive drive) {
        long now = System.nanoTime();
        for (Role role : Role.values()) {
            StageRowReader row = region.stageRow(role);
            boolean works = row.activity() == Activity.RUNNING || row.activity() == Activity.IDLE;
            if (!works || now - row.heartbeatNanos() > FRESH_NANOS) {
                return false;
            }
        }
        TwoCellReader<ControlStatus> reader =
                region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        if (reader.read(status) != TwoCellReader.Answer.VALUE) {
            return false;
        }
        if (status.state == ControlState.STOPPED || status.state == ControlState.FAULT) {
            resume.ask(region, now);
            return false;
        }
        return drive == Drive.HAND
                ? status.state == ControlState.MANUAL && watch.pulse() >= Pulse.DRIVING
                : status.state == ControlState.APPROACH;
    }

    private void awaitDriving(Drive drive) {
        long deadline = System.nanoTime() + BACK_NANOS;
        while (!drives(drive)) {
            if (System.nanoTime() - deadline > 0) {
                throw new StageFailure(ExitCode.FAILED, "control does not drive: " + why());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Lets the time pass, with an eye on the motors. */
    void settle(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            watch.look();
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private long pid(Role role) {
        long[] pid = new long[1];
        boolean ignored = access.use(region -> pid[0] = region.stageRow(role).pid());
        return pid[0];
    }

    /** Returns what each stage says, for a robot that does not drive. */
    private String why() {
        List<String> parts = new ArrayList<>();
        boolean there =
                access.use(
                        region -> {
                            parts.add("control " + status.state + " (" + status.reason + ")");
                            for (Role role : Role.values()) {
                                StageRowReader row = region.stageRow(role);
                                parts.add(role.stageName() + " " + row.activity());
                            }
                        });
        parts.add(watch.turning() ? "wheels turn at " + watch.pulse() : "wheels stand");
        return there ? String.join(", ", parts) : "there is no region";
    }

    @Override
    public void close() {
        undo();
        hand.close();
        access.close();
    }
}
