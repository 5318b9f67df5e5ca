package org.catfollow.detector.schedule;

/** In how much of its time the detector worked, for people. One thread; allocates nothing. */
public final class BusyShare {
    private static final long PERCENT = 100;

    private long workedNanos;
    private long sinceNanos;

    /** Begins at {@code nowNanos}. */
    public BusyShare(long nowNanos) {
        this.sinceNanos = nowNanos;
    }

    /** Adds a piece of work that has ended. */
    public void worked(long nanos) {
        workedNanos += nanos;
    }

    /** Returns the share since the last call, 0 to 100, and begins anew. */
    public long takePercent(long nowNanos) {
        long elapsed = Math.max(1, nowNanos - sinceNanos);
        // Work that began before the last call counts here whole.
        long percent = Math.min(PERCENT, PERCENT * workedNanos / elapsed);
        workedNanos = 0;
        sinceNanos = nowNanos;
        return percent;
    }
}
