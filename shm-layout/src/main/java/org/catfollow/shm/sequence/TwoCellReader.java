package org.catfollow.shm.sequence;

import java.lang.invoke.VarHandle;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.slots.CellCodec;

/**
 * A reader's side of a state slot: copies the readable cell and asks afterwards whether it was left
 * alone.
 *
 * <p>May be used by any process, one thread an instance; it writes nothing. A dead writer changes
 * nothing: the last complete value stays readable. It is copied again only when the generation moved
 * meanwhile, at most {@value #ATTEMPTS} times.
 *
 * <p>The generation may not have moved at all: at {@code g + 1} the writer may already be filling the
 * cell of {@code g + 2}, which is the one being copied.
 *
 * @param <T> the value's holder
 */
public final class TwoCellReader<T> {
    /** What {@link #read} found. */
    public enum Answer {
        /** The holder has a whole value. */
        VALUE,
        /** Nothing was ever written. */
        EMPTY,
        /** The writer was quicker every time; ask again later. */
        CONTENDED,
        /** What the cell holds is out of its range: another program wrote there. */
        CORRUPT
    }

    /** How often a copy is tried. */
    public static final int ATTEMPTS = 16;

    private final CellCodec<T> codec;
    private final BytesStore<?, ?> store;
    private final long slotOffset;
    private final int cellBytes;
    private long generation;
    private long brokenSeals;

    /** Makes a reader of the state slot at {@code slotOffset} of {@code store}. */
    public TwoCellReader(CellCodec<T> codec, BytesStore<?, ?> store, long slotOffset) {
        this.codec = codec;
        this.store = store;
        this.slotOffset = slotOffset;
        this.cellBytes = TwoCellLayout.cellBytes(codec.bytes());
    }

    /** Copies the newest complete value into {@code value}, which is unspecified unless VALUE. */
    public Answer read(T value) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long before = newestGeneration();
            if (before == 0) {
                return Answer.EMPTY;
            }
            long cell = TwoCellWriter.cellOffset(slotOffset, cellBytes, before);
            long head = store.readLong(cell);
            boolean inRange = codec.read(store, cell + TwoCellLayout.SEAL_BYTES, value);
            long tail = store.readLong(cell + cellBytes - TwoCellLayout.SEAL_BYTES);
            // Pairs with the release fence in TwoCellWriter.open.
            VarHandle.acquireFence(); // orders: cell loads BEFORE generation load below
            if (store.readVolatileLong(slotOffset + TwoCellLayout.GENERATION) != before) {
                continue;
            }
            if (head != before || tail != before) {
                brokenSeals++;
                return Answer.CORRUPT;
            }
            generation = before;
            return inRange ? Answer.VALUE : Answer.CORRUPT;
        }
        return Answer.CONTENDED;
    }

    /** Returns the generation of the newest complete value, 0 when there was none. */
    public long newestGeneration() {
        // Acquire; pairs with the release in TwoCellWriter.publish.
        return store.readVolatileLong(slotOffset + TwoCellLayout.GENERATION);
    }

    /** Returns the generation of the value that {@link #read} last gave. */
    public long generation() {
        return generation;
    }

    /** Returns how often a copy passed the protocol and its seals did not match: must stay 0. */
    public long brokenSeals() {
        return brokenSeals;
    }
}
