package org.catfollow.shm.slots;

import java.nio.charset.StandardCharsets;
import net.openhft.chronicle.bytes.BytesStore;

/** Text in a cell. Not for hot paths: it allocates. */
final class Utf8 {
    private Utf8() {}

    /** Writes as many whole characters as there is room for; returns their length in bytes. */
    static int write(String text, BytesStore<?, ?> store, long offset, int capacity) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, capacity);
        // Never cut a character in two: step back over UTF-8 continuation bytes.
        while (length > 0 && length < bytes.length && (bytes[length] & 0xC0) == 0x80) {
            length--;
        }
        for (int i = 0; i < length; i++) {
            store.writeByte(offset + i, bytes[i]);
        }
        return length;
    }

    /** Reads text whose length the caller has checked; a reader may be overtaken and get nonsense. */
    static String read(BytesStore<?, ?> store, long offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = store.readByte(offset + i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
