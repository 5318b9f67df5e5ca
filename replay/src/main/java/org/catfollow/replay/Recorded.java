package org.catfollow.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.catfollow.detector.DetectorReplay;
import org.catfollow.runtime.journal.RecordContents;
import org.catfollow.runtime.journal.RecordKind;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.Tracks;

/** Where in the journals the result of a generation lies. One thread. */
final class Recorded {
    private final Map<Long, StageRecord> detections = new HashMap<>();
    private final Map<Long, StageRecord> tracks = new HashMap<>();

    /** Tracks by the frame that they are of. */
    private final Map<Long, StageRecord> answers = new HashMap<>();

    Recorded(List<Unit> looks, List<Unit> rounds) {
        for (Unit unit : looks) {
            if (unit.record().kind() == RecordKind.DETECTIONS) {
                detections.put(DetectorReplay.generationOf(unit.record()), unit.record());
            }
        }
        for (Unit unit : rounds) {
            add(unit.before());
        }
    }

    private void add(List<StageRecord> given) {
        for (StageRecord record : given) {
            tracks.put(record.rewind().takeLong(), record);
            answers.put(record.frameId(), record);
        }
    }

    boolean hasDetections(long generation) {
        return detections.containsKey(generation);
    }

    boolean hasTrack(long generation) {
        return tracks.containsKey(generation);
    }

    boolean hasAnswer(long frameId) {
        return answers.containsKey(frameId);
    }

    /** Returns the frame that a track is of, 0 when it is not there. */
    long frameOf(long trackGeneration) {
        StageRecord record = tracks.get(trackGeneration);
        return record == null ? 0 : record.frameId();
    }

    /** Returns what was published under a generation, null when it is not there. */
    Detections detections(long generation) {
        StageRecord record = detections.get(generation);
        return record == null ? null : RecordContents.detections(record, new Detections());
    }

    /** Returns what was published under a generation, null when it is not there. */
    Track track(long generation) {
        StageRecord record = tracks.get(generation);
        return record == null ? null : trackIn(record);
    }

    private static Track trackIn(StageRecord record) {
        Track track = new Track();
        RecordContents.tracks(record, track, new Tracks());
        return track;
    }
}
