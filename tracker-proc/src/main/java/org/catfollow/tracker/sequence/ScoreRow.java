package org.catfollow.tracker.sequence;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one tracker reached in the runs of one kind.
 *
 * @param sequence name; "mean" for all of them
 * @param tracker name
 * @param frames that count, of all runs together
 * @param successAuc area under the success plot, 0 to 1
 * @param precision share of frames whose centre is at most 20 pixels away
 * @param meanIou mean overlap, 0 to 1
 * @param losses how often the target was lost, all runs together
 * @param failures how often it was given again, all runs together
 * @param times of all updates
 */
record ScoreRow(
        String sequence,
        String tracker,
        int frames,
        double successAuc,
        double precision,
        double meanIou,
        int losses,
        int failures,
        CallTimes times) {
    /** Returns the mean of one tracker's rows: each sequence counts the same; losses are summed. */
    static ScoreRow mean(List<ScoreRow> rows) {
        CallTimes times = new CallTimes();
        rows.forEach(row -> times.addAll(row.times));
        return new ScoreRow(
                "mean",
                rows.getFirst().tracker,
                rows.stream().mapToInt(ScoreRow::frames).sum(),
                mean(rows, ScoreRow::successAuc),
                mean(rows, ScoreRow::precision),
                mean(rows, ScoreRow::meanIou),
                rows.stream().mapToInt(ScoreRow::losses).sum(),
                rows.stream().mapToInt(ScoreRow::failures).sum(),
                times);
    }

    /** A sequence with nothing to count does not count. */
    private static double mean(List<ScoreRow> rows, ToDoubleFunction<ScoreRow> measure) {
        return rows.stream()
                .filter(row -> row.frames > 0)
                .mapToDouble(measure)
                .average()
                .orElse(Double.NaN);
    }

    /** Returns the mean processor time of the slowest of rows, ms; NaN where nothing was timed. */
    static double slowestMillis(List<ScoreRow> rows) {
        return rows.stream()
                .mapToDouble(row -> row.times.meanCpuMillis())
                .filter(millis -> !Double.isNaN(millis))
                .max()
                .orElse(Double.NaN);
    }
}
