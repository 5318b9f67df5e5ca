package org.catfollow.capture.source;

/**
 * What a source says about the picture it has just put into a slot. A reusable holder for capture's
 * own thread; pixels are BGR, 8 bits each, rows packed (stride = 3 * width).
 */
public final class SourceFrame {
    /** Width of the picture, pixels. */
    public int width;

    /** Height of the picture, pixels. */
    public int height;

    /**
     * Position of the picture in its source, counted from 0; the same picture has the same position
     * in every round of a looped source, whatever was skipped before it.
     */
    public long sourceIndex;

    /**
     * When the light fell on the sensor, CLOCK_MONOTONIC nanoseconds, where the source knows; 0 where
     * it does not, and the caller then writes down the instant at which it asked for the picture.
     */
    public long captureNanos;

    /** Why the picture was skipped: one line for people; null unless it was. */
    public String skipReason;

    /** Says that the slot holds picture {@code index}, of unknown capture time. */
    ReadResult frame(long index, int widthPixels, int heightPixels) {
        sourceIndex = index;
        width = widthPixels;
        height = heightPixels;
        captureNanos = 0;
        skipReason = null;
        return ReadResult.FRAME;
    }

    /** Says that picture {@code index} could not be had. */
    ReadResult skipped(long index, String reason) {
        clear();
        sourceIndex = index;
        skipReason = reason;
        return ReadResult.SKIPPED;
    }

    /** Says that there is no picture yet. */
    ReadResult nothingYet() {
        clear();
        return ReadResult.NOTHING_YET;
    }

    /** Says that there is no picture any more. */
    ReadResult end() {
        clear();
        return ReadResult.END;
    }

    private void clear() {
        sourceIndex = 0;
        width = 0;
        height = 0;
        captureNanos = 0;
        skipReason = null;
    }
}
