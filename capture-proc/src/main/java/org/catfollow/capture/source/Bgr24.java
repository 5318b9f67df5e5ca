package org.catfollow.capture.source;

import java.nio.ByteBuffer;

/** What the slot wants, rows packed: copied as it is. */
final class Bgr24 implements RawFormat {
    private final int width;
    private final int height;
    private ByteBuffer pictures;

    Bgr24(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int bytes() {
        return 3 * width * height;
    }

    @Override
    public void use(ByteBuffer memory) {
        pictures = memory;
    }

    @Override
    public void put(TargetSlot slot) {
        slot.pixels().put(0, pictures, 0, bytes());
    }

    @Override
    public void close() {
        // Holds Java's memory only.
    }
}
