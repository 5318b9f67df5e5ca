package org.catfollow.runtime.journal;

import java.util.Set;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.slots.CellCodec;

/**
 * Compares two values bit for bit, as they lie in the region. One thread.
 *
 * @param <T> the values' holder
 */
public final class CellComparison<T> {
    private final CellCodec<T> codec;
    private final Set<String> leftOut;
    private final BytesStore<?, ?> one;
    private final BytesStore<?, ?> other;

    /**
     * Makes one.
     *
     * @param leftOut fields that may differ
     */
    public CellComparison(CellCodec<T> codec, Set<String> leftOut) {
        this.codec = codec;
        this.leftOut = Set.copyOf(leftOut);
        this.one = BytesStore.wrap(new byte[codec.bytes()]);
        this.other = BytesStore.wrap(new byte[codec.bytes()]);
    }

    /** Returns the first field in which they differ, null when there is none. */
    public String difference(T value, T otherValue) {
        one.zeroOut(0, codec.bytes());
        other.zeroOut(0, codec.bytes());
        codec.write(value, one, 0);
        codec.write(otherValue, other, 0);
        for (Field field : codec.fields()) {
            if (!leftOut.contains(field.name()) && differs(field)) {
                return field.name();
            }
        }
        return null;
    }

    private boolean differs(Field field) {
        for (int at = field.offset(); at < field.offset() + field.bytes(); at++) {
            if (one.readByte(at) != other.readByte(at)) {
                return true;
            }
        }
        return false;
    }

    /** Makes {@code to} the same as {@code from}. */
    public T copy(T from, T to) {
        one.zeroOut(0, codec.bytes());
        codec.write(from, one, 0);
        if (!codec.read(one, 0, to)) {
            throw new IllegalArgumentException("a value is out of its range");
        }
        return to;
    }
}
