package org.catfollow.tracker.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one tracker reached on one sequence, or on several, in all runs of one kind. */
final class Tally {
    private final String tracker;
    private final String sequence;
    private final List<FrameScores> runs = new ArrayList<>();
    private final CallTimes times = new CallTimes();
    private int failures;

    Tally(String tracker, String sequence) {
        this.tracker = tracker;
        this.sequence = sequence;
    }

    CallTimes times() {
        return times;
    }

    /** Begins a run. */
    FrameScores newRun() {
        FrameScores scores = new FrameScores();
        runs.add(scores);
        return scores;
    }

    void countFailure() {
        failures++;
    }

    /** Returns the means of all runs, and the sums of what went wrong. */
    ScoreRow row() {
        return new ScoreRow(
                sequence,
                tracker,
                runs.stream().mapToInt(FrameScores::count).sum(),
                mean(FrameScores::successAuc),
                mean(FrameScores::precision),
                mean(FrameScores::meanIou),
                runs.stream().mapToInt(FrameScores::losses).sum(),
                failures,
                times);
    }

    /** Each run counts the same, however long. */
    private double mean(ToDoubleFunction<FrameScores> measure) {
        return runs.stream()
                .filter(run -> run.count() > 0)
                .mapToDouble(measure)
                .average()
                .orElse(Double.NaN);
    }
}
