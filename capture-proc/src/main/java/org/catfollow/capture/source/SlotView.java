package org.catfollow.capture.source;

import java.nio.ByteBuffer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * A {@link TargetSlot} over a direct buffer: make one for each slot of the ring at start, keep them,
 * and give the claimed one its frame id. As long as pictures keep their size it allocates nothing.
 *
 * <p>One thread.
 */
public final class SlotView implements TargetSlot {
    private final ByteBuffer pixels;
    private final SlotSize size;
    private long address;

    /** Null until it is asked for: what Java draws needs no OpenCV, whose loading takes time and memory. */
    private Mat mat;

    private int width;
    private int height;
    private long frameId;

    /**
     * Makes the view of one slot.
     *
     * @param pixels direct; the slot's payload from its first byte to its last
     * @param size of the largest picture
     */
    public SlotView(ByteBuffer pixels, SlotSize size) {
        if (!pixels.isDirect() || pixels.limit() < size.bytes()) {
            throw new IllegalArgumentException(
                    "slot memory: direct="
                            + pixels.isDirect()
                            + " bytes="
                            + pixels.limit()
                            + "; needed are a direct buffer and "
                            + size.bytes()
                            + " bytes");
        }
        this.pixels = pixels;
        this.size = size;
    }

    /** Names the frame that the slot was claimed for, and returns this. */
    public SlotView claimedFor(long claimedFrameId) {
        frameId = claimedFrameId;
        return this;
    }

    @Override
    public Mat mat(int wantedWidth, int wantedHeight) {
        if (wantedWidth != width || wantedHeight != height || mat.dataAddr() != address) {
            size.requireFit("the picture", wantedWidth, wantedHeight);
            if (mat == null) {
                NativeLibraries.loadOpenCv();
            } else {
                mat.release();
            }
            mat = new Mat(wantedHeight, wantedWidth, CvType.CV_8UC3, pixels, 3L * wantedWidth);
            address = mat.dataAddr();
            width = wantedWidth;
            height = wantedHeight;
        }
        return mat;
    }

    @Override
    public SlotSize size() {
        return size;
    }

    @Override
    public ByteBuffer pixels() {
        return pixels;
    }

    @Override
    public long frameId() {
        return frameId;
    }
}
