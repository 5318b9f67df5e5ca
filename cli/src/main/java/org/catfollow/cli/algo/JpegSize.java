package org.catfollow.cli.algo;

/**
 * The size in a JPEG file's frame header (ITU-T T.81, B.2.2), as stored: not turned as EXIF may say.
 *
 * @param width pixels
 * @param height pixels
 */
record JpegSize(int width, int height) {
    private static final int MARKER = 0xFF;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int RESERVED = 0xC8;
    private static final int ARITHMETIC = 0xCC;
    private static final int START_OF_SCAN = 0xDA;
    private static final int FIRST_RESTART = 0xD0;
    private static final int LAST_RESTART = 0xD7;
    private static final int END_OF_IMAGE = 0xD9;

    /** Marker, length, precision, height, width. */
    private static final int NEEDED = 9;

    /** Returns the size; null where the bytes are no JPEG file with one. */
    static JpegSize of(byte[] bytes) {
        if (bytes.length < 2 || at(bytes, 0) != MARKER || at(bytes, 1) != START_OF_IMAGE) {
            return null;
        }
        int place = 2;
        while (place + NEEDED <= bytes.length && at(bytes, place) == MARKER) {
            int code = at(bytes, place + 1);
            if (code == MARKER) {
                // Filled up.
                place++;
                continue;
            }
            if (isFrame(code)) {
                JpegSize size = new JpegSize(word(bytes, place + 7), word(bytes, place + 5));
                return size.width > 0 && size.height > 0 ? size : null;
            }
            if (code == START_OF_SCAN) {
                return null;
            }
            place += 2 + word(bytes, place + 2);
        }
        return null;
    }

    /**
     * Returns whether bytes that begin as a JPEG file lack its end: decoders give a grey rest for those. From
     * segment to segment, as a thumbnail among them has an end of its own.
     */
    static boolean isCutOff(byte[] bytes) {
        if (bytes.length < 2 || at(bytes, 0) != MARKER || at(bytes, 1) != START_OF_IMAGE) {
            return false;
        }
        int place = 2;
        while (place + 1 < bytes.length) {
            int code = at(bytes, place + 1);
            if (at(bytes, place) != MARKER || !isSegment(code)) {
                // A scan's data.
                place++;
            } else if (code == END_OF_IMAGE) {
                return false;
            } else if (place + 3 >= bytes.length) {
                return true;
            } else {
                place += 2 + Math.max(2, word(bytes, place + 2));
            }
        }
        return true;
    }

    /** Neither a stuffed byte nor a restart nor filling. */
    private static boolean isSegment(int code) {
        return code != 0 && code != MARKER && (code < FIRST_RESTART || code > LAST_RESTART);
    }

    private static boolean isFrame(int code) {
        return code >= FIRST_FRAME
                && code <= LAST_FRAME
                && code != HUFFMAN_TABLES
                && code != RESERVED
                && code != ARITHMETIC;
    }

    private static int at(byte[] bytes, int place) {
        return bytes[place] & 0xFF;
    }

    private static int word(byte[] bytes, int place) {
        return at(bytes, place) << 8 | at(bytes, place + 1);
    }
}
