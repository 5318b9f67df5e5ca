package org.catfollow.tracker.sequence;

import java.util.Arrays;

/** How long calls took. */
public final class CallTimes {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private long[] nanos = new long[1024];
    private int count;

    /** Makes one without calls. */
    public CallTimes() {}

    /** Takes the time of one call. */
    public void add(long callNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = callNanos;
    }

    void addAll(CallTimes other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    /** Returns how many calls there were. */
    public int count() {
        return count;
    }

    /** Returns how many calls a second could be made, one after the other. NaN without calls. */
    public double perSecond() {
        return count * NANOS_PER_SECOND / Arrays.stream(nanos, 0, count).sum();
    }

    /** Returns the mean. NaN without calls. */
    public double meanMillis() {
        return Arrays.stream(nanos, 0, count).sum() / NANOS_PER_MILLI / count;
    }

    /**
     * Returns the time within which {@code percent} of all calls were done: the nearest rank; 100 for
     * the longest. NaN without calls.
     */
    public double millis(int percent) {
        if (count == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(percent / 100.0 * count);
        return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
    }
}
