package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * One inference's boxes, as they lie in their cell. Written by the detector.
 *
 * <pre>
 * offset  bytes  field           access
 *      0      8  frameId         plain
 *      8      8  sourceIndex     plain
 *     16      8  captureNanos    plain
 *     24      8  publishNanos    plain
 *     32      8  inferenceNanos  plain
 *     40      8  count           plain
 *     48    768  boxes           plain
 * </pre>
 *
 * <p>{@code boxes} has sixteen entries of 48 bytes: x, y, width, height, score (floats), class index
 * (int), label (24 bytes of UTF-8, zero-padded). Only the first {@code count} mean anything.
 */
public final class DetectionsCell implements CellCodec<Detections> {
    /** The one instance. */
    public static final DetectionsCell CODEC = new DetectionsCell();

    private static final int FRAME_ID = 0;
    private static final int SOURCE_INDEX = 8;
    private static final int CAPTURE_NANOS = 16;
    private static final int PUBLISH_NANOS = 24;
    private static final int INFERENCE_NANOS = 32;
    private static final int COUNT = 40;
    private static final int BOXES = 48;

    private static final int BOX_BYTES = 48;
    private static final int BOX_X = 0;
    private static final int BOX_Y = 4;
    private static final int BOX_WIDTH = 8;
    private static final int BOX_HEIGHT = 12;
    private static final int BOX_SCORE = 16;
    private static final int BOX_CLASS = 20;
    private static final int BOX_LABEL = 24;

    private static final int BYTES = BOXES + Detections.CAPACITY * BOX_BYTES;

    private DetectionsCell() {}

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
                new Field("inferenceNanos", INFERENCE_NANOS, 8, "plain"),
                new Field("count", COUNT, 8, "plain"),
                new Field("boxes", BOXES, Detections.CAPACITY * BOX_BYTES, "plain"));
    }

    @Override
    public void write(Detections detections, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + FRAME_ID, detections.frameId);
        store.writeLong(offset + SOURCE_INDEX, detections.sourceIndex);
        store.writeLong(offset + CAPTURE_NANOS, detections.captureNanos);
        store.writeLong(offset + PUBLISH_NANOS, detections.publishNanos);
        store.writeLong(offset + INFERENCE_NANOS, detections.inferenceNanos);
        int count = detections.count();
        store.writeLong(offset + COUNT, count);
        for (int i = 0; i < count; i++) {
            long box = offset + BOXES + (long) i * BOX_BYTES;
            store.writeFloat(box + BOX_X, detections.x(i));
            store.writeFloat(box + BOX_Y, detections.y(i));
            store.writeFloat(box + BOX_WIDTH, detections.width(i));
            store.writeFloat(box + BOX_HEIGHT, detections.height(i));
            store.writeFloat(box + BOX_SCORE, detections.score(i));
            store.writeInt(box + BOX_CLASS, detections.classIndex(i));
            byte[] label = detections.labelAt(i);
            for (int at = 0; at < Detections.LABEL_BYTES; at++) {
                store.writeByte(box + BOX_LABEL + at, label[at]);
            }
        }
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, Detections detections) {
        detections.clear();
        detections.frameId = store.readLong(offset + FRAME_ID);
        detections.sourceIndex = store.readLong(offset + SOURCE_INDEX);
        detections.captureNanos = store.readLong(offset + CAPTURE_NANOS);
        detections.publishNanos = store.readLong(offset + PUBLISH_NANOS);
        detections.inferenceNanos = store.readLong(offset + INFERENCE_NANOS);
        long count = store.readLong(offset + COUNT);
        if (count < 0 || count > Detections.CAPACITY || detections.frameId < 0) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            long box = offset + BOXES + (long) i * BOX_BYTES;
            float x = store.readFloat(box + BOX_X);
            float y = store.readFloat(box + BOX_Y);
            float width = store.readFloat(box + BOX_WIDTH);
            float height = store.readFloat(box + BOX_HEIGHT);
            float score = store.readFloat(box + BOX_SCORE);
            if (!Boxes.isFinite(x, y, width, height) || !Float.isFinite(score)) {
                return false;
            }
            byte[] label = detections.labelAt(i);
            for (int at = 0; at < Detections.LABEL_BYTES; at++) {
                label[at] = store.readByte(box + BOX_LABEL + at);
            }
            detections.add(label, store.readInt(box + BOX_CLASS), score, x, y, width, height);
        }
        return true;
    }
}
