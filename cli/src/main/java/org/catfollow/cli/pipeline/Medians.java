package org.catfollow.cli.pipeline;

import java.util.List;

/** Medians. */
final class Medians {
    private Medians() {}

    /**
     * Returns the one in the middle, or the mean of the two there.
     *
     * @param values at least one
     */
    static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
