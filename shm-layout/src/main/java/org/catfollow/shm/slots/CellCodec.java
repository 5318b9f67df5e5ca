package org.catfollow.shm.slots;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.Field;

/**
 * How a value lies in a cell of a state slot. Stateless: any thread may call it. The accesses are
 * plain; the two-cell protocol around them orders them.
 *
 * @param <T> the value's holder
 */
public interface CellCodec<T> {
    /** Returns the length of the value in bytes, a multiple of 8. */
    int bytes();

    /** Returns the value's table. */
    List<Field> fields();

    /** Writes {@code value} at {@code offset}. */
    void write(T value, BytesStore<?, ?> store, long offset);

    /**
     * Reads the value at {@code offset} into {@code value}, checking what it finds: shared memory is
     * input.
     *
     * @return false when some field is out of its range; {@code value} is then unspecified
     */
    boolean read(BytesStore<?, ?> store, long offset, T value);
}
