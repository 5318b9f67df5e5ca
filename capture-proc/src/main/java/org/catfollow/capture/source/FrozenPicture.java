package org.catfollow.capture.source;

import java.nio.ByteBuffer;

/**
 * Finds out that a camera repeats one picture. A living sensor's noise changes bytes all over the
 * picture, from one to the next, so that one byte in 97 is enough to look at; 97 is prime, and falls on
 * all columns and all three colours. Pure: instants are handed in. Allocates nothing.
 */
final class FrozenPicture {
    private static final int STEP = 97;

    private final long limitNanos;
    private long sum;
    private long changedNanos;
    private boolean any;

    /**
     * Begins with nothing seen.
     *
     * @param limitNanos how long a picture may stay the same; 0 for ever
     */
    FrozenPicture(long limitNanos) {
        this.limitNanos = limitNanos;
    }

    /** Looks at a picture; returns whether it is the one before. */
    boolean isSame(ByteBuffer pixels, int bytes, long nowNanos) {
        if (limitNanos == 0) {
            return false;
        }
        long seen = bytes;
        for (int at = 0; at < bytes; at += STEP) {
            seen = seen * 31 + pixels.get(at);
        }
        boolean same = any && seen == sum;
        if (!same) {
            any = true;
            sum = seen;
            changedNanos = nowNanos;
        }
        return same;
    }

    /** Returns whether it has been the same for too long. To be asked after {@link #isSame}. */
    boolean isFrozen(long nowNanos) {
        return limitNanos > 0 && any && nowNanos - changedNanos >= limitNanos;
    }

    /** Counts the time from here on, when the camera begins anew: the picture stays known. */
    void begun(long nowNanos) {
        changedNanos = nowNanos;
    }

    /** Returns how long a picture may stay the same, nanoseconds. */
    long limitNanos() {
        return limitNanos;
    }
}
