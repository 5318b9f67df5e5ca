package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * The pose, as it lies in its cell. Written by control.
 *
 * <pre>
 * offset  bytes  field            access
 *      0      8  nanos            plain
 *      8      8  xMetres          plain
 *     16      8  yMetres          plain
 *     24      8  headingDegrees   plain
 *     32      8  resetNanos       plain
 *     40      8  travelledMetres  plain
 *     48      8  driftMetres      plain
 *     56      8  driftDegrees     plain
 * </pre>
 */
public final class PoseCell implements CellCodec<Pose> {
    /** The one instance. */
    public static final PoseCell CODEC = new PoseCell();

    private static final int NANOS = 0;
    private static final int X_METRES = 8;
    private static final int Y_METRES = 16;
    private static final int HEADING_DEGREES = 24;
    private static final int RESET_NANOS = 32;
    private static final int TRAVELLED_METRES = 40;
    private static final int DRIFT_METRES = 48;
    private static final int DRIFT_DEGREES = 56;
    private static final int BYTES = 64;

    private PoseCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("nanos", NANOS, 8, "plain"),
                new Field("xMetres", X_METRES, 8, "plain"),
                new Field("yMetres", Y_METRES, 8, "plain"),
                new Field("headingDegrees", HEADING_DEGREES, 8, "plain"),
                new Field("resetNanos", RESET_NANOS, 8, "plain"),
                new Field("travelledMetres", TRAVELLED_METRES, 8, "plain"),
                new Field("driftMetres", DRIFT_METRES, 8, "plain"),
                new Field("driftDegrees", DRIFT_DEGREES, 8, "plain"));
    }

    @Override
    public void write(Pose value, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, value.nanos);
        store.writeDouble(offset + X_METRES, value.xMetres);
        store.writeDouble(offset + Y_METRES, value.yMetres);
        store.writeDouble(offset + HEADING_DEGREES, value.headingDegrees);
        store.writeLong(offset + RESET_NANOS, value.resetNanos);
        store.writeDouble(offset + TRAVELLED_METRES, value.travelledMetres);
        store.writeDouble(offset + DRIFT_METRES, value.driftMetres);
        store.writeDouble(offset + DRIFT_DEGREES, value.driftDegrees);
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, Pose value) {
        value.nanos = store.readLong(offset + NANOS);
        value.xMetres = store.readDouble(offset + X_METRES);
        value.yMetres = store.readDouble(offset + Y_METRES);
        value.headingDegrees = store.readDouble(offset + HEADING_DEGREES);
        value.resetNanos = store.readLong(offset + RESET_NANOS);
        value.travelledMetres = store.readDouble(offset + TRAVELLED_METRES);
        value.driftMetres = store.readDouble(offset + DRIFT_METRES);
        value.driftDegrees = store.readDouble(offset + DRIFT_DEGREES);
        return Double.isFinite(value.xMetres)
                && Double.isFinite(value.yMetres)
                && Double.isFinite(value.headingDegrees)
                && Double.isFinite(value.travelledMetres)
                && Double.isFinite(value.driftMetres)
                && Double.isFinite(value.driftDegrees);
    }
}
