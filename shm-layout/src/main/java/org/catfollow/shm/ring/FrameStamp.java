package org.catfollow.shm.ring;

import net.openhft.chronicle.bytes.BytesStore;

/**
 * The frame id written into the pixels themselves, in five places, so that any reader in any process
 * can prove that what it used was one frame: first, middle and last row, left end, and first and last
 * row, right end. Synthetic sources only.
 *
 * <p>A stamp is eight 8-byte words, each a different function of frame id, place and position, so that
 * neither two frames nor two places agree by chance.
 */
final class FrameStamp {
    /** Bytes of one stamp: a row must be at least two of them long. */
    public static final int BYTES = 64;

    private static final int WORDS = BYTES / 8;
    private static final int PLACES = 5;

    private FrameStamp() {}

    /** Returns whether frames of this size have room for the stamps. */
    public static boolean fits(FrameDescription frame) {
        return frame.heightPixels >= 3
                && frame.widthPixels * frame.format.bytesPerPixel() >= 2 * BYTES;
    }

    /** Writes the stamps of {@code frame.frameId} over the pixels at {@code payloadOffset}. */
    static void write(BytesStore<?, ?> memory, long payloadOffset, FrameDescription frame) {
        if (!fits(frame)) {
            throw new IllegalArgumentException(
                    "a frame of "
                            + frame.widthPixels
                            + "x"
                            + frame.heightPixels
                            + " is too small for stamps");
        }
        for (int place = 0; place < PLACES; place++) {
            long at = payloadOffset + placeOffset(place, frame);
            for (int word = 0; word < WORDS; word++) {
                memory.writeLong(at + 8L * word, stamp(frame.frameId, place, word));
            }
        }
    }

    /** Returns whether every stamp is the one of {@code frame.frameId}. */
    static boolean matches(BytesStore<?, ?> memory, long payloadOffset, FrameDescription frame) {
        if (!fits(frame)) {
            return false;
        }
        for (int place = 0; place < PLACES; place++) {
            long at = payloadOffset + placeOffset(place, frame);
            for (int word = 0; word < WORDS; word++) {
                if (memory.readLong(at + 8L * word) != stamp(frame.frameId, place, word)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long placeOffset(int place, FrameDescription frame) {
        long rightEnd = (long) frame.widthPixels * frame.format.bytesPerPixel() - BYTES;
        long lastRow = (frame.heightPixels - 1L) * frame.strideBytes;
        return switch (place) {
            case 0 -> 0;
            case 1 -> rightEnd;
            case 2 -> frame.heightPixels / 2L * frame.strideBytes;
            case 3 -> lastRow;
            default -> lastRow + rightEnd;
        };
    }

    /** SplitMix64's finaliser (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators). */
    private static long stamp(long frameId, int place, int word) {
        long z = frameId * 64 + place * 8L + word;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
