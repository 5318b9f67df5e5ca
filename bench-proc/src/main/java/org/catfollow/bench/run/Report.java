package org.catfollow.bench.run;

import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What a worker says of its last turn: {@code report KEY=NUMBER ... KEY=VALUE:COUNT,...}. */
final class Report {
    private static final long LONGEST_NANOS = 600_000_000_000L;
    private static final int DIGITS = 3;

    private final Map<String, String> values = new HashMap<>();

    /** Takes its line. */
    Report(String line) {
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
    }

    static Histogram emptyHistogram() {
        return new Histogram(LONGEST_NANOS, DIGITS);
    }

    long number(String key) {
        return Long.parseLong(value(key));
    }

    /** Returns durations, nanoseconds. */
    Histogram histogram(String key) {
        Histogram histogram = emptyHistogram();
        String text = value(key);
        if (!text.isEmpty()) {
            for (String cell : text.split(",", -1)) {
                int colon = cell.indexOf(':');
                histogram.recordValueWithCount(
                        Long.parseLong(cell.substring(0, colon)),
                        Long.parseLong(cell.substring(colon + 1)));
            }
        }
        return histogram;
    }

    private String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("a worker's report without " + key);
        }
        return value;
    }
}
