package org.catfollow.control;

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

    private Known known = Known.NOTHING;

    /** Remembers, when a region is left, whether a STOP held. */
    void leave(boolean held) {
        known = held ? Known.HELD : Known.FREE;
    }

    /** Carries what is known over to the region just attached. */
    void enter(Region region, RoleClaim claim) {
        StopLatch latch = region.stopLatch();
        if (known == Known.FREE && region.isStoppedByLoss()) {
            // A STOP pressed meanwhile is a second one, and holds.
            claim.resumedThrough(1);
        } else if (known == Known.HELD && latch.count() <= region.resumedThrough()) {
            latch.press(ProcessHandle.current().pid(), System.nanoTime());
        }
    }
}
