package org.catfollow.runtime.journal;

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

/**
 * What a stage put out, in its records. What it was given lies before that and is between it and its
 * replay.
 *
 * <pre>
 * FRAME       captureNanos, sourceIndex (longs), width, height (ints)
 * DETECTIONS  generation (long), answers, recalled (ints), track where recalled is 1; detections
 * TRACK       generation (long); track, tracks
 * PERIOD      track's generation, stop count (longs), flags (int), eleven words of the sensors' readings;
 *             control status, pose, sensors
 * </pre>
 *
 * <p>Detections, tracks and the others lie as in their slots of the region. All stateless.
 */
public final class RecordContents {
    private static final int READINGS = 11;

    private RecordContents() {}

    /** Takes the track of the target that the detector was told of; returns whether it was. */
    public static boolean recalled(StageRecord record, Track out) {
        record.rewind();
        record.takeLong();
        record.takeInt();
        if (record.takeInt() == 0) {
            return false;
        }
        record.takeCell(TrackCell.CODEC, out);
        return true;
    }

    /** Takes what the detector found. */
    public static Detections detections(StageRecord record, Detections out) {
        boolean unused = recalled(record, new Track());
        return record.takeDetections(out);
    }

    /** Takes what the tracker answered for the target, and for all. */
    public static void tracks(StageRecord record, Track out, Tracks outAll) {
        record.rewind().takeLong();
        record.takeCell(TrackCell.CODEC, out);
        record.takeTracks(outAll);
    }

    /** Takes what control decided. */
    public static void period(
            StageRecord record, ControlStatus outStatus, Pose outPose, Sensors outSensors) {
        record.rewind();
        record.takeLong();
        record.takeLong();
        record.takeInt();
        for (int i = 0; i < READINGS; i++) {
            record.takeLong();
        }
        record.takeCell(ControlStatusCell.CODEC, outStatus);
        record.takeCell(PoseCell.CODEC, outPose);
        record.takeCell(SensorsCell.CODEC, outSensors);
    }
}
