package org.catfollow.control;

import org.catfollow.runtime.DurationHistogram;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Latency;

/**
 * How long it took from a picture's capture to the car being told what came of it, counted once for each
 * picture. One thread; allocates nothing after it was made.
 */
final class LatencyMeter {
    private final TwoCellWriter<Latency> writer;
    private final Latency latency = new Latency();
    private final DurationHistogram histogram = new DurationHistogram();
    private final long[] upperNanos = new long[Latency.BUCKETS];
    private long lastFrameId;

    LatencyMeter(TwoCellWriter<Latency> writer) {
        this.writer = writer;
        for (int i = 0; i < upperNanos.length; i++) {
            upperNanos[i] = Latency.upperNanos(i);
        }
    }

    /**
     * Counts a picture unless it was counted before.
     *
     * @param toldNanos when the car had been told
     */
    void told(long frameId, long captureNanos, long toldNanos) {
        if (frameId == lastFrameId) {
            return;
        }
        lastFrameId = frameId;
        long nanos = Math.max(0, toldNanos - captureNanos);
        histogram.record(nanos);
        latency.buckets[bucket(nanos)]++;
        latency.maxNanos = Math.max(latency.maxNanos, nanos);
    }

    private int bucket(long nanos) {
        int low = 0;
        int high = upperNanos.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nanos <= upperNanos[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Publishes what was counted so far; for housekeeping. */
    void publish(long nowNanos) {
        latency.nanos = nowNanos;
        latency.count = histogram.count();
        latency.p50Nanos = Math.min(latency.maxNanos, histogram.quantileNanos(0.5));
        latency.p99Nanos = Math.min(latency.maxNanos, histogram.quantileNanos(0.99));
        writer.write(latency);
    }
}
