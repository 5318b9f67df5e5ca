package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * One simulated frame's truth, as it lies in its cell. Written by capture.
 *
 * <pre>
 * offset  bytes  field         access
 *      0      8  frameId       plain
 *      8      8  captureNanos  plain
 *     16      4  frameWidth    plain
 *     20      4  frameHeight   plain
 *     24      8  count         plain
 *     32    320  things        plain
 * </pre>
 *
 * <p>{@code things} has eight entries of 40 bytes: kind and id (ints), then x, y, width, height, visible
 * fraction, distance, world x, world y (floats). Only the first {@code count} mean anything.
 */
public final class GroundTruthCell implements CellCodec<GroundTruth> {
    /** The one instance. */
    public static final GroundTruthCell CODEC = new GroundTruthCell();

    private static final int FRAME_ID = 0;
    private static final int CAPTURE_NANOS = 8;
    private static final int FRAME_WIDTH = 16;
    private static final int FRAME_HEIGHT = 20;
    private static final int COUNT = 24;
    private static final int THINGS = 32;

    private static final int THING_BYTES = 40;
    private static final int KIND = 0;
    private static final int ID = 4;
    private static final int X = 8;
    private static final int Y = 12;
    private static final int WIDTH = 16;
    private static final int HEIGHT = 20;
    private static final int VISIBLE = 24;
    private static final int DISTANCE = 28;
    private static final int WORLD_X = 32;
    private static final int WORLD_Y = 36;

    private static final int BYTES = THINGS + GroundTruth.CAPACITY * THING_BYTES;

    private static final TruthKind[] KINDS = TruthKind.values();

    private GroundTruthCell() {}

    @Override
    public int bytes() {
        return BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("frameId", FRAME_ID, 8, "plain"),
                new Field("captureNanos", CAPTURE_NANOS, 8, "plain"),
                new Field("frameWidth", FRAME_WIDTH, 4, "plain"),
                new Field("frameHeight", FRAME_HEIGHT, 4, "plain"),
                new Field("count", COUNT, 8, "plain"),
                new Field("things", THINGS, GroundTruth.CAPACITY * THING_BYTES, "plain"));
    }

    @Override
    public void write(GroundTruth truth, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + FRAME_ID, truth.frameId);
        store.writeLong(offset + CAPTURE_NANOS, truth.captureNanos);
        store.writeInt(offset + FRAME_WIDTH, truth.frameWidth);
        store.writeInt(offset + FRAME_HEIGHT, truth.frameHeight);
        store.writeLong(offset + COUNT, truth.count());
        for (int i = 0; i < truth.count(); i++) {
            GroundTruth.Thing thing = truth.thing(i);
            long at = offset + THINGS + (long) i * THING_BYTES;
            store.writeInt(at + KIND, thing.kind.ordinal());
            store.writeInt(at + ID, thing.id);
            store.writeFloat(at + X, thing.x);
            store.writeFloat(at + Y, thing.y);
            store.writeFloat(at + WIDTH, thing.width);
            store.writeFloat(at + HEIGHT, thing.height);
            store.writeFloat(at + VISIBLE, thing.visibleFraction);
            store.writeFloat(at + DISTANCE, thing.distanceMetres);
            store.writeFloat(at + WORLD_X, thing.worldXMetres);
            store.writeFloat(at + WORLD_Y, thing.worldYMetres);
        }
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, GroundTruth truth) {
        truth.clear();
        truth.frameId = store.readLong(offset + FRAME_ID);
        truth.captureNanos = store.readLong(offset + CAPTURE_NANOS);
        truth.frameWidth = store.readInt(offset + FRAME_WIDTH);
        truth.frameHeight = store.readInt(offset + FRAME_HEIGHT);
        long count = store.readLong(offset + COUNT);
        boolean sized = truth.frameWidth >= 0 && truth.frameHeight >= 0;
        if (count < 0 || count > GroundTruth.CAPACITY || truth.frameId < 0 || !sized) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            if (!read(store, offset + THINGS + (long) i * THING_BYTES, truth.add())) {
                return false;
            }
        }
        return true;
    }

    private static boolean read(BytesStore<?, ?> store, long at, GroundTruth.Thing thing) {
        int kind = store.readInt(at + KIND);
        if (kind < 0 || kind >= KINDS.length) {
            return false;
        }
        thing.kind = KINDS[kind];
        thing.id = store.readInt(at + ID);
        thing.x = store.readFloat(at + X);
        thing.y = store.readFloat(at + Y);
        thing.width = store.readFloat(at + WIDTH);
        thing.height = store.readFloat(at + HEIGHT);
        thing.visibleFraction = store.readFloat(at + VISIBLE);
        thing.distanceMetres = store.readFloat(at + DISTANCE);
        thing.worldXMetres = store.readFloat(at + WORLD_X);
        thing.worldYMetres = store.readFloat(at + WORLD_Y);
        return Boxes.isFinite(thing.x, thing.y, thing.width, thing.height)
                && thing.visibleFraction >= 0
                && thing.visibleFraction <= 1
                && Float.isFinite(thing.distanceMetres)
                && Float.isFinite(thing.worldXMetres)
                && Float.isFinite(thing.worldYMetres);
    }
}
