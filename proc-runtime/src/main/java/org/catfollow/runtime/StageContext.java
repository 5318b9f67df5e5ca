package org.catfollow.runtime;

import java.util.function.BooleanSupplier;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowWriter;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleClaim;
import org.slf4j.Logger;

/**
 * What a stage's agent works with. For the stage's one thread.
 *
 * @param region attached
 * @param claim the role held
 * @param log the stage's logger
 * @param stopping whether the process was asked to stop
 */
public record StageContext(Region region, RoleClaim claim, Logger log, BooleanSupplier stopping) {

    /** Returns the stage's row. */
    public StageRowWriter row() {
        return claim.row();
    }

    /** Says that the stage works. */
    public void running(String text) {
        row().activity(Activity.RUNNING, text, System.nanoTime());
    }

    /** Says that the stage lives and has no work, and why. */
    public void idle(String text) {
        row().activity(Activity.IDLE, text, System.nanoTime());
    }

    /** Counts a mistake survived, and shows it to people: in the log and as the last error. */
    public void mistake(String text) {
        row().add(Counter.ERRORS, 1);
        row().lastError(text, System.nanoTime());
        log.warn("{}", text);
    }
}
