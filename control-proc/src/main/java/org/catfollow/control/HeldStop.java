package org.catfollow.control;

import java.time.Duration;
import org.catfollow.shm.commands.StopLatch;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleClaim;

/**
 * What this process knows of STOP from one region to the next: a region made in the place of a lost one
 * is born stopped, and only who was attached to the lost one knows whether a STOP held there. Belongs to
 * the control thread; lives as long as the process.
 */
final class HeldStop {
    private enum Known {
        NOTHING,
        HELD,
        FREE
    }

    /**
     * A region made later than this after the last round in the lost one may have had another before
     * it, in which somebody pressed STOP: nobody left to ask. Who presses sees a loss so soon after
     * and presses again ({@code cat-follow send stop}).
     */
    private static final long SUCCEEDS_WITHIN_NANOS = Duration.ofMillis(500).toNanos();

    private Known known = Known.NOTHING;
    private long wholeNanos;

    /**
     * Remembers, when a region is left, whether a STOP held.
     *
     * @param wholeNanos when it was there for certain, CLOCK_MONOTONIC
     */
    void leave(boolean held, long wholeNanos) {
        known = held ? Known.HELD : Known.FREE;
        this.wholeNanos = wholeNanos;
    }

    /** Carries what is known over to the region just attached. */
    void enter(Region region, RoleClaim claim) {
        StopLatch latch = region.stopLatch();
        boolean succeeds = region.header().createdNanos() - wholeNanos <= SUCCEEDS_WITHIN_NANOS;
        if (known == Known.FREE && succeeds && region.isStoppedByLoss()) {
            // A STOP pressed meanwhile is a second one, and holds.
            claim.resumedThrough(1);
        } else if (known == Known.HELD && latch.count() <= region.resumedThrough()) {
            latch.press(ProcessHandle.current().pid(), System.nanoTime());
        }
    }
}
