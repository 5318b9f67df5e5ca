package org.catfollow.shm.killing;

import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;

/** What the stopped process and the readers agree on: every field follows from one number. */
final class Contents {
    /** Frames written before the one that is stopped in: the ring has gone round. */
    static final int FRAMES_BEFORE = 6;

    /** Bytes of a frame. */
    static final int FRAME_BYTES = 64 * 192;

    /** Values written before the one that is stopped in: both cells hold one. */
    static final int VALUES_BEFORE = 2;

    static final String FIRST_ERROR = "the camera was unplugged, says the first";
    static final String SECOND_ERROR = "no memory left for the filter: the second says this";
    static final long FRAMES_OF_THE_FIRST = 77;

    private Contents() {}

    static FrameDescription frame(long frameId) {
        FrameDescription frame = new FrameDescription();
        frame.captureNanos = frameId * 1_000_003;
        frame.sourceIndex = frameId - 1;
        frame.widthPixels = 64;
        // A height of its own for each frame: a header of two frames is found out.
        frame.heightPixels = 64 - (int) (frameId % 8);
        frame.strideBytes = 192;
        frame.format = PixelFormat.BGR24;
        frame.cameraId = (int) frameId + 10;
        frame.captureEpoch = (int) frameId + 20;
        frame.stamped = true;
        return frame;
    }

    static Detections detections(int value) {
        Detections detections = new Detections();
        detections.frameId = value;
        detections.sourceIndex = value + 100L;
        detections.captureNanos = value + 200L;
        detections.publishNanos = value + 300L;
        detections.inferenceNanos = value + 400L;
        // Fewer boxes with each value: two at first.
        for (int box = 0; box < Math.max(1, 3 - value); box++) {
            byte[] label = Detections.labelBytes("label of value " + value);
            float at = 10 * value + box;
            detections.add(label, value, value / 10f, at, at + 1, at + 2, at + 3);
        }
        return detections;
    }

    static Track track(int value) {
        Track track = new Track();
        track.frameId = value;
        track.sourceIndex = value + 100L;
        track.captureNanos = value + 200L;
        track.publishNanos = value + 300L;
        track.trackId = value + 400L;
        track.detectionFrameId = value + 500L;
        track.state = TrackState.values()[value];
        track.reason = TrackReason.values()[value];
        track.score = value / 10f;
        track.x = value + 1;
        track.y = value + 2;
        track.width = value + 3;
        track.height = value + 4;
        track.frameWidth = value + 600;
        track.frameHeight = value + 700;
        return track;
    }

    static Command command(int value) {
        Command command = new Command();
        command.kind = value % 2 == 0 ? CommandKind.CAT_LOCATION : CommandKind.RESUME;
        command.expiresNanos = Long.MAX_VALUE - value;
        command.x = value + 0.25;
        command.y = value + 0.5;
        command.stopCount = value + 1000L;
        command.senderPid = value + 2000L;
        return command;
    }
}
