package org.catfollow.shm.ring;

import org.catfollow.shm.layout.PixelFormat;

/** What a frame's header says about its pixels. A reusable holder for one thread. */
public final class FrameDescription {
    /** Id of the frame: grows by one with every frame, from 1. */
    public long frameId;

    /** When it was captured, CLOCK_MONOTONIC nanoseconds. */
    public long captureNanos;

    /** Its position in the source, from 0. */
    public long sourceIndex;

    /** Width, pixels. */
    public int widthPixels;

    /** Height, pixels. */
    public int heightPixels;

    /** Bytes from one row to the next. */
    public int strideBytes;

    /** How bytes make pixels. */
    public PixelFormat format = PixelFormat.BGR24;

    /** Which camera. */
    public int cameraId;

    /** Whether the pixels carry {@link FrameStamp}s. */
    public boolean stamped;

    /** Which start of capture wrote it. */
    public int captureEpoch;

    /** Returns the bytes of the payload that belong to the frame. */
    public long lengthBytes() {
        return (long) strideBytes * heightPixels;
    }

    /** Returns whether such a frame can lie in a slot of {@code capacityBytes}. */
    boolean fits(int maxWidth, int maxHeight, long capacityBytes) {
        return widthPixels > 0
                && widthPixels <= maxWidth
                && heightPixels > 0
                && heightPixels <= maxHeight
                && format != null
                && strideBytes >= widthPixels * format.bytesPerPixel()
                && lengthBytes() <= capacityBytes;
    }
}
