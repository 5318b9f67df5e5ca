package org.catfollow.bench.figures;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One contender in one case.
 *
 * @param name the contender's
 * @param receivers how many processes received
 * @param turns at least one
 */
public record Row(String name, int receivers, List<Turn> turns) {
    /** Keeps a copy. */
    public Row {
        turns = List.copyOf(turns);
        if (turns.isEmpty()) {
            throw new IllegalArgumentException("no turns of " + name);
        }
    }

    /** Returns the middle one of the turns' figures; of an even number the mean of the two. */
    public double median(ToDoubleFunction<Turn> figure) {
        double[] sorted = turns.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Returns the median of a percentile of publish to observe, microseconds. */
    public double latencyMicros(double percentile) {
        return median(turn -> turn.latencyMicros(percentile));
    }

    long lost() {
        return turns.stream().mapToLong(Turn::lost).sum();
    }

    long wrong() {
        return turns.stream().mapToLong(Turn::wrong).sum();
    }
}
