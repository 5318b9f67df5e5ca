package org.catfollow.tracker.lifecycle;

import org.opencv.core.Mat;

/**
 * The frames that can still be looked at: the newest and a few before it. One thread.
 *
 * <p>A frame may be overwritten while it is used. So: {@link #open}, use, {@link #stillValid}; when that
 * says no, everything that came out of the pixels is thrown away.
 */
public interface FrameHistory {
    /**
     * Makes a frame the open one.
     *
     * @return whether it is still there; if not, no frame is open
     */
    boolean open(long frameId);

    /** Returns the open frame's pixels, {@code CV_8UC3}, read only, until the next {@link #open}. */
    Mat pixels();

    /** Returns the open frame's position in its source, counted from 0. */
    long sourceIndex();

    /** Returns when the open frame was captured, CLOCK_MONOTONIC nanoseconds. */
    long captureNanos();

    /** Returns whether the open frame was whole all the time since {@link #open}. */
    boolean stillValid();
}
