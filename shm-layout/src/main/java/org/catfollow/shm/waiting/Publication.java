package org.catfollow.shm.waiting;

import net.openhft.chronicle.bytes.BytesStore;

/**
 * A counter that one process publishes and others wait for, and the count of those who wait.
 *
 * @param store memory of the counter, readable
 * @param counterOffset where the 8-byte counter is in {@code store}
 * @param signals memory of the waiters' counts, writable
 * @param waitersOffset where this counter's count of waiters is in {@code signals}
 */
public record Publication(
        BytesStore<?, ?> store, long counterOffset, BytesStore<?, ?> signals, long waitersOffset) {

    /** Returns the address of the futex word: the counter's low half, as we are little-endian. */
    long wordAddress() {
        return store.addressForRead(counterOffset);
    }

    /** Returns the counter; acquire, pairs with whatever release published it. */
    public long counter() {
        return store.readVolatileLong(counterOffset);
    }
}
