package org.catfollow.detector;

import org.catfollow.detector.looks.SecondLook;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Track;

/**
 * What a second look depends on beside the pixels: the moment at which it is decided on. In the stage
 * that is now; in a replay, what was recorded.
 */
interface LookMoment {
    /** Returns what the tracker says of its target, until the next call; null when it cannot be read. */
    Track target();

    /** Returns the frame that was looked at. */
    FrameDescription frame();

    /**
     * Returns whether the result of another look would still be published.
     *
     * @param lookNanos what the first look took
     */
    boolean isInTime(SecondLook decision, long lookNanos);

    /** Returns whether the frame was whole while it was read. */
    boolean stillValid();

    /** Returns the time, CLOCK_MONOTONIC nanoseconds. */
    long nanos();
}
