package org.catfollow.control.states;

/** Whether something has held for too long without a break. */
final class HowLong {
    private final long patienceNanos;
    private boolean holds;
    private long sinceNanos;
    private long nowNanos;

    HowLong(long patienceNanos) {
        this.patienceNanos = patienceNanos;
    }

    void observe(boolean holdsNow, long newNowNanos) {
        nowNanos = newNowNanos;
        if (holdsNow && !holds) {
            sinceNanos = nowNanos;
        }
        holds = holdsNow;
    }

    boolean tooLong() {
        return holds && nowNanos - sinceNanos >= patienceNanos;
    }

    long patienceNanos() {
        return patienceNanos;
    }
}
