package org.catfollow.shm.images;

import java.nio.ByteBuffer;

/**
 * An image that stays as it is until this is closed. One thread; not to be used beyond {@link #close},
 * nor beyond that of its {@link ImageStoreReader}.
 */
public final class ImageLease implements AutoCloseable {
    private final ImageStoreReader reader;
    private final int slot;
    private final StoredImage image;
    private final ByteBuffer bytes;
    private boolean closed;

    ImageLease(ImageStoreReader reader, int slot, StoredImage image, ByteBuffer bytes) {
        this.reader = reader;
        this.slot = slot;
        this.image = image;
        this.bytes = bytes;
    }

    /** Returns what it is. */
    public StoredImage image() {
        return image;
    }

    /** Returns its bytes in place, read-only: a JPEG file, or rows of pixels. */
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            reader.release(slot);
        }
    }
}
