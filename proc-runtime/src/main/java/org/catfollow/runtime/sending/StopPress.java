package org.catfollow.runtime.sending;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.StateSlot;

/** A STOP that somebody hears: pressed in a region that is being replaced, it is pressed again. */
public final class StopPress {
    private static final long HEARD_NANOS = 700_000_000L;
    private static final long LOOK_NANOS = 5_000_000L;

    private StopPress() {}

    /**
     * Presses STOP, and waits until control stands or for 0.7 s.
     *
     * @return the stop's number, or 0 when the region is not the one that control has: it is to be
     *     pressed in a newly attached one
     */
    public static long in(Region region) {
        long count = region.stopLatch().press(ProcessHandle.current().pid(), System.nanoTime());
        // Pressed in one that is being replaced, it may be heard by nobody.
        awaitHeardOrLost(region);
        return region.isLost() || region.isReplaced() ? 0 : count;
    }

    /** Presses STOP in a region, and in what {@code attach} gives for as long as that is replaced. */
    public static void inThisOrTheNext(Region region, Supplier<Region> attach) {
        boolean pressed = in(region) > 0;
        while (!pressed) {
            try (Region next = attach.get()) {
                pressed = in(next) > 0;
            }
        }
    }

    /**
     * Until control stands still, or for longer than a control takes a region for the next one after
     * the one it lost.
     */
    private static void awaitHeardOrLost(Region region) {
        TwoCellReader<ControlStatus> reader =
                region.stateReader(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        ControlStatus status = new ControlStatus();
        long deadline = System.nanoTime() + HEARD_NANOS;
        boolean heard = false;
        while (!heard && !region.isLost() && System.nanoTime() - deadline < 0) {
            heard =
                    reader.read(status) == TwoCellReader.Answer.VALUE
                            && status.state == ControlState.STOPPED;
            if (!heard) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }
}
