package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * One line of text for people, as it lies in its cell. Written by the stage whose row it is in; not
 * on a hot path, so it may allocate.
 *
 * <pre>
 * offset  bytes  field   access
 *      0      8  nanos   plain
 *      8      4  length  plain
 *     12    148  utf8    plain
 * </pre>
 */
public final class TextCell implements CellCodec<TextLine> {
    /** The one instance. */
    public static final TextCell CODEC = new TextCell();

    private static final int NANOS = 0;
    private static final int LENGTH = 8;
    private static final int UTF8 = 12;
    private static final int CAPACITY = 148;

    private TextCell() {}

    @Override
    public int bytes() {
        return UTF8 + CAPACITY;
    }

    @Override
    public List<Field> fields() {
        return List.of(
                new Field("nanos", NANOS, 8, "plain"),
                new Field("length", LENGTH, 4, "plain"),
                new Field("utf8", UTF8, CAPACITY, "plain"));
    }

    @Override
    public void write(TextLine line, BytesStore<?, ?> store, long offset) {
        store.writeLong(offset + NANOS, line.nanos);
        store.writeInt(offset + LENGTH, Utf8.write(line.text, store, offset + UTF8, CAPACITY));
    }

    @Override
    public boolean read(BytesStore<?, ?> store, long offset, TextLine line) {
        int length = store.readInt(offset + LENGTH);
        if (length < 0 || length > CAPACITY) {
            return false;
        }
        line.nanos = store.readLong(offset + NANOS);
        line.text = Utf8.read(store, offset + UTF8, length);
        return true;
    }
}
