package org.catfollow.sdk.images;

import java.nio.ByteBuffer;

/** Grey expanded, blue first turned: rows with gaps to rows of red, green, blue without. */
final class PixelCopies {
    private PixelCopies() {}

    static ByteBuffer toRgb(SharedImage.Stored stored, int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        byte[] row = new byte[width * stored.channels()];
        int at = 0;
        for (int y = 0; y < height; y++) {
            stored.bytes().get(y * stored.strideBytes(), row);
            if (stored.channels() == 1) {
                at = expand(row, rgb, at);
            } else if (stored.colorSpace() == ColorSpace.BGR) {
                at = turn(row, rgb, at);
            } else {
                System.arraycopy(row, 0, rgb, at, row.length);
                at += row.length;
            }
        }
        return ByteBuffer.wrap(rgb);
    }

    private static int expand(byte[] row, byte[] rgb, int from) {
        int at = from;
        for (byte grey : row) {
            rgb[at] = grey;
            rgb[at + 1] = grey;
            rgb[at + 2] = grey;
            at += 3;
        }
        return at;
    }

    private static int turn(byte[] row, byte[] rgb, int from) {
        for (int i = 0; i < row.length; i += 3) {
            rgb[from + i] = row[i + 2];
            rgb[from + i + 1] = row[i + 1];
            rgb[from + i + 2] = row[i];
        }
        return from + row.length;
    }
}
