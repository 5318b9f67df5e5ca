package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * The pose, as it lies in its cell. Written by control.
 *
 * <pre>
 * offset  bytes  field           access
 *      0      8  nanos           plain
 *      8      8  xMetres         plain
 *     16      8  yMetres         plain
 *     24      8  headingDegrees  plain
 * </pre>
 */
public final class PoseCell implements CellCodec<Pose> {
    /** The one instance. */
    public static final PoseCell CODEC = new PoseCell();

    private static final int NANOS = 0;
    private static final int X_METRES = 8;
    private static final int Y_METRES = 16;
    private static final int HEADING_DEGREES = 24;
    private static final int BYTES = 32;

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
                new Field("headingDegrees", HEADING_DEGREES, 8, "plain"));
    }

    @Override
    public void write(Pose pose, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, pose.nanos);
        store.writeDouble(offset + X_METRES, pose.xMetres);
        store.writeDouble(offset + Y_METRES, pose.yMetres);
        store.writeDouble(offset + HEADING_DEGREES, pose.headingDegrees);
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, Pose pose) {
        pose.nanos = store.readLong(offset + NANOS);
        pose.xMetres = store.readDouble(offset + X_METRES);
        pose.yMetres = store.readDouble(offset + Y_METRES);
        pose.headingDegrees = store.readDouble(offset + HEADING_DEGREES);
        return Double.isFinite(pose.xMetres)
                && Double.isFinite(pose.yMetres)
                && Double.isFinite(pose.headingDegrees);
    }
}
