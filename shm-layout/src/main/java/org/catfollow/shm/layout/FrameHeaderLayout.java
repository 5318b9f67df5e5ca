package org.catfollow.shm.layout;

import java.util.List;

/**
 * The header of one frame slot, on cache lines of its own. Written by capture, read by everybody.
 *
 * <pre>
 * offset  bytes  field         access
 *      0      8  sequence      release/acquire
 *      8      8  frameId       plain
 *     16      8  captureNanos  plain
 *     24      8  sourceIndex   plain
 *     32      4  widthPixels   plain
 *     36      4  heightPixels  plain
 *     40      4  strideBytes   plain
 *     44      4  pixelFormat   plain
 *     48      4  lengthBytes   plain
 *     52      4  cameraId      plain
 *     56      4  flags         plain
 *     60      4  captureEpoch  plain
 * </pre>
 *
 * <p>{@code sequence} is {@code 2 * frameId - 1} while that frame is being written and {@code 2 *
 * frameId} when it is complete; 0 when the slot was never used. The plain fields are guarded by it.
 */
public final class FrameHeaderLayout {
    /** {@code sequence}. */
    public static final int SEQUENCE = 0;

    /** {@code frameId}: grows by one with every frame, for the life of the region, from 1. */
    public static final int FRAME_ID = 8;

    /** {@code captureNanos}: earliest honest instant, CLOCK_MONOTONIC. */
    public static final int CAPTURE_NANOS = 16;

    /** {@code sourceIndex}: position in the source, from 0. */
    public static final int SOURCE_INDEX = 24;

    /** {@code widthPixels}. */
    public static final int WIDTH_PIXELS = 32;

    /** {@code heightPixels}. */
    public static final int HEIGHT_PIXELS = 36;

    /** {@code strideBytes}: from one row to the next. */
    public static final int STRIDE_BYTES = 40;

    /** {@code pixelFormat}: a {@link PixelFormat}'s code. */
    public static final int PIXEL_FORMAT = 44;

    /** {@code lengthBytes}: bytes of the payload that belong to the frame. */
    public static final int LENGTH_BYTES = 48;

    /** {@code cameraId}. */
    public static final int CAMERA_ID = 52;

    /** {@code flags}: bit 0, the pixels carry the stamps of the test pattern. */
    public static final int FLAGS = 56;

    /** {@code captureEpoch}: how often capture had been started when it wrote this. */
    public static final int CAPTURE_EPOCH = 60;

    /** Bytes from one slot's header to the next: two lines of 64, as prefetchers take pairs. */
    public static final int BYTES = 128;

    /** The table above. */
    public static final List<Field> FIELDS =
            List.of(
                    new Field("sequence", SEQUENCE, 8, "release/acquire"),
                    new Field("frameId", FRAME_ID, 8, "plain"),
                    new Field("captureNanos", CAPTURE_NANOS, 8, "plain"),
                    new Field("sourceIndex", SOURCE_INDEX, 8, "plain"),
                    new Field("widthPixels", WIDTH_PIXELS, 4, "plain"),
                    new Field("heightPixels", HEIGHT_PIXELS, 4, "plain"),
                    new Field("strideBytes", STRIDE_BYTES, 4, "plain"),
                    new Field("pixelFormat", PIXEL_FORMAT, 4, "plain"),
                    new Field("lengthBytes", LENGTH_BYTES, 4, "plain"),
                    new Field("cameraId", CAMERA_ID, 4, "plain"),
                    new Field("flags", FLAGS, 4, "plain"),
                    new Field("captureEpoch", CAPTURE_EPOCH, 4, "plain"));

    private FrameHeaderLayout() {}
}
