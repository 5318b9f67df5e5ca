package org.catfollow.capture.source;

import java.nio.ByteBuffer;

/**
 * Reads size and wholeness of an encoded picture from its bytes, before anything is decoded. Two
 * reasons: a picture far larger than the slot is refused before the decoder allocates memory for it,
 * and OpenCV's JPEG decoder gives half a picture, the rest grey, for a file that is cut off, and
 * reports success. (For PNG and BMP it reports failure; nothing is checked here.)
 *
 * <p>Formats: JPEG, ITU-T T.81 annex B; PNG, W3C Portable Network Graphics section 11.2.2; BMP,
 * Microsoft BITMAPFILEHEADER, BITMAPCOREHEADER and BITMAPINFOHEADER. A reusable holder; allocates
 * nothing for a picture without a problem.
 */
final class PictureHeader {
    private static final int SHORTEST = 26;

    /** Width, pixels; 0 when the header does not say. */
    int width;

    /** Height, pixels; 0 when the header does not say. */
    int height;

    /** What is wrong; null when nothing is. */
    String problem;

    /** Looks at {@code length} bytes from 0; returns whether nothing is wrong. */
    boolean read(ByteBuffer bytes, int length) {
        width = 0;
        height = 0;
        problem = null;
        if (length == 0) {
            problem = "is empty";
        } else if (length >= 3 && u8(bytes, 0) == 0xFF && u8(bytes, 1) == 0xD8) {
            readJpeg(bytes, length);
        } else if (length >= SHORTEST && be32(bytes, 0) == 0x89504E47) {
            width = be32(bytes, 16);
            height = be32(bytes, 20);
        } else if (length >= SHORTEST && u8(bytes, 0) == 'B' && u8(bytes, 1) == 'M') {
            readBmp(bytes);
        } else {
            problem = "is no JPEG, PNG or BMP picture";
        }
        if (problem == null && (width < 0 || height < 0)) {
            problem = "has an impossible size in its header";
        }
        return problem == null;
    }

    private void readBmp(ByteBuffer bytes) {
        if (le32(bytes, 14) == 12) {
            width = u8(bytes, 18) | u8(bytes, 19) << 8;
            height = u8(bytes, 20) | u8(bytes, 21) << 8;
        } else {
            width = le32(bytes, 18);
            // Negative for rows from top to bottom.
            height = Math.abs(le32(bytes, 22));
        }
    }

    /** Walks from marker to marker as far as it must. */
    private void readJpeg(ByteBuffer bytes, int length) {
        boolean endSeen = u8(bytes, length - 2) == 0xFF && u8(bytes, length - 1) == 0xD9;
        int at = 2;
        while (at + 4 <= length) {
            if (u8(bytes, at) != 0xFF) {
                // Bytes between two segments: decoders look for the next marker, and so do we.
                at++;
                continue;
            }
            int marker = u8(bytes, at + 1);
            if (marker == 0xD9) {
                return;
            }
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
                at += 2;
                continue;
            }
            if (isStartOfFrame(marker) && at + 9 <= length) {
                height = be16(bytes, at + 5);
                width = be16(bytes, at + 7);
                if (endSeen) {
                    return;
                }
            }
            at += 2 + Math.max(2, be16(bytes, at + 2));
            if (marker == 0xDA) {
                at = endOfScan(bytes, at, length);
            }
        }
        if (at + 2 <= length && u8(bytes, at) == 0xFF && u8(bytes, at + 1) == 0xD9) {
            return;
        }
        problem = "is cut off: no end-of-image marker after " + length + " bytes";
    }

    /** Returns where the next marker that ends a scan stands. */
    private static int endOfScan(ByteBuffer bytes, int from, int length) {
        int at = from;
        while (at + 2 <= length) {
            if (u8(bytes, at) == 0xFF) {
                int next = u8(bytes, at + 1);
                // FF 00 is a byte of the scan, FF D0..D7 are its restart markers.
                if (next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                    return at;
                }
            }
            at++;
        }
        return length;
    }

    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0
                && marker <= 0xCF
                && marker != 0xC4
                && marker != 0xC8
                && marker != 0xCC;
    }

    private static int u8(ByteBuffer bytes, int at) {
        return bytes.get(at) & 0xFF;
    }

    private static int be16(ByteBuffer bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    private static int be32(ByteBuffer bytes, int at) {
        return be16(bytes, at) << 16 | be16(bytes, at + 2);
    }

    private static int le32(ByteBuffer bytes, int at) {
        return Integer.reverseBytes(be32(bytes, at));
    }
}
