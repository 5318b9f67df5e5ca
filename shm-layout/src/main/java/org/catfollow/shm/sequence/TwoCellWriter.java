package org.catfollow.shm.sequence;

import java.lang.invoke.VarHandle;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.slots.CellCodec;

/**
 * The writer's side of a state slot: fills the idle cell, then publishes the generation.
 *
 * <p>May write: the one stage that owns the slot, one thread; or, where senders own it, the one that
 * holds the command lock. When it dies half way, the generation
 * still names the cell with the last complete value; its successor fills the idle cell again.
 *
 * @param <T> the value's holder
 */
public final class TwoCellWriter<T> {
    private final CellCodec<T> codec;
    private final BytesStore<?, ?> store;
    private final long slotOffset;
    private final int cellBytes;

    /** Makes the writer of the state slot at {@code slotOffset} of {@code store}. */
    public TwoCellWriter(CellCodec<T> codec, BytesStore<?, ?> store, long slotOffset) {
        this.codec = codec;
        this.store = store;
        this.slotOffset = slotOffset;
        this.cellBytes = TwoCellLayout.cellBytes(codec.bytes());
    }

    /** Publishes {@code value}; returns its generation. */
    public long write(T value) {
        long generation = open();
        fill(generation, value);
        publish(generation);
        return generation;
    }

    /** Step 1: returns the generation to be written, whose cell nobody may be told of yet. */
    long open() {
        // Acquire; pairs with the release in publish, of this writer or of its dead predecessor.
        long generation = store.readVolatileLong(slotOffset + TwoCellLayout.GENERATION) + 1;
        // The idle cell was the readable one until the generation moved on. A slow reader that sees
        // any store of fill, and then loads the generation again, sees that it moved: pairs with
        // the
        // acquire fence in TwoCellReader.
        VarHandle.releaseFence(); // orders: generation load and store BEFORE idle cell stores
        return generation;
    }

    /** Step 2: fills the idle cell. */
    void fill(long generation, T value) {
        long cell = cellOffset(slotOffset, cellBytes, generation);
        store.writeLong(cell, generation);
        codec.write(value, store, cell + TwoCellLayout.SEAL_BYTES);
        store.writeLong(cell + cellBytes - TwoCellLayout.SEAL_BYTES, generation);
    }

    /** Step 3: makes the filled cell the readable one. */
    void publish(long generation) {
        // Release; pairs with the acquire in TwoCellReader.
        store.writeOrderedLong(slotOffset + TwoCellLayout.GENERATION, generation);
    }

    static long cellOffset(long slotOffset, int cellBytes, long generation) {
        return slotOffset + TwoCellLayout.FIRST_CELL + (generation & 1) * cellBytes;
    }
}
