package org.catfollow.runtime.vision;

import java.nio.ByteBuffer;
import org.catfollow.shm.ring.FrameDescription;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * OpenCV's view of the slots' memory, one {@code Mat} a slot, made again only when the frames' size
 * changes. One thread; allocates nothing while the size stays.
 *
 * <p>A reader's Mat lies on memory mapped read-only: writing to it ends the process.
 */
public final class FrameMats implements AutoCloseable {
    private final Mat[] mats;
    private final int[] widths;
    private final int[] heights;
    private final int[] strides;
    private final int[] types;

    /** Makes views for a ring of {@code slotCount}. */
    public FrameMats(int slotCount) {
        this.mats = new Mat[slotCount];
        this.widths = new int[slotCount];
        this.heights = new int[slotCount];
        this.strides = new int[slotCount];
        this.types = new int[slotCount];
    }

    /**
     * Returns the pixels of a frame in its slot.
     *
     * @param pixels the slot's memory, as the ring's reader or writer gives it
     * @param frame the size and format
     */
    public Mat of(int slot, ByteBuffer pixels, FrameDescription frame) {
        int type =
                switch (frame.format) {
                    case BGR24 -> CvType.CV_8UC3;
                    case GRAY8 -> CvType.CV_8UC1;
                };
        return of(slot, pixels, frame.widthPixels, frame.heightPixels, frame.strideBytes, type);
    }

    /** Returns a slot's memory as pixels of this size and OpenCV type. */
    public Mat of(int slot, ByteBuffer pixels, int width, int height, int stride, int type) {
        Mat mat = mats[slot];
        boolean same =
                mat != null
                        && widths[slot] == width
                        && heights[slot] == height
                        && strides[slot] == stride
                        && types[slot] == type;
        if (same) {
            return mat;
        }
        if (mat != null) {
            mat.release();
        }
        mat = new Mat(height, width, type, pixels, stride);
        mats[slot] = mat;
        widths[slot] = width;
        heights[slot] = height;
        strides[slot] = stride;
        types[slot] = type;
        return mat;
    }

    @Override
    public void close() {
        for (Mat mat : mats) {
            if (mat != null) {
                mat.release();
            }
        }
    }
}
