package org.catfollow.sdk.images;

import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * An image that was read by its id: height x width x 3, red first, a byte each; a view of shared memory
 * where that has it so, else a copy.
 *
 * <p>One thread. Close it when done: until then an image of the store is leased, and stays. A view of a
 * live frame ({@link #stored} of {@code ring:FRAME_ID}) may be written over; {@link #stillValid} says
 * afterwards whether it was.
 */
public final class SharedImage implements AutoCloseable {
    /**
     * The image as it is stored, in place, without a copy.
     *
     * @param bytes rows of pixels, read-only
     * @param strideBytes from row to row
     * @param channels 1 or 3
     * @param colorSpace order of three channels; null for one
     */
    public record Stored(ByteBuffer bytes, int strideBytes, int channels, ColorSpace colorSpace) {}

    private final int width;
    private final int height;
    private final int strideBytes;
    private final ByteBuffer pixels;
    private final boolean view;
    private final String reason;
    private final boolean substitute;
    private final Stored stored;
    private final BooleanSupplier valid;
    private final Runnable release;
    private boolean closed;
    private boolean storedUsed;

    private SharedImage(
            int width,
            int height,
            int strideBytes,
            ByteBuffer pixels,
            boolean view,
            String reason,
            boolean substitute,
            Stored stored,
            BooleanSupplier valid,
            Runnable release) {
        this.width = width;
        this.height = height;
        this.strideBytes = strideBytes;
        this.pixels = pixels.asReadOnlyBuffer();
        this.view = view;
        this.reason = reason;
        this.substitute = substitute;
        this.stored = stored;
        this.valid = valid;
        this.release = release;
    }

    static SharedImage empty(String reason) {
        ByteBuffer none = ByteBuffer.allocate(0);
        return new SharedImage(0, 0, 0, none, false, reason, false, null, () -> true, () -> {});
    }

    static SharedImage substitute(ImageMeta meta, String reason) {
        ByteBuffer zeroes = ByteBuffer.allocate(meta.width() * meta.height() * 3);
        return new SharedImage(
                meta.width(),
                meta.height(),
                meta.width() * 3,
                zeroes,
                false,
                reason,
                true,
                null,
                () -> true,
                () -> {});
    }

    /** An image whose stored form is what is wanted. */
    static SharedImage view(
            int width, int height, Stored stored, BooleanSupplier valid, Runnable release) {
        return new SharedImage(
                width,
                height,
                stored.strideBytes(),
                stored.bytes(),
                true,
                "",
                false,
                stored,
                valid,
                release);
    }

    /** An image that was decoded or turned. {@code stored} may be null. */
    static SharedImage copy(
            int width,
            int height,
            ByteBuffer rgb,
            Stored stored,
            BooleanSupplier valid,
            Runnable release) {
        return new SharedImage(
                width, height, width * 3, rgb, false, "", false, stored, valid, release);
    }

    /** Returns its width, pixels; 0 where it is empty. */
    public int width() {
        return width;
    }

    /** Returns its height, pixels; 0 where it is empty. */
    public int height() {
        return height;
    }

    /** Returns the bytes from row to row, at least three times the width. */
    public int strideBytes() {
        return strideBytes;
    }

    /** Returns the pixels, red first, read-only. Not to be used beyond {@link #close}. */
    public ByteBuffer pixels() {
        return pixels;
    }

    /** Returns whether {@link #pixels} are shared memory itself and no copy. */
    public boolean isView() {
        return view;
    }

    /** Returns whether it has no pixels, as its declared size was not positive. */
    public boolean isEmpty() {
        return width == 0;
    }

    /** Returns whether these are zeroes in the place of an image that is missing or broken. */
    public boolean isSubstitute() {
        return substitute;
    }

    /** Returns why it is empty or a substitute; else the empty text. */
    public String reason() {
        return reason;
    }

    /** Returns the image as it is stored; null for a JPEG file, an empty image and a substitute. */
    public Stored stored() {
        storedUsed = true;
        return stored;
    }

    /**
     * Returns whether what was used until now was all of one image. To be asked after use, before the
     * result counts. It can be false only for a live frame that was looked at in place, by {@link
     * #stored}: {@link #pixels} of one are a copy that was whole, and an image of the store stays.
     */
    public boolean stillValid() {
        return !storedUsed || valid.getAsBoolean();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
