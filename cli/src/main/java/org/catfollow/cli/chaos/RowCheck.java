package org.catfollow.cli.chaos;

import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;

/** A reader of one stage's row of one region. One thread. */
final class RowCheck {
    /** A new holder writes its pid a moment before its epoch. */
    private static final long ENTERING_NANOS = 1_000_000_000L;

    private final Promises promises;
    private final Census census;
    private final Role role;
    private final StageRowReader row;
    private long epoch;
    private long pid;
    private long otherSinceNanos;

    RowCheck(Region region, Role role, Promises promises, Census census) {
        this.promises = promises;
        this.census = census;
        this.role = role;
        this.row = region.stageRow(role);
    }

    void round(long nowNanos) {
        long epochNow = row.epoch();
        long pidNow = row.pid();
        if (epochNow == 0) {
            return;
        }
        if (epochNow != epoch) {
            promises.check(
                    Promise.ONE_WRITER,
                    epochNow > epoch,
                    role.stageName() + ": epoch was " + epoch + ", is " + epochNow);
            epoch = epochNow;
            pid = pidNow;
            otherSinceNanos = 0;
            census.seen(role, pid);
        } else if (pidNow == pid) {
            otherSinceNanos = 0;
            census.seen(role, pid);
        } else {
            otherSinceNanos = otherSinceNanos == 0 ? nowNanos : otherSinceNanos;
            promises.check(
                    Promise.ONE_WRITER,
                    nowNanos - otherSinceNanos < ENTERING_NANOS,
                    role.stageName() + ": process " + pidNow + " writes in the epoch of " + pid);
        }
        long mismatched = row.counter(Counter.MISMATCHED);
        promises.check(
                Promise.STAGES_WHOLE,
                mismatched == 0,
                role.stageName() + " counted " + mismatched + " mismatches");
    }

    long epoch() {
        return epoch;
    }

    long pid() {
        return pid;
    }
}
