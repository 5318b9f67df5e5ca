package org.catfollow.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;
import org.slf4j.LoggerFactory;

/** A real region with a tracker, a guard and a control in it that a test moves round by round. */
final class ControlRig implements AutoCloseable {
    static final long PICTURE_AGE_NANOS = 5_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    final Region region;
    final StageContext context;
    final GuardStatus guardStatus = new GuardStatus();
    final Track track = new Track();
    private final RoleClaim control;
    private final RoleClaim tracker;
    private final RoleClaim guard;
    private final LivingCamera camera;
    private final TwoCellWriter<Track> trackWriter;
    private final TwoCellWriter<GuardStatus> guardWriter;
    private final ControlStatus status = new ControlStatus();
    private ControlAgent agent;
    private long roundNanos;
    private long longestNanos;

    ControlRig(Path folder) {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
        control = region.claim(Role.CONTROL);
        tracker = region.claim(Role.TRACKER);
        guard = region.claim(Role.GUARD);
        camera = new LivingCamera(region);
        trackWriter = tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC);
        guardWriter = guard.stateWriter(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC);
        guardStatus.state = GuardState.WATCHING;
        context =
                new StageContext(region, control, LoggerFactory.getLogger("control"), () -> false);
    }

    /** Starts control, or another one after {@link #end}. */
    ControlAgent start(ControlConfig config) {
        agent = new ControlAgent(config, new HeldStop(), context);
        roundNanos = System.nanoTime();
        longestNanos = 0;
        return agent;
    }

    void end() {
        agent.close();
        agent = null;
    }

    /** The guard has just made a round. */
    void guardLives() {
        guardStatus.nanos = System.nanoTime();
        guardWriter.write(guardStatus);
    }

    /** A target far away in the middle of the picture, captured 5 ms ago. */
    void showTarget() {
        track.captureNanos = System.nanoTime() - PICTURE_AGE_NANOS;
        track.frameId = camera.take(track.captureNanos);
        track.trackId = 1;
        track.state = TrackState.CONFIRMED;
        track.frameWidth = 640;
        track.frameHeight = 480;
        track.x = 300;
        track.y = 220;
        track.width = 40;
        track.height = 40;
        trackWriter.write(track);
    }

    void round() {
        guardLives();
        showTarget();
        work();
    }

    /** A round with what is there. */
    void work() {
        agent.doWork();
        long now = System.nanoTime();
        longestNanos = Math.max(longestNanos, now - roundNanos);
        roundNanos = now;
    }

    /** Returns the longest time from one round to the next since control was started. */
    long longestNanos() {
        return longestNanos;
    }

    void roundUntil(BooleanSupplier reached) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(
                        "never reached, in state " + status.state + " by " + status.reason);
            }
            round();
        }
    }

    void drive() {
        roundUntil(() -> published().speedMetresPerSecond > 0.1);
    }

    ControlStatus published() {
        region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC).read(status);
        return status;
    }

    /** Sends a command that lives a second; the caller has set what it needs. */
    long send(CommandKind kind, Command command) {
        command.kind = kind;
        command.stopCount = region.stopLatch().count();
        command.expiresNanos = System.nanoTime() + 1_000_000_000L;
        return region.send(command, SECOND);
    }

    @Override
    public void close() {
        if (agent != null) {
            agent.close();
        }
        camera.close();
        guard.close();
        tracker.close();
        control.close();
        region.close();
    }
}
