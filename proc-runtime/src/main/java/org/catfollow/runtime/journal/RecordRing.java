package org.catfollow.runtime.journal;

import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.bytes.BytesStore;

/**
 * Records on their way from the stage's thread to the journal's, in order, without a lock and without
 * garbage. Neither waits: the producer finds no room, the consumer finds nothing.
 *
 * <p>Slots are all of the same size, in memory outside of the heap that is taken once.
 */
final class RecordRing {
    private final BytesStore<?, ?> store;
    private final int[] lengths;
    private final int slotBytes;
    private final int mask;

    /** Filled so far; only the producer writes it. */
    private final AtomicLong filled = new AtomicLong();

    /** Emptied so far; only the consumer writes it. */
    private final AtomicLong emptied = new AtomicLong();

    /** Makes a ring of a power of two. */
    RecordRing(int capacity, int slotBytes) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is no power of two");
        }
        this.store = BytesStore.nativeStoreWithFixedCapacity((long) capacity * slotBytes);
        this.lengths = new int[capacity];
        this.slotBytes = slotBytes;
        this.mask = capacity - 1;
    }

    /** Returns the memory of all slots. */
    BytesStore<?, ?> store() {
        return store;
    }

    /** Returns where the next slot to fill begins, for the producer, or -1 when there is no room. */
    long claim() {
        long next = filled.getPlain();
        // Acquire; pairs with the release in release(): the consumer has read the slot.
        boolean full = next - emptied.getAcquire() == lengths.length;
        return full ? -1 : (next & mask) * slotBytes;
    }

    /** Hands the claimed slot over. */
    void commit(int length) {
        long next = filled.getPlain();
        lengths[(int) next & mask] = length;
        // Release; pairs with the acquire in poll(): the slot was filled before.
        filled.setRelease(next + 1);
    }

    /** Returns where the oldest filled slot begins, for the consumer, or -1 when there is none. */
    long poll() {
        long next = emptied.getPlain();
        // Acquire; pairs with the release in commit().
        return filled.getAcquire() == next ? -1 : (next & mask) * slotBytes;
    }

    /** Returns whether more than a quarter is filled; for the consumer. */
    boolean isFillingUp() {
        // Plain would do: nothing is read by way of it.
        return filled.getAcquire() - emptied.getPlain() > lengths.length / 4;
    }

    /** Returns the length of the polled slot's record. */
    int length() {
        return lengths[(int) emptied.getPlain() & mask];
    }

    /** Gives the polled slot back. */
    void release() {
        // Release; pairs with the acquire in claim(): the slot was read before.
        emptied.setRelease(emptied.getPlain() + 1);
    }
}
