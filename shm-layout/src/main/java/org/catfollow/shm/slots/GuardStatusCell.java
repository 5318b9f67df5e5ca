package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * What the guard does, as it lies in its cell. Written by the guard.
 *
 * <pre>
 * offset  bytes  field          access
 *      0      8  nanos          plain
 *      8      8  trips          plain
 *     16      8  lastTripNanos  plain
 *     24      8  lastZeroNanos  plain
 *     32      8  failures       plain
 *     40      8  controlPid     plain
 *     48      8  wheels         plain
 *     56      4  state          plain
 *     60      4  reason         plain
 * </pre>
 */
public final class GuardStatusCell implements CellCodec<GuardStatus> {
    /** The one instance. */
    public static final GuardStatusCell CODEC = new GuardStatusCell();

    private static final int NANOS = 0;
    private static final int TRIPS = 8;
    private static final int LAST_TRIP_NANOS = 16;
    private static final int LAST_ZERO_NANOS = 24;
    private static final int FAILURES = 32;
    private static final int CONTROL_PID = 40;
    private static final int WHEELS = 48;
    private static final int STATE = 56;
    private static final int REASON = 60;
    private static final int BYTES = 64;

    private static final GuardState[] GUARD_STATES = GuardState.values();
    private static final GuardReason[] GUARD_REASONS = GuardReason.values();

    private GuardStatusCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("nanos", NANOS, 8, "plain"),
                new Field("trips", TRIPS, 8, "plain"),
                new Field("lastTripNanos", LAST_TRIP_NANOS, 8, "plain"),
                new Field("lastZeroNanos", LAST_ZERO_NANOS, 8, "plain"),
                new Field("failures", FAILURES, 8, "plain"),
                new Field("controlPid", CONTROL_PID, 8, "plain"),
                new Field("wheels", WHEELS, 8, "plain"),
                new Field("state", STATE, 4, "plain"),
                new Field("reason", REASON, 4, "plain"));
    }

    @Override
    public void write(GuardStatus value, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, value.nanos);
        store.writeLong(offset + TRIPS, value.trips);
        store.writeLong(offset + LAST_TRIP_NANOS, value.lastTripNanos);
        store.writeLong(offset + LAST_ZERO_NANOS, value.lastZeroNanos);
        store.writeLong(offset + FAILURES, value.failures);
        store.writeLong(offset + CONTROL_PID, value.controlPid);
        store.writeLong(offset + WHEELS, value.wheels);
        store.writeInt(offset + STATE, value.state.ordinal());
        store.writeInt(offset + REASON, value.reason.ordinal());
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, GuardStatus value) {
        value.nanos = store.readLong(offset + NANOS);
        value.trips = store.readLong(offset + TRIPS);
        value.lastTripNanos = store.readLong(offset + LAST_TRIP_NANOS);
        value.lastZeroNanos = store.readLong(offset + LAST_ZERO_NANOS);
        value.failures = store.readLong(offset + FAILURES);
        value.controlPid = store.readLong(offset + CONTROL_PID);
        value.wheels = store.readLong(offset + WHEELS);
        int state = store.readInt(offset + STATE);
        int reason = store.readInt(offset + REASON);
        if (state < 0
                || state >= GUARD_STATES.length
                || reason < 0
                || reason >= GUARD_REASONS.length) {
            return false;
        }
        value.state = GUARD_STATES[state];
        value.reason = GUARD_REASONS[reason];
        return value.trips >= 0 && value.failures >= 0;
    }
}
