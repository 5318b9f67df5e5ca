package org.catfollow.cli.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.catfollow.cli.chaos.Signals;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.TrackCell;

/**
 * Kills stages, one at a time, and times how soon the next one puts something out. The launcher starts
 * them again, as it always does. One thread.
 */
final class Restarts implements AutoCloseable {
    private static final long ROUND_NANOS = 500_000;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    /** From one output to the next kill: what starts again has warmed up, and nothing else is starting. */
    private static final long SETTLE_NANOS = 1_500_000_000L;

    private final Region region;
    private final FrameReader frames;

    Restarts(Region region) {
        this.region = region;
        this.frames = region.frameReader();
    }

    /**
     * Kills one stage several times.
     *
     * @return milliseconds from each SIGKILL to the next output; infinite where there was none
     */
    List<Double> of(Role role, int times, BooleanSupplier givenUp) {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times && !givenUp.getAsBoolean(); i++) {
            park(SETTLE_NANOS, givenUp);
            double one = once(role, givenUp);
            if (!Double.isNaN(one)) {
                millis.add(one);
            }
        }
        return millis;
    }

    private double once(Role role, BooleanSupplier givenUp) {
        StageRowReader row = region.stageRow(role);
        long pid = row.pid();
        long epoch = row.epoch();
        long killedNanos = System.nanoTime();
        if (!Signals.send(pid, Signals.KILL)) {
            return Double.NaN;
        }
        // Dead at the return to user space: what it put out by now is its last.
        LockSupport.parkNanos(ROUND_NANOS);
        long last = output(role);
        while (System.nanoTime() - killedNanos < PATIENCE_NANOS && !givenUp.getAsBoolean()) {
            if (row.epoch() > epoch && output(role) > last) {
                return (System.nanoTime() - killedNanos) * 1e-6;
            }
            LockSupport.parkNanos(ROUND_NANOS);
        }
        return givenUp.getAsBoolean() ? Double.NaN : Double.POSITIVE_INFINITY;
    }

    private long output(Role role) {
        return switch (role) {
            case CAPTURE -> frames.newestFrame();
            case TRACKER -> region.stateReader(StateSlot.TRACK, TrackCell.CODEC).newestGeneration();
            case DETECTOR ->
                    region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC)
                            .newestGeneration();
            case CONTROL ->
                    region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC)
                            .newestGeneration();
            case GUARD ->
                    region.stateReader(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC)
                            .newestGeneration();
        };
    }

    private static void park(long nanos, BooleanSupplier givenUp) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0 && !givenUp.getAsBoolean()) {
            LockSupport.parkNanos(ROUND_NANOS);
        }
    }

    @Override
    public void close() {
        frames.close();
    }
}
