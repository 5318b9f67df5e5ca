package org.catfollow.bench.figures;

import java.util.List;
import java.util.Optional;

/**
 * All contenders with as many receivers at one rate, in turns.
 *
 * @param receivers processes
 * @param framesPerSecond 0 for as fast as it goes
 * @param floor name of the row that the others are compared with; not there where it could not run
 * @param rows in the order in which they are shown
 */
public record Case(int receivers, double framesPerSecond, String floor, List<Row> rows) {
    /** Keeps a copy. */
    public Case {
        rows = List.copyOf(rows);
    }

    /** Returns how many times as long as the floor's a row's percentile is; empty without a floor. */
    public Optional<Double> ratio(Row row, double percentile) {
        return rows.stream()
                .filter(other -> other.name().equals(floor))
                .findFirst()
                .map(base -> row.latencyMicros(percentile) / base.latencyMicros(percentile))
                .filter(Double::isFinite);
    }

    /** Returns whether every frame that was seen was the one that it said. */
    public boolean isSound() {
        return rows.stream().allMatch(row -> row.wrong() == 0);
    }

    /** Returns the rate for people. */
    String rate() {
        return framesPerSecond == 0
                ? "flat out"
                : (framesPerSecond == Math.rint(framesPerSecond)
                                ? Long.toString((long) framesPerSecond)
                                : Double.toString(framesPerSecond))
                        + " frames/s";
    }
}
