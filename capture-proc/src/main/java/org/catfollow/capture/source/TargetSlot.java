package org.catfollow.capture.source;

import java.nio.ByteBuffer;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.Mat;

/**
 * The slot of the ring that capture has claimed, as a source sees it: memory to fill. Valid during
 * one {@link FrameSource#read}; only the thread that claimed the slot may use it.
 */
public interface TargetSlot {
    /**
     * Returns a BGR {@code CV_8UC3} Mat that lies on the slot's memory, rows packed: what is written
     * through it is in the ring.
     *
     * <p>OpenCV replaces a Mat's memory when it is asked to write another size or type into it, and
     * drops it when the picture is empty. An implementation that keeps its Mats therefore looks at
     * their address at each call and hands out only one that still lies on the slot.
     *
     * @throws StageFailure when a picture of this size does not fit; the message has both sizes
     */
    Mat mat(int width, int height);

    /** Returns the size of the largest picture. */
    SlotSize size();

    /** Returns the widest picture's pixels. */
    default int maxWidth() {
        return size().maxWidth();
    }

    /** Returns the tallest picture's pixels. */
    default int maxHeight() {
        return size().maxHeight();
    }

    /**
     * Returns the slot's memory, direct, from 0 to at least {@link SlotSize#bytes()}. Use absolute
     * access: its position and limit belong to the slot.
     */
    ByteBuffer pixels();

    /** Returns the id of the frame that the slot was claimed for. */
    long frameId();
}
