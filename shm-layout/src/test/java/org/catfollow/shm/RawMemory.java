package org.catfollow.shm;

import java.lang.foreign.Arena;
import net.openhft.chronicle.bytes.PointerBytesStore;

/** Zeroed memory of this process that a test treats like a part of the region. */
public final class RawMemory {
    private RawMemory() {}

    /** Returns {@code bytes} zeroes, aligned like a page; never freed, so keep them few. */
    public static PointerBytesStore zeroes(long bytes) {
        PointerBytesStore store = new PointerBytesStore();
        store.set(Arena.global().allocate(bytes, 4096).address(), bytes);
        return store;
    }

    /** Returns a view of a part of {@code memory}. */
    public static PointerBytesStore part(PointerBytesStore memory, long offset, long bytes) {
        PointerBytesStore store = new PointerBytesStore();
        store.set(memory.addressForRead(offset), bytes);
        return store;
    }
}
