package org.catfollow.capture.source;

/**
 * How long to wait before a camera is opened again: 0.5 s after the first failure, twice as long after
 * each further one, 10 s at most; from the beginning after it has worked for 10 s. Pure: instants are
 * CLOCK_MONOTONIC nanoseconds handed in.
 */
final class ReopenDelay {
    static final long SHORTEST_NANOS = 500_000_000L;
    static final long LONGEST_NANOS = 10_000_000_000L;

    private long delayNanos = SHORTEST_NANOS;
    private long retryNanos;
    private long workingSinceNanos;
    private boolean working;

    /** Notes that it failed; returns how long to wait, nanoseconds. */
    long failed(long nowNanos) {
        if (working && nowNanos - workingSinceNanos >= LONGEST_NANOS) {
            delayNanos = SHORTEST_NANOS;
        }
        working = false;
        long wait = delayNanos;
        retryNanos = nowNanos + wait;
        delayNanos = Math.min(2 * delayNanos, LONGEST_NANOS);
        return wait;
    }

    /** Notes that it gave a picture. */
    void worked(long nowNanos) {
        if (!working) {
            working = true;
            workingSinceNanos = nowNanos;
        }
    }

    /** Returns how long to wait still, nanoseconds; 0 when it is time. */
    long remainingNanos(long nowNanos) {
        return Math.max(0, retryNanos - nowNanos);
    }
}
