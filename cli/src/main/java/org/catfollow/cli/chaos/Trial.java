package org.catfollow.cli.chaos;

import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.region.Region;

/** Somebody who uses the robot all the time and looks whether it keeps a promise. A thread of its own. */
abstract class Trial implements Runnable {
    private static final long ROUND_NANOS = 2_000_000;

    final RegionAccess access;
    final Promises promises;
    final Random random;
    private volatile boolean ended;

    Trial(RegionAccess access, Promises promises, long seed) {
        this.access = access;
        this.promises = promises;
        this.random = new Random(seed);
    }

    /** Asks the thread to end. */
    final void end() {
        ended = true;
    }

    @Override
    public final void run() {
        try {
            while (!ended) {
                boolean ignored = access.use(this::round);
                LockSupport.parkNanos(ROUND_NANOS);
            }
            leave();
        } finally {
            access.close();
        }
    }

    /** Does one thing, or looks once. */
    abstract void round(Region region);

    /** Leaves the robot as it was found. */
    void leave() {}
}
