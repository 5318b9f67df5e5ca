package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * A request for another model, as it lies in its cell. Written by a sender that holds the command
 * lock, read by the detector; the slot's generation is the request's number. Seldom, so it may
 * allocate. Texts are UTF-8.
 *
 * <pre>
 * offset  bytes  field         access
 *      0      8  expiresNanos  plain
 *      8      8  senderPid     plain
 *     16      4  modelLength   plain
 *     20      4  labelsLength  plain
 *     24      4  kindLength    plain
 *     32   1024  model         plain
 *   1056   1024  labels        plain
 *   2080     32  kind          plain
 * </pre>
 */
public final class ModelRequestCell implements CellCodec<ModelRequest> {
    /** The one instance. */
    public static final ModelRequestCell CODEC = new ModelRequestCell();

    private static final int EXPIRES_NANOS = 0;
    private static final int SENDER_PID = 8;
    private static final int MODEL_LENGTH = 16;
    private static final int LABELS_LENGTH = 20;
    private static final int KIND_LENGTH = 24;
    private static final int MODEL = 32;
    private static final int LABELS = MODEL + ModelRequest.PATH_BYTES;
    private static final int KIND = LABELS + ModelRequest.PATH_BYTES;

    private ModelRequestCell() {}

    @Override
    public int bytes() {
        return KIND + ModelRequest.KIND_BYTES;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("expiresNanos", EXPIRES_NANOS, 8, "plain"),
                new Field("senderPid", SENDER_PID, 8, "plain"),
                new Field("modelLength", MODEL_LENGTH, 4, "plain"),
                new Field("labelsLength", LABELS_LENGTH, 4, "plain"),
                new Field("kindLength", KIND_LENGTH, 4, "plain"),
                new Field("model", MODEL, ModelRequest.PATH_BYTES, "plain"),
                new Field("labels", LABELS, ModelRequest.PATH_BYTES, "plain"),
                new Field("kind", KIND, ModelRequest.KIND_BYTES, "plain"));
    }

    @Override
    public void write(ModelRequest request, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + EXPIRES_NANOS, request.expiresNanos);
        store.writeLong(offset + SENDER_PID, request.senderPid);
        int model = Utf8.write(request.model, store, offset + MODEL, ModelRequest.PATH_BYTES);
        store.writeInt(offset + MODEL_LENGTH, model);
        int labels = Utf8.write(request.labels, store, offset + LABELS, ModelRequest.PATH_BYTES);
        store.writeInt(offset + LABELS_LENGTH, labels);
        int kind = Utf8.write(request.kind, store, offset + KIND, ModelRequest.KIND_BYTES);
        store.writeInt(offset + KIND_LENGTH, kind);
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, ModelRequest request) {
        int model = store.readInt(offset + MODEL_LENGTH);
        int labels = store.readInt(offset + LABELS_LENGTH);
        int kind = store.readInt(offset + KIND_LENGTH);
        boolean sound =
                model > 0
                        && model <= ModelRequest.PATH_BYTES
                        && labels >= 0
                        && labels <= ModelRequest.PATH_BYTES
                        && kind >= 0
                        && kind <= ModelRequest.KIND_BYTES;
        if (!sound) {
            return false;
        }
        request.expiresNanos = store.readLong(offset + EXPIRES_NANOS);
        request.senderPid = store.readLong(offset + SENDER_PID);
        request.model = Utf8.read(store, offset + MODEL, model);
        request.labels = Utf8.read(store, offset + LABELS, labels);
        request.kind = Utf8.read(store, offset + KIND, kind);
        return true;
    }
}
