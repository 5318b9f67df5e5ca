package org.catfollow.bench.worker;

import java.util.StringJoiner;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Durations of a turn, counted without allocation. One thread. */
final class Durations {
    /** Longer ones count as this. */
    private static final long LONGEST_NANOS = 500_000_000_000L;

    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(LONGEST_NANOS, DIGITS);

    void clear() {
        histogram.reset();
    }

    void record(long nanos) {
        histogram.recordValue(Math.min(Math.max(nanos, 0), LONGEST_NANOS));
    }

    /** Returns {@code NANOS:COUNT,...}. */
    String text() {
        StringJoiner text = new StringJoiner(",");
        for (HistogramIterationValue value : histogram.recordedValues()) {
            text.add(value.getValueIteratedTo() + ":" + value.getCountAtValueIteratedTo());
        }
        return text.toString();
    }
}
