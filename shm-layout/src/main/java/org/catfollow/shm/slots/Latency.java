package org.catfollow.shm.slots;

/**
 * How long it took from a picture's capture to the motion that came of it being written to the car, since
 * control started; a second old at most. A reusable holder for one thread.
 *
 * <p>The first motion that a picture leads to counts, later ones of the same picture do not.
 */
public final class Latency {
    /** Buckets of the histogram. */
    public static final int BUCKETS = 40;

    private static final double FIRST_NANOS = 500_000;
    private static final double RATIO = Math.pow(2, 0.25);

    /** When this held, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** Pictures counted. */
    public long count;

    /** Median, nanoseconds. */
    public long p50Nanos;

    /** 99th percentile, nanoseconds. */
    public long p99Nanos;

    /** Longest, nanoseconds. */
    public long maxNanos;

    /** Pictures in each bucket, see {@link #upperNanos}. */
    public final long[] buckets = new long[BUCKETS];

    /**
     * Returns the longest time that counts in a bucket, nanoseconds: four buckets double it, the first
     * ends at 0.5 ms; the last has no end.
     */
    public static long upperNanos(int bucket) {
        return bucket >= BUCKETS - 1
                ? Long.MAX_VALUE
                : Math.round(FIRST_NANOS * Math.pow(RATIO, bucket));
    }
}
