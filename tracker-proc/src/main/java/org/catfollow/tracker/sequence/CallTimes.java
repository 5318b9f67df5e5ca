package org.catfollow.tracker.sequence;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * How long calls took: by the clock, and what the calling thread had of a processor. On a machine that
 * does other work too the clock is unfair to long calls, which are interrupted; processor time is not.
 */
public final class CallTimes {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private long[] nanos = new long[1024];
    private long cpuNanos;
    private int count;
    private long begunNanos;
    private long begunCpuNanos;

    /** Makes one without calls. */
    public CallTimes() {}

    /** A call begins now. */
    void begin() {
        begunCpuNanos = THREADS.getCurrentThreadCpuTime();
        begunNanos = System.nanoTime();
    }

    /** The call has ended. */
    void end() {
        long ended = System.nanoTime();
        add(ended - begunNanos, THREADS.getCurrentThreadCpuTime() - begunCpuNanos);
    }

    void add(long callNanos, long callCpuNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = callNanos;
        cpuNanos += callCpuNanos;
    }

    void addAll(CallTimes other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i], 0);
        }
        cpuNanos += other.cpuNanos;
    }

    /** Returns how many calls there were. */
    public int count() {
        return count;
    }

    /** Returns how many calls a second could be made, one after the other. NaN without calls. */
    public double perSecond() {
        return count * NANOS_PER_SECOND / Arrays.stream(nanos, 0, count).sum();
    }

    /** Returns the mean of the processor time. NaN without calls. */
    double meanCpuMillis() {
        return cpuNanos / NANOS_PER_MILLI / count;
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
