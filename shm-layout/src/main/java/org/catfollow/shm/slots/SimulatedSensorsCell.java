package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * What the sensors of a simulated car see, as it lies in its cell. Written by capture, with a simulated source.
 *
 * <pre>
 * offset  bytes  field            access
 *      0      8  nanos            plain
 *      8      8  frameId          plain
 *     16      4  echoMetres       plain
 *     20      4  clearanceMetres  plain
 *     24      8  touches          plain
 *     32      4  catMetres        plain
 *     36      4  nearest          plain
 * </pre>
 */
public final class SimulatedSensorsCell implements CellCodec<SimulatedSensors> {
    /** The one instance. */
    public static final SimulatedSensorsCell CODEC = new SimulatedSensorsCell();

    private static final int NANOS = 0;
    private static final int FRAME_ID = 8;
    private static final int ECHO_METRES = 16;
    private static final int CLEARANCE_METRES = 20;
    private static final int TOUCHES = 24;
    private static final int CAT_METRES = 32;
    private static final int NEAREST = 36;
    private static final int BYTES = 40;

    private static final ObstacleKind[] KINDS = ObstacleKind.values();

    private SimulatedSensorsCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("nanos", NANOS, 8, "plain"),
                new Field("frameId", FRAME_ID, 8, "plain"),
                new Field("echoMetres", ECHO_METRES, 4, "plain"),
                new Field("clearanceMetres", CLEARANCE_METRES, 4, "plain"),
                new Field("touches", TOUCHES, 8, "plain"),
                new Field("catMetres", CAT_METRES, 4, "plain"),
                new Field("nearest", NEAREST, 4, "plain"));
    }

    @Override
    public void write(SimulatedSensors value, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, value.nanos);
        store.writeLong(offset + FRAME_ID, value.frameId);
        store.writeFloat(offset + ECHO_METRES, value.echoMetres);
        store.writeFloat(offset + CLEARANCE_METRES, value.clearanceMetres);
        store.writeLong(offset + TOUCHES, value.touches);
        store.writeFloat(offset + CAT_METRES, value.catMetres);
        store.writeInt(offset + NEAREST, value.nearest.ordinal());
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, SimulatedSensors value) {
        int nearest = store.readInt(offset + NEAREST);
        if (nearest < 0 || nearest >= KINDS.length) {
            return false;
        }
        value.nearest = KINDS[nearest];
        value.nanos = store.readLong(offset + NANOS);
        value.frameId = store.readLong(offset + FRAME_ID);
        value.echoMetres = store.readFloat(offset + ECHO_METRES);
        value.clearanceMetres = store.readFloat(offset + CLEARANCE_METRES);
        value.touches = store.readLong(offset + TOUCHES);
        value.catMetres = store.readFloat(offset + CAT_METRES);
        return Float.isFinite(value.echoMetres)
                && Float.isFinite(value.clearanceMetres)
                && Float.isFinite(value.catMetres)
                && value.touches >= 0;
    }
}
