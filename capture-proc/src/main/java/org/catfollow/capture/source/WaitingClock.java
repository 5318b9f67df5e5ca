package org.catfollow.capture.source;

import java.util.concurrent.locks.LockSupport;

/** The clock, and waiting by it. */
interface WaitingClock {
    /** The machine's. */
    WaitingClock REAL =
            new WaitingClock() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public void pause(long nanos) {
                    LockSupport.parkNanos(nanos);
                }
            };

    /** Returns CLOCK_MONOTONIC, nanoseconds. */
    long nanos();

    /** Waits about this long, or less. */
    void pause(long nanos);
}
