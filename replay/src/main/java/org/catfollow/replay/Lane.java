package org.catfollow.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.catfollow.control.ControlReplay;
import org.catfollow.detector.DetectorReplay;
import org.catfollow.replay.Outputs.Answer;
import org.catfollow.replay.Outputs.Decision;
import org.catfollow.replay.Outputs.Found;
import org.catfollow.runtime.journal.CellComparison;
import org.catfollow.runtime.journal.RecordContents;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.runtime.recording.RecordedFrames;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;
import org.catfollow.tracker.TrackerReplay;

/**
 * The three stages that decide, one behind the other, run again with one set of flags. Each works with
 * what the one before it found in this lane; where that is not to be had, with what was recorded. One
 * thread.
 */
final class Lane implements AutoCloseable {
    private final RecordedFrames frames;
    private final ReplayFrames history;
    private final List<String> changed;
    private final Recorded recorded;
    private final FrameDescription description = new FrameDescription();
    private final CellComparison<Track> tracks = new CellComparison<>(TrackCell.CODEC, Set.of());
    private final CellComparison<Tracks> lists = new CellComparison<>(TracksCell.CODEC, Set.of());
    private final CellComparison<ControlStatus> statuses =
            new CellComparison<>(ControlStatusCell.CODEC, Set.of());
    private final CellComparison<Pose> poses = new CellComparison<>(PoseCell.CODEC, Set.of());
    private final CellComparison<Sensors> senses =
            new CellComparison<>(SensorsCell.CODEC, Set.of());

    /** What this lane's detector found, by generation. */
    private final Bounded<Detections> found = new Bounded<>();

    /** What this lane's tracker answered, by frame. */
    private final Bounded<Track> answers = new Bounded<>();

    private DetectorReplay detector;
    private TrackerReplay tracker;
    private ControlReplay control;

    Lane(RecordedFrames frames, List<String> changed, Recorded recorded) {
        this.frames = frames;
        this.history = new ReplayFrames(frames);
        this.changed = List.copyOf(changed);
        this.recorded = recorded;
    }

    // Each begins anew with each start of its stage.

    void beginDetector(StageRecord start) {
        if (detector != null) {
            detector.close();
        }
        detector = new DetectorReplay(start, changed);
    }

    void beginTracker(StageRecord start) {
        if (tracker != null) {
            tracker.close();
        }
        tracker = new TrackerReplay(start, changed, history);
    }

    void beginControl(StageRecord start) {
        control = new ControlReplay(start, changed);
    }

    /** Returns whether the detector has begun; only then it may look. */
    boolean hasDetector() {
        return detector != null;
    }

    /** Returns whether the tracker has begun; only then it may go a round. */
    boolean hasTracker() {
        return tracker != null;
    }

    /** Returns whether control has begun; only then it may decide. */
    boolean hasControl() {
        return control != null;
    }

    /** Looks at a frame; null when it was not recorded. */
    Found look(StageRecord record) {
        Detections out = new Detections();
        long generation = DetectorReplay.generationOf(record);
        if (!detector.looks()) {
            RecordContents.detections(record, out);
        } else if (frames.has(record.frameId())) {
            frames.describe(record.frameId(), description);
            detector.look(
                    record, description, frames.pixels(record.frameId()), recalled(record), out);
        } else {
            detector.skip(recalled(record));
            return null;
        }
        if (generation != 0) {
            found.put(generation, out);
        }
        return new Found(generation, out);
    }

    /** Returns what the detector is told of the target: this lane's answer for that frame. */
    private Track recalled(StageRecord record) {
        Track told = new Track();
        if (!RecordContents.recalled(record, told)) {
            return null;
        }
        Track own = answers.get(told.frameId);
        return own != null ? own : told;
    }

    /** Goes on with what was recorded where this lane's own result is of no worth. */
    void believe(Found recordedFound) {
        if (recordedFound.generation() != 0) {
            found.put(recordedFound.generation(), recordedFound.detections());
        }
    }

    /** Goes on with what was recorded where this lane's own answers are of no worth. */
    void believe(List<Answer> recordedAnswers) {
        for (Answer answer : recordedAnswers) {
            answers.put(answer.track().frameId, answer.track());
        }
    }

    /** Goes a round; null when a frame or a result that it needs was not recorded. */
    List<Answer> round(StageRecord round) {
        long generation = TrackerReplay.detectionsOf(round);
        Detections detections = null;
        if (generation != 0) {
            detections = found.get(generation);
            detections = detections != null ? detections : recorded.detections(generation);
            if (detections == null) {
                return null;
            }
        }
        history.begin();
        List<Answer> given = new ArrayList<>();
        tracker.round(
                round,
                detections,
                (track, all) ->
                        given.add(
                                new Answer(
                                        tracks.copy(track, new Track()),
                                        lists.copy(all, new Tracks()))));
        for (Answer answer : given) {
            answers.put(answer.track().frameId, answer.track());
        }
        return history.missing() != 0 ? null : given;
    }

    /** Returns the frame for want of which the last round was none; 0 when it was for a result. */
    long missingFrame() {
        return history.missing();
    }

    /** Decides a period; null when the track that it had before it was not recorded. */
    Decision period(Unit unit) {
        for (StageRecord command : unit.before()) {
            control.offer(command);
        }
        long generation = ControlReplay.trackOf(unit.record());
        Track track = new Track();
        if (generation != 0) {
            Track told = recorded.track(generation);
            if (told == null) {
                return null;
            }
            Track own = answers.get(told.frameId);
            track = own != null ? own : told;
        }
        control.period(unit.record(), track);
        return new Decision(
                statuses.copy(control.status(), new ControlStatus()),
                poses.copy(control.pose(), new Pose()),
                senses.copy(control.sensors(), new Sensors()));
    }

    @Override
    public void close() {
        if (detector != null) {
            detector.close();
        }
        if (tracker != null) {
            tracker.close();
        }
    }
}
