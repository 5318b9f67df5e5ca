package org.catfollow.replay;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.catfollow.control.ControlReplay;
import org.catfollow.detector.DetectorReplay;
import org.catfollow.runtime.journal.RecordContents;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.shm.slots.Track;
import org.catfollow.tracker.TrackerReplay;

/**
 * In which order the units of the three stages are run again: each as soon as what it was given then has
 * been made again; of several, the one that was first. One thread.
 */
final class Schedule {
    /** Whose turn it is. */
    enum Stage {
        DETECTOR,
        TRACKER,
        CONTROL
    }

    private final List<List<Unit>> units;
    private final int[] next = new int[Stage.values().length];
    private final Recorded recorded;
    private final Set<Long> doneDetections = new HashSet<>();
    private final Set<Long> doneAnswers = new HashSet<>();

    Schedule(List<Unit> detector, List<Unit> tracker, List<Unit> control, Recorded recorded) {
        this.units = List.of(detector, tracker, control);
        this.recorded = recorded;
    }

    /** Returns whose turn it is, null when all is done. */
    Stage next() {
        Stage ready = null;
        Stage first = null;
        for (Stage stage : Stage.values()) {
            if (peek(stage) == null) {
                continue;
            }
            if (first == null || nanos(stage) < nanos(first)) {
                first = stage;
            }
            if (isReady(stage) && (ready == null || nanos(stage) < nanos(ready))) {
                ready = stage;
            }
        }
        // None ready: what one waits for is behind what another waits for, as no run could be. On.
        return ready != null ? ready : first;
    }

    private Unit peek(Stage stage) {
        List<Unit> all = units.get(stage.ordinal());
        int at = next[stage.ordinal()];
        return at < all.size() ? all.get(at) : null;
    }

    private long nanos(Stage stage) {
        return peek(stage).record().nanos();
    }

    private boolean isReady(Stage stage) {
        Unit unit = peek(stage);
        if (unit.record().kind() == RecordKind.START) {
            return true;
        }
        return switch (stage) {
            case DETECTOR -> {
                Track told = new Track();
                yield !RecordContents.recalled(unit.record(), told)
                        || !recorded.hasAnswer(told.frameId)
                        || doneAnswers.contains(told.frameId);
            }
            case TRACKER -> {
                long generation = TrackerReplay.detectionsOf(unit.record());
                yield generation == 0
                        || !recorded.hasDetections(generation)
                        || doneDetections.contains(generation);
            }
            case CONTROL -> {
                long generation = ControlReplay.trackOf(unit.record());
                yield generation == 0
                        || !recorded.hasTrack(generation)
                        || doneAnswers.contains(recorded.frameOf(generation));
            }
        };
    }

    /** Takes the unit whose turn it is; it counts as done. */
    Unit take(Stage stage) {
        Unit unit = peek(stage);
        next[stage.ordinal()]++;
        if (unit.record().kind() == RecordKind.DETECTIONS) {
            doneDetections.add(DetectorReplay.generationOf(unit.record()));
        }
        if (unit.record().kind() == RecordKind.TRACKER_ROUND) {
            unit.before().forEach(answer -> doneAnswers.add(answer.frameId()));
        }
        return unit;
    }

    /** Returns how many units there are. */
    long count() {
        return units.stream().mapToLong(List::size).sum();
    }
}
