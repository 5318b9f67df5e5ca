package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * All tracks of one frame, as they lie in their cell. Written by the tracker, before the track slot of the
 * same frame and with a release of its own: who has acquired the one and reads the other finds the same
 * frame or a later one, and the frame id says which.
 *
 * <pre>
 * offset  bytes  field         access
 *      0      8  frameId       plain
 *      8      8  sourceIndex   plain
 *     16      8  captureNanos  plain
 *     24      8  publishNanos  plain
 *     32      8  targetId      plain
 *     40      8  newestId      plain
 *     48      8  count         plain
 *     56    896  tracks        plain
 * </pre>
 *
 * <p>{@code tracks} has sixteen entries of 56 bytes: track id and the id of the frame whose detection
 * last agreed (longs); state and reason (ints, as in the track slot); score, x, y, width, height, velocity
 * to the right and down (floats); class index (int). Only the first {@code count} mean anything.
 */
public final class TracksCell implements CellCodec<Tracks> {
    /** The one instance. */
    public static final TracksCell CODEC = new TracksCell();

    private static final int FRAME_ID = 0;
    private static final int SOURCE_INDEX = 8;
    private static final int CAPTURE_NANOS = 16;
    private static final int PUBLISH_NANOS = 24;
    private static final int TARGET_ID = 32;
    private static final int NEWEST_ID = 40;
    private static final int COUNT = 48;
    private static final int TRACKS = 56;

    private static final int TRACK_BYTES = 56;
    private static final int TRACK_ID = 0;
    private static final int DETECTION_FRAME_ID = 8;
    private static final int STATE = 16;
    private static final int REASON = 20;
    private static final int SCORE = 24;
    private static final int X = 28;
    private static final int Y = 32;
    private static final int WIDTH = 36;
    private static final int HEIGHT = 40;
    private static final int VELOCITY_X = 44;
    private static final int VELOCITY_Y = 48;
    private static final int CLASS_INDEX = 52;

    private static final int BYTES = TRACKS + Tracks.CAPACITY * TRACK_BYTES;

    private static final TrackState[] STATES = TrackState.values();
    private static final TrackReason[] REASONS = TrackReason.values();

    private TracksCell() {}

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
                new Field("targetId", TARGET_ID, 8, "plain"),
                new Field("newestId", NEWEST_ID, 8, "plain"),
                new Field("count", COUNT, 8, "plain"),
                new Field("tracks", TRACKS, Tracks.CAPACITY * TRACK_BYTES, "plain"));
    }

    @Override
    public void write(Tracks tracks, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + FRAME_ID, tracks.frameId);
        store.writeLong(offset + SOURCE_INDEX, tracks.sourceIndex);
        store.writeLong(offset + CAPTURE_NANOS, tracks.captureNanos);
        store.writeLong(offset + PUBLISH_NANOS, tracks.publishNanos);
        store.writeLong(offset + TARGET_ID, tracks.targetId);
        store.writeLong(offset + NEWEST_ID, tracks.newestId);
        int count = tracks.count();
        store.writeLong(offset + COUNT, count);
        for (int i = 0; i < count; i++) {
            write(tracks.get(i), store, offset + TRACKS + (long) i * TRACK_BYTES);
        }
    }

    private static void write(TrackedObject object, BytesStore<?, ?> store, long at) {
        store.writeLong(at + TRACK_ID, object.trackId);
        store.writeLong(at + DETECTION_FRAME_ID, object.detectionFrameId);
        store.writeInt(at + STATE, object.state.ordinal());
        store.writeInt(at + REASON, object.reason.ordinal());
        store.writeFloat(at + SCORE, object.score);
        store.writeFloat(at + X, object.x);
        store.writeFloat(at + Y, object.y);
        store.writeFloat(at + WIDTH, object.width);
        store.writeFloat(at + HEIGHT, object.height);
        store.writeFloat(at + VELOCITY_X, object.velocityX);
        store.writeFloat(at + VELOCITY_Y, object.velocityY);
        store.writeInt(at + CLASS_INDEX, object.classIndex);
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, Tracks tracks) {
        tracks.clear();
        tracks.frameId = store.readLong(offset + FRAME_ID);
        tracks.sourceIndex = store.readLong(offset + SOURCE_INDEX);
        tracks.captureNanos = store.readLong(offset + CAPTURE_NANOS);
        tracks.publishNanos = store.readLong(offset + PUBLISH_NANOS);
        tracks.targetId = store.readLong(offset + TARGET_ID);
        tracks.newestId = store.readLong(offset + NEWEST_ID);
        long count = store.readLong(offset + COUNT);
        if (count < 0
                || count > Tracks.CAPACITY
                || tracks.frameId < 0
                || tracks.targetId < 0
                || tracks.newestId < 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!read(store, offset + TRACKS + (long) i * TRACK_BYTES, tracks.add())) {
                return false;
            }
        }
        return true;
    }

    private static boolean read(BytesStore<?, ?> store, long at, TrackedObject object) {
        int state = store.readInt(at + STATE);
        int reason = store.readInt(at + REASON);
        if (state < 0 || state >= STATES.length || reason < 0 || reason >= REASONS.length) {
            return false;
        }
        object.state = STATES[state];
        object.reason = REASONS[reason];
        object.trackId = store.readLong(at + TRACK_ID);
        object.detectionFrameId = store.readLong(at + DETECTION_FRAME_ID);
        object.score = store.readFloat(at + SCORE);
        object.x = store.readFloat(at + X);
        object.y = store.readFloat(at + Y);
        object.width = store.readFloat(at + WIDTH);
        object.height = store.readFloat(at + HEIGHT);
        object.velocityX = store.readFloat(at + VELOCITY_X);
        object.velocityY = store.readFloat(at + VELOCITY_Y);
        object.classIndex = store.readInt(at + CLASS_INDEX);
        return object.trackId > 0
                && Boxes.isFinite(object.x, object.y, object.width, object.height)
                && Float.isFinite(object.score)
                && Float.isFinite(object.velocityX)
                && Float.isFinite(object.velocityY);
    }
}
