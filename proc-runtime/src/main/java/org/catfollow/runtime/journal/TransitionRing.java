package org.catfollow.runtime.journal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * From one thread to another, in order, without a lock and without garbage. Neither waits: the producer
 * finds no room, the consumer finds nothing.
 */
final class TransitionRing {
    private final Transition[] slots;
    private final int mask;

    /** Filled so far; only the producer writes it. */
    private final AtomicLong filled = new AtomicLong();

    /** Emptied so far; only the consumer writes it. */
    private final AtomicLong emptied = new AtomicLong();

    /** Makes a ring of a power of two. */
    TransitionRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("capacity " + capacity + " is no power of two");
        }
        slots = new Transition[capacity];
        for (int i = 0; i < capacity; i++) {
            slots[i] = new Transition();
        }
        mask = capacity - 1;
    }

    /** Returns the next slot to fill, for the producer, or null when there is no room. */
    Transition claim() {
        long next = filled.getPlain();
        // Acquire; pairs with the release in release(): the consumer has read the slot.
        boolean full = next - emptied.getAcquire() == slots.length;
        return full ? null : slots[(int) next & mask];
    }

    /** Hands the claimed slot over. */
    void commit() {
        // Release; pairs with the acquire in poll(): the slot was filled before.
        filled.setRelease(filled.getPlain() + 1);
    }

    /** Returns the oldest slot, for the consumer, or null when there is none. */
    Transition poll() {
        long next = emptied.getPlain();
        // Acquire; pairs with the release in commit().
        return filled.getAcquire() == next ? null : slots[(int) next & mask];
    }

    /** Gives the polled slot back. */
    void release() {
        // Release; pairs with the acquire in claim(): the slot was read before.
        emptied.setRelease(emptied.getPlain() + 1);
    }
}
