package org.catfollow.shm.layout;

/** How a frame's bytes make pixels. */
public enum PixelFormat {
    /** Blue, green, red, one byte each: OpenCV's order, and what libcamera calls RGB888. */
    BGR24(1, 3),
    /** One byte of grey. */
    GRAY8(2, 1);

    private final int code;
    private final int bytesPerPixel;

    PixelFormat(int code, int bytesPerPixel) {
        this.code = code;
        this.bytesPerPixel = bytesPerPixel;
    }

    /** Returns the number that the frame header holds; 0 is never used. */
    public int code() {
        return code;
    }

    /** Returns the bytes of one pixel. */
    public int bytesPerPixel() {
        return bytesPerPixel;
    }

    /** Returns the format with this code, or null: the header is input. */
    public static PixelFormat ofCode(int code) {
        return code == 1 ? BGR24 : code == 2 ? GRAY8 : null;
    }
}
