package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * The tracker's answer for one frame, as it lies in its cell. Written by the tracker.
 *
 * <pre>
 * offset  bytes  field             access
 *      0      8  frameId           plain
 *      8      8  sourceIndex       plain
 *     16      8  captureNanos      plain
 *     24      8  publishNanos      plain
 *     32      8  trackId           plain
 *     40      8  detectionFrameId  plain
 *     48      4  state             plain
 *     52      4  reason            plain
 *     56      4  score             plain
 *     60      4  x                 plain
 *     64      4  y                 plain
 *     68      4  width             plain
 *     72      4  height            plain
 *     76      4  frameWidth        plain
 *     80      4  frameHeight       plain
 * </pre>
 */
public final class TrackCell implements CellCodec<Track> {
    /** The one instance. */
    public static final TrackCell CODEC = new TrackCell();

    private static final int FRAME_ID = 0;
    private static final int SOURCE_INDEX = 8;
    private static final int CAPTURE_NANOS = 16;
    private static final int PUBLISH_NANOS = 24;
    private static final int TRACK_ID = 32;
    private static final int DETECTION_FRAME_ID = 40;
    private static final int STATE = 48;
    private static final int REASON = 52;
    private static final int SCORE = 56;
    private static final int X = 60;
    private static final int Y = 64;
    private static final int WIDTH = 68;
    private static final int HEIGHT = 72;
    private static final int FRAME_WIDTH = 76;
    private static final int FRAME_HEIGHT = 80;
    private static final int BYTES = 88;

    private static final TrackState[] STATES = TrackState.values();
    private static final TrackReason[] REASONS = TrackReason.values();

    private TrackCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("frameId", FRAME_ID, 8, "plain"),
                new Field("sourceIndex", SOURCE_INDEX, 8, "plain"),
                new Field("captureNanos", CAPTURE_NANOS, 8, "plain"),
                new Field("publishNanos", PUBLISH_NANOS, 8, "plain"),
                new Field("trackId", TRACK_ID, 8, "plain"),
                new Field("detectionFrameId", DETECTION_FRAME_ID, 8, "plain"),
                new Field("state", STATE, 4, "plain"),
                new Field("reason", REASON, 4, "plain"),
                new Field("score", SCORE, 4, "plain"),
                new Field("x", X, 4, "plain"),
                new Field("y", Y, 4, "plain"),
                new Field("width", WIDTH, 4, "plain"),
                new Field("height", HEIGHT, 4, "plain"),
                new Field("frameWidth", FRAME_WIDTH, 4, "plain"),
                new Field("frameHeight", FRAME_HEIGHT, 4, "plain"));
    }

    @Override
    public void write(Track track, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + FRAME_ID, track.frameId);
        store.writeLong(offset + SOURCE_INDEX, track.sourceIndex);
        store.writeLong(offset + CAPTURE_NANOS, track.captureNanos);
        store.writeLong(offset + PUBLISH_NANOS, track.publishNanos);
        store.writeLong(offset + TRACK_ID, track.trackId);
        store.writeLong(offset + DETECTION_FRAME_ID, track.detectionFrameId);
        store.writeInt(offset + STATE, track.state.ordinal());
        store.writeInt(offset + REASON, track.reason.ordinal());
        store.writeFloat(offset + SCORE, track.score);
        store.writeFloat(offset + X, track.x);
        store.writeFloat(offset + Y, track.y);
        store.writeFloat(offset + WIDTH, track.width);
        store.writeFloat(offset + HEIGHT, track.height);
        store.writeInt(offset + FRAME_WIDTH, track.frameWidth);
        store.writeInt(offset + FRAME_HEIGHT, track.frameHeight);
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, Track track) {
        int state = store.readInt(offset + STATE);
        int reason = store.readInt(offset + REASON);
        if (state < 0 || state >= STATES.length || reason < 0 || reason >= REASONS.length) {
            return false;
        }
        track.state = STATES[state];
        track.reason = REASONS[reason];
        track.frameId = store.readLong(offset + FRAME_ID);
        track.sourceIndex = store.readLong(offset + SOURCE_INDEX);
        track.captureNanos = store.readLong(offset + CAPTURE_NANOS);
        track.publishNanos = store.readLong(offset + PUBLISH_NANOS);
        track.trackId = store.readLong(offset + TRACK_ID);
        track.detectionFrameId = store.readLong(offset + DETECTION_FRAME_ID);
        track.score = store.readFloat(offset + SCORE);
        track.x = store.readFloat(offset + X);
        track.y = store.readFloat(offset + Y);
        track.width = store.readFloat(offset + WIDTH);
        track.height = store.readFloat(offset + HEIGHT);
        track.frameWidth = store.readInt(offset + FRAME_WIDTH);
        track.frameHeight = store.readInt(offset + FRAME_HEIGHT);
        return track.frameId >= 0
                && Boxes.isFinite(track.x, track.y, track.width, track.height)
                && Float.isFinite(track.score)
                && track.frameWidth >= 0
                && track.frameHeight >= 0;
    }
}
