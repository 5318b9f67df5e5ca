package org.catfollow.replay;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.control.ControlReplay;
import org.catfollow.detector.DetectorReplay;
import org.catfollow.replay.Outputs.Answer;
import org.catfollow.replay.Outputs.Decision;
import org.catfollow.replay.Outputs.Found;
import org.catfollow.runtime.journal.RecordContents;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.runtime.terminal.WorkBar;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.Tracks;

/**
 * Runs a recording again, in lock step, and compares each output with a reference: what was recorded, or
 * what a second lane with the recorded flags says. One thread.
 */
final class ReplayRun implements AutoCloseable {
    private static final String BEGUN_BEFORE =
            "it had begun before the recording, so what it knew then is not known; record from the"
                    + " start (`deploy/launch.sh up --record DIR`), or restart it while you record";

    private static final String NO_START =
            "with which flags it had begun is not in its journal any more; restart it while you"
                    + " record";

    private final Recorded recorded;
    private final Schedule schedule;
    private final Lane lane;

    /** Null where the reference is what was recorded. */
    private final Lane reference;

    private final Differences differences = new Differences();
    private final StageFindings detector = new StageFindings("detector", "frames");
    private final StageFindings tracker = new StageFindings("tracker", "frames");
    private final StageFindings control = new StageFindings("control", "periods");

    /**
     * Makes one.
     *
     * @param changed flags to run with instead of the recorded ones
     * @param againstRecord whether what was recorded is the reference
     */
    ReplayRun(RecordedRun run, List<String> changed, boolean againstRecord) {
        recorded = new Recorded(run.detector(), run.tracker());
        List<Long> ids = run.frames().ids();
        long last = ids.isEmpty() ? 0 : ids.getLast();
        schedule =
                new Schedule(
                        upTo(run.detector(), last),
                        upTo(run.tracker(), last),
                        controlUpTo(run.control(), last),
                        recorded);
        lane = new Lane(run.frames(), changed, recorded);
        reference = againstRecord ? null : new Lane(run.frames(), List.of(), recorded);
    }

    private static List<Unit> upTo(List<Unit> units, long last) {
        return units.stream().filter(unit -> unit.record().frameId() <= last).toList();
    }

    private List<Unit> controlUpTo(List<Unit> units, long last) {
        return units.stream()
                .filter(
                        unit ->
                                unit.record().kind() != RecordKind.PERIOD
                                        || recorded.frameOf(ControlReplay.trackOf(unit.record()))
                                                <= last)
                .toList();
    }

    /** Runs all of it; returns the findings of the three stages. */
    List<StageFindings> run() {
        long done = 0;
        try (WorkBar bar = new WorkBar("replay", schedule.count())) {
            Schedule.Stage turn = schedule.next();
            while (turn != null) {
                Unit unit = schedule.take(turn);
                switch (turn) {
                    case DETECTOR -> detector(unit);
                    case TRACKER -> tracker(unit);
                    case CONTROL -> control(unit);
                }
                bar.at(++done);
                turn = schedule.next();
            }
        }
        return List.of(detector, tracker, control);
    }

    /** Returns whether the stage's state is still known; without a reference of our own it must be. */
    private boolean follows(StageFindings findings, Unit unit) {
        // Two lanes begin alike, whatever was before.
        if (!unit.whole() && reference == null) {
            findings.lose(
                    unit.missed() > 0
                            ? "its journal had no room for " + unit.missed() + " records"
                            : BEGUN_BEFORE);
        }
        return reference != null || findings.isSynchronised();
    }

    private void detector(Unit unit) {
        StageRecord record = unit.record();
        if (record.kind() == RecordKind.START) {
            lane.beginDetector(record);
            if (reference != null) {
                reference.beginDetector(record);
            }
            detector.begin();
            return;
        }
        if (!lane.hasDetector()) {
            // What follows works with what was recorded.
            detector.leaveOut(NO_START);
            return;
        }
        boolean known = follows(detector, unit);
        Found found = lane.look(record);
        Found before = reference == null ? recordedFound(record) : reference.look(record);
        if (!known || found == null || before == null) {
            detector.leaveOut(frameMissing(record.frameId()));
            lane.believe(recordedFound(record));
            return;
        }
        detector.add(
                record.frameId(),
                record.nanos(),
                differences.of(before.detections(), found.detections()));
    }

    private static String frameMissing(long frameId) {
        return "frame " + frameId + " was not recorded";
    }

    private static Found recordedFound(StageRecord record) {
        return new Found(
                DetectorReplay.generationOf(record),
                RecordContents.detections(record, new Detections()));
    }

    private void tracker(Unit unit) {
        StageRecord record = unit.record();
        if (record.kind() == RecordKind.START) {
            lane.beginTracker(record);
            if (reference != null) {
                reference.beginTracker(record);
            }
            tracker.begin();
            return;
        }
        if (!lane.hasTracker()) {
            recordedAnswers(unit).forEach(answer -> tracker.leaveOut(NO_START));
            return;
        }
        boolean known = follows(tracker, unit);
        List<Answer> given = lane.round(record);
        List<Answer> before = reference == null ? recordedAnswers(unit) : reference.round(record);
        if (given == null || before == null) {
            tracker.lose(
                    lane.missingFrame() != 0
                            ? frameMissing(lane.missingFrame())
                            : "a result that the detector gave it was not recorded");
            known = false;
        }
        if (!known) {
            List<Answer> told = recordedAnswers(unit);
            told.forEach(answer -> tracker.leaveOut(""));
            if (reference == null) {
                lane.believe(told);
            }
            return;
        }
        int count = Math.max(given.size(), before.size());
        for (int i = 0; i < count; i++) {
            tracker.add(
                    i < before.size()
                            ? before.get(i).track().frameId
                            : given.get(i).track().frameId,
                    record.nanos(),
                    difference(before, given, i));
        }
    }

    private String difference(List<Answer> before, List<Answer> given, int i) {
        if (i >= before.size()) {
            return "was not answered, now is";
        }
        return i >= given.size()
                ? "was answered, now is not"
                : differences.of(before.get(i), given.get(i));
    }

    private static List<Answer> recordedAnswers(Unit unit) {
        List<Answer> answers = new ArrayList<>();
        for (StageRecord record : unit.before()) {
            Answer answer = new Answer(new Track(), new Tracks());
            RecordContents.tracks(record, answer.track(), answer.all());
            answers.add(answer);
        }
        return answers;
    }

    private void control(Unit unit) {
        StageRecord record = unit.record();
        if (record.kind() == RecordKind.START) {
            lane.beginControl(record);
            if (reference != null) {
                reference.beginControl(record);
            }
            control.begin();
            return;
        }
        if (!lane.hasControl()) {
            control.leaveOut(NO_START);
            return;
        }
        boolean known = follows(control, unit);
        Decision decision = lane.period(unit);
        Decision before = reference == null ? recordedDecision(record) : reference.period(unit);
        if (decision == null || before == null) {
            control.lose("a track that it was given was not recorded");
            known = false;
        }
        if (!known) {
            control.leaveOut("");
            return;
        }
        control.add(record.frameId(), record.nanos(), differences.of(before, decision));
    }

    private static Decision recordedDecision(StageRecord record) {
        Decision decision = new Decision(new ControlStatus(), new Pose(), new Sensors());
        RecordContents.period(record, decision.status(), decision.pose(), decision.sensors());
        return decision;
    }

    @Override
    public void close() {
        lane.close();
        if (reference != null) {
            reference.close();
        }
    }
}
