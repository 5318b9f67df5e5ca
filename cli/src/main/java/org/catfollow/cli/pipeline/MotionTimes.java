package org.catfollow.cli.pipeline;

import org.catfollow.shm.slots.Latency;

/** What control counted from capture to motion between two looks at its histogram. */
final class MotionTimes {
    private final long[] counts = new long[Latency.BUCKETS];
    private long count;

    /**
     * Makes the difference.
     *
     * @param before the buckets of {@link Latency} at the begin
     * @param after those at the end; smaller ones are those of a control that began anew in between
     */
    MotionTimes(long[] before, long[] after) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = after[i] >= before[i] ? after[i] - before[i] : after[i];
            count += counts[i];
        }
    }

    /**
     * Returns the time that a share of all do not exceed, milliseconds, as if the times in a bucket
     * (19 % wide) lay evenly in it; NaN where nothing was counted.
     *
     * @param share 0 to 1
     */
    double quantileMillis(double share) {
        double wanted = Math.max(1, share * count);
        double seen = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && seen + counts[i] >= wanted) {
                double lower = i == 0 ? 0 : Latency.upperNanos(i - 1);
                boolean last = i == counts.length - 1;
                double upper = last ? lower : Latency.upperNanos(i);
                return (lower + (upper - lower) * (wanted - seen) / counts[i]) * 1e-6;
            }
            seen += counts[i];
        }
        return Double.NaN;
    }
}
