package org.catfollow.capture.source;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the first bytes of an AVI file say, as far as a person needs it to know why it cannot be
 * read: OpenCV itself says only that it cannot. Layout: Microsoft, AVI RIFF File Reference. Pure.
 *
 * @param declaredBytes length of the file by its own RIFF header
 * @param codec four letters of the first video stream, or empty when there is none
 * @param width pixels
 * @param height pixels
 */
record AviHeader(long declaredBytes, String codec, int width, int height) {
    /** Bytes from the start of the file that are enough for {@link #parse}. */
    static final int NEEDED_BYTES = 16 * 1024;

    private static final int LIST_HEADER = 12;
    private static final int CHUNK_HEADER = 8;

    /** Returns what the bytes say, or null when they are not the start of an AVI file. */
    static AviHeader parse(ByteBuffer start) {
        ByteBuffer bytes = start.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int limit = bytes.limit();
        if (limit < LIST_HEADER || !is(bytes, 0, "RIFF") || !is(bytes, 8, "AVI ")) {
            return null;
        }
        long declared = CHUNK_HEADER + Integer.toUnsignedLong(bytes.getInt(4));
        int width = 0;
        int height = 0;
        String codec = "";
        int at = LIST_HEADER;
        while (at + LIST_HEADER <= limit && !is(bytes, at + 8, "movi")) {
            if (is(bytes, at, "LIST") && (is(bytes, at + 8, "hdrl") || is(bytes, at + 8, "strl"))) {
                // Their chunks are looked at one by one.
                at += LIST_HEADER;
                continue;
            }
            int body = at + CHUNK_HEADER;
            if (is(bytes, at, "avih") && body + 40 <= limit) {
                width = bytes.getInt(body + 32);
                height = bytes.getInt(body + 36);
            } else if (is(bytes, at, "strh") && is(bytes, body, "vids") && codec.isEmpty()) {
                codec = text(bytes, body + 4);
            }
            long next = body + Integer.toUnsignedLong(bytes.getInt(at + 4));
            // Chunks begin at even offsets.
            next += next & 1;
            if (next > limit) {
                break;
            }
            at = (int) next;
        }
        return new AviHeader(declared, codec, width, height);
    }

    private static boolean is(ByteBuffer bytes, int at, String fourLetters) {
        return at + 4 <= bytes.limit() && text(bytes, at).equals(fourLetters);
    }

    private static String text(ByteBuffer bytes, int at) {
        if (at + 4 > bytes.limit()) {
            return "";
        }
        byte[] letters = new byte[4];
        bytes.get(at, letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }
}
