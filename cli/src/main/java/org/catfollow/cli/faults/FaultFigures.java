package org.catfollow.cli.faults;

import java.util.List;

/**
 * What became of one fault's trials.
 *
 * @param fault which
 * @param millis of each trial, in order: how long until it was as it has to be; infinite for never
 * @param failure why there are no more trials; empty when there are all
 * @param skipped why it was not tried at all, which is no failure; empty when it was
 */
record FaultFigures(Fault fault, List<Double> millis, String failure, String skipped) {
    FaultFigures {
        millis = List.copyOf(millis);
    }

    FaultFigures(Fault fault, List<Double> millis, String failure) {
        this(fault, millis, failure, "");
    }

    /** Returns those of a fault that cannot be tried here. */
    static FaultFigures skipped(Fault fault, String why) {
        return new FaultFigures(fault, List.of(), "", why);
    }

    boolean tried() {
        return skipped.isEmpty();
    }

    /** Returns the value that so many percent do not exceed (nearest rank); NaN for none. */
    double percentile(double percent) {
        List<Double> sorted = millis.stream().sorted().toList();
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
    }

    /** Returns whether every trial was made and none took longer than the limit. */
    boolean held() {
        return failure.isEmpty()
                && !millis.isEmpty()
                && millis.stream().allMatch(value -> value <= fault.limitMillis());
    }
}
