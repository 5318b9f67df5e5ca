package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * Control's status, as it lies in its cell. Written by control.
 *
 * <pre>
 * offset  bytes  field                 access
 *      0      8  nanos                 plain
 *      8      8  captureNanos          plain
 *     16      8  frameId               plain
 *     24      8  stateSinceNanos       plain
 *     32      8  transitions           plain
 *     40      4  state                 plain
 *     44      4  previousState         plain
 *     48      4  reason                plain
 *     52      4  speedMetresPerSecond  plain
 *     56      4  steeringDegrees       plain
 *     60      4  panDegrees            plain
 *     64      4  tiltDegrees           plain
 *     68      4  limit                 plain
 * </pre>
 */
public final class ControlStatusCell implements CellCodec<ControlStatus> {
    /** The one instance. */
    public static final ControlStatusCell CODEC = new ControlStatusCell();

    private static final int NANOS = 0;
    private static final int CAPTURE_NANOS = 8;
    private static final int FRAME_ID = 16;
    private static final int STATE_SINCE_NANOS = 24;
    private static final int TRANSITIONS = 32;
    private static final int STATE = 40;
    private static final int PREVIOUS_STATE = 44;
    private static final int REASON = 48;
    private static final int SPEED = 52;
    private static final int STEERING = 56;
    private static final int PAN = 60;
    private static final int TILT = 64;
    private static final int LIMIT = 68;
    private static final int BYTES = 72;

    private static final ControlState[] STATES = ControlState.values();
    private static final ControlReason[] REASONS = ControlReason.values();
    private static final SpeedLimit[] LIMITS = SpeedLimit.values();

    private ControlStatusCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("nanos", NANOS, 8, "plain"),
                new Field("captureNanos", CAPTURE_NANOS, 8, "plain"),
                new Field("frameId", FRAME_ID, 8, "plain"),
                new Field("stateSinceNanos", STATE_SINCE_NANOS, 8, "plain"),
                new Field("transitions", TRANSITIONS, 8, "plain"),
                new Field("state", STATE, 4, "plain"),
                new Field("previousState", PREVIOUS_STATE, 4, "plain"),
                new Field("reason", REASON, 4, "plain"),
                new Field("speedMetresPerSecond", SPEED, 4, "plain"),
                new Field("steeringDegrees", STEERING, 4, "plain"),
                new Field("panDegrees", PAN, 4, "plain"),
                new Field("tiltDegrees", TILT, 4, "plain"),
                new Field("limit", LIMIT, 4, "plain"));
    }

    @Override
    public void write(ControlStatus status, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, status.nanos);
        store.writeLong(offset + CAPTURE_NANOS, status.captureNanos);
        store.writeLong(offset + FRAME_ID, status.frameId);
        store.writeLong(offset + STATE_SINCE_NANOS, status.stateSinceNanos);
        store.writeLong(offset + TRANSITIONS, status.transitions);
        store.writeInt(offset + STATE, status.state.ordinal());
        store.writeInt(offset + PREVIOUS_STATE, status.previousState.ordinal());
        store.writeInt(offset + REASON, status.reason.ordinal());
        store.writeFloat(offset + SPEED, status.speedMetresPerSecond);
        store.writeFloat(offset + STEERING, status.steeringDegrees);
        store.writeFloat(offset + PAN, status.panDegrees);
        store.writeFloat(offset + TILT, status.tiltDegrees);
        store.writeInt(offset + LIMIT, status.limit.ordinal());
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, ControlStatus status) {
        int state = store.readInt(offset + STATE);
        int previous = store.readInt(offset + PREVIOUS_STATE);
        int reason = store.readInt(offset + REASON);
        int limit = store.readInt(offset + LIMIT);
        if (state < 0
                || state >= STATES.length
                || previous < 0
                || previous >= STATES.length
                || reason < 0
                || reason >= REASONS.length
                || limit < 0
                || limit >= LIMITS.length) {
            return false;
        }
        status.state = STATES[state];
        status.previousState = STATES[previous];
        status.reason = REASONS[reason];
        status.limit = LIMITS[limit];
        status.nanos = store.readLong(offset + NANOS);
        status.captureNanos = store.readLong(offset + CAPTURE_NANOS);
        status.frameId = store.readLong(offset + FRAME_ID);
        status.stateSinceNanos = store.readLong(offset + STATE_SINCE_NANOS);
        status.transitions = store.readLong(offset + TRANSITIONS);
        status.speedMetresPerSecond = store.readFloat(offset + SPEED);
        status.steeringDegrees = store.readFloat(offset + STEERING);
        status.panDegrees = store.readFloat(offset + PAN);
        status.tiltDegrees = store.readFloat(offset + TILT);
        return Float.isFinite(status.speedMetresPerSecond)
                && Float.isFinite(status.steeringDegrees)
                && Float.isFinite(status.panDegrees)
                && Float.isFinite(status.tiltDegrees);
    }
}
