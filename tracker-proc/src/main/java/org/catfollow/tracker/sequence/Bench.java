package org.catfollow.tracker.sequence;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.Mat;

/** Trackers judged on sequences: all of them on the same pictures, in one process. One thread. */
final class Bench {
    private static final int WARM_UP_UPDATES = 300;
    private static final long WARM_UP_NANOS = 4_000_000_000L;

    private final List<Contender> contenders;
    private final List<Sequence> sequences;
    private final Map<RunKind, List<Tally>> results = new EnumMap<>(RunKind.class);

    Bench(List<Contender> contenders, List<Sequence> sequences) {
        this.contenders = contenders;
        this.sequences = sequences;
    }

    /** Checks every sequence, then runs all runs of the kinds. */
    void run(List<RunKind> kinds) {
        for (Sequence sequence : sequences) {
            if (sequence.firstKnown(0) < 0) {
                throw new StageFailure(
                        ExitCode.USAGE,
                        "sequence " + sequence.name() + ": no reference box is known in it");
            }
            Mat first = sequence.read(0, 0, 0);
            first.release();
        }
        LockStep lockStep = new LockStep(contenders);
        Sequence some = sequences.getFirst();
        lockStep.warmUp(some, RunKind.OPE.starts(some).getFirst(), WARM_UP_UPDATES, WARM_UP_NANOS);
        for (RunKind kind : kinds) {
            List<Tally> all = new ArrayList<>();
            for (Sequence sequence : sequences) {
                List<Tally> tallies = tallies(sequence);
                for (RunKind.Start start : kind.starts(sequence)) {
                    lockStep.run(sequence, start, kind == RunKind.SUPERVISED, tallies);
                }
                all.addAll(tallies);
            }
            results.put(kind, all);
        }
    }

    private List<Tally> tallies(Sequence sequence) {
        return contenders.stream()
                .map(contender -> new Tally(contender.name(), sequence.name()))
                .toList();
    }

    List<Sequence> sequences() {
        return sequences;
    }

    List<String> trackers() {
        return contenders.stream().map(Contender::name).toList();
    }

    /** Returns which kinds of runs there were. */
    List<RunKind> kinds() {
        return List.copyOf(results.keySet());
    }

    /** Returns what each tracker reached in runs of a kind, sequence by sequence. */
    List<ScoreRow> rows(RunKind kind) {
        return results.get(kind).stream().map(Tally::row).toList();
    }

    /** Returns what each tracker reached in runs of a kind on all sequences. */
    List<ScoreRow> means(RunKind kind) {
        return trackers().stream()
                .map(
                        tracker ->
                                ScoreRow.mean(
                                        rows(kind).stream()
                                                .filter(row -> row.tracker().equals(tracker))
                                                .toList()))
                .toList();
    }
}
