package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * What became of a request for another model, as it lies in its cell. Written by the detector. Seldom,
 * so it may allocate.
 *
 * <pre>
 * offset  bytes  field    access
 *      0      8  request  plain
 *      8      8  nanos    plain
 *     16      4  state    plain
 *     20      4  length   plain
 *     24    704  utf8     plain
 * </pre>
 *
 * <p>{@code state} is the ordinal of {@code slots.ModelState}.
 */
public final class ModelAnswerCell implements CellCodec<ModelAnswer> {
    /** The one instance. */
    public static final ModelAnswerCell CODEC = new ModelAnswerCell();

    private static final ModelState[] STATES = ModelState.values();
    private static final int REQUEST = 0;
    private static final int NANOS = 8;
    private static final int STATE = 16;
    private static final int LENGTH = 20;
    private static final int UTF8 = 24;
    private static final int CAPACITY = 704;

    private ModelAnswerCell() {}

    @Override
    public int bytes() {
        return UTF8 + CAPACITY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("request", REQUEST, 8, "plain"),
                new Field("nanos", NANOS, 8, "plain"),
                new Field("state", STATE, 4, "plain"),
                new Field("length", LENGTH, 4, "plain"),
                new Field("utf8", UTF8, CAPACITY, "plain"));
    }

    @Override
    public void write(ModelAnswer answer, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + REQUEST, answer.request);
        store.writeLong(offset + NANOS, answer.nanos);
        store.writeInt(offset + STATE, answer.state.ordinal());
        store.writeInt(offset + LENGTH, Utf8.write(answer.text, store, offset + UTF8, CAPACITY));
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, ModelAnswer answer) {
        int state = store.readInt(offset + STATE);
        int length = store.readInt(offset + LENGTH);
        if (state < 0 || state >= STATES.length || length < 0 || length > CAPACITY) {
            return false;
        }
        answer.request = store.readLong(offset + REQUEST);
        answer.nanos = store.readLong(offset + NANOS);
        answer.state = STATES[state];
        answer.text = Utf8.read(store, offset + UTF8, length);
        return true;
    }
}
