package org.catfollow.cli.algo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How large a picture says that it is, in the first bytes of its file: known before anything is decoded, so
 * that a small file which unpacks to gigabytes is refused unread.
 *
 * @param width in pixels, over 0
 * @param height in pixels, over 0
 */
record PictureSize(int width, int height) {
    private static final long PNG = 0x89504E470D0A1A0AL;
    private static final int PNG_HEADER = 0x49484452;
    private static final int PNG_NEEDED = 24;
    private static final int BMP_NEEDED = 26;
    private static final int BMP_OLD_HEADER = 12;

    /** Returns the size; null where the bytes are no JPEG, PNG or BMP file with one. */
    static PictureSize of(byte[] bytes) {
        JpegSize jpeg = JpegSize.of(bytes);
        if (jpeg != null) {
            return new PictureSize(jpeg.width(), jpeg.height());
        }
        PictureSize size = png(bytes);
        return size != null ? size : bmp(bytes);
    }

    /** Returns its bytes as an array of three channels. */
    long arrayBytes() {
        return 3L * width * height;
    }

    private static PictureSize png(byte[] bytes) {
        if (bytes.length < PNG_NEEDED) {
            return null;
        }
        ByteBuffer file = ByteBuffer.wrap(bytes);
        return file.getLong(0) == PNG && file.getInt(12) == PNG_HEADER
                ? positive(file.getInt(16), file.getInt(20))
                : null;
    }

    private static PictureSize bmp(byte[] bytes) {
        if (bytes.length < BMP_NEEDED || bytes[0] != 'B' || bytes[1] != 'M') {
            return null;
        }
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (file.getInt(14) == BMP_OLD_HEADER) {
            return positive(file.getShort(18) & 0xFFFF, file.getShort(20) & 0xFFFF);
        }
        // A height below 0: the rows begin at the top.
        return positive(file.getInt(18), Math.abs(file.getInt(22)));
    }

    private static PictureSize positive(int width, int height) {
        return width > 0 && height > 0 ? new PictureSize(width, height) : null;
    }
}
