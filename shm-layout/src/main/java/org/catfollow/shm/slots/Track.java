package org.catfollow.shm.slots;

/**
 * Where the target is in one frame, as the tracker sees it: one for every frame. A reusable holder
 * for one thread.
 *
 * <p>The box is x, y, width, height in pixels of the captured frame, origin top left.
 */
public final class Track {
    /** Id of the frame that this belongs to; 0 when nothing was ever tracked. */
    public long frameId;

    /** Position of that frame in its source, counted from 0. */
    public long sourceIndex;

    /** When that frame was captured, CLOCK_MONOTONIC nanoseconds. */
    public long captureNanos;

    /** When this was ready, CLOCK_MONOTONIC nanoseconds. */
    public long publishNanos;

    /** Identity of the target's track, never used twice on one region; 0 while there was none. */
    public long trackId;

    /** Id of the frame whose detection last confirmed this track; 0 for none. */
    public long detectionFrameId;

    /** Life cycle. */
    public TrackState state = TrackState.NONE;

    /** Why the state was entered. */
    public TrackReason reason = TrackReason.START;

    /** How well the box fits, 0 to 1. */
    public float score;

    /** Left edge, pixels. */
    public float x;

    /** Top edge, pixels. */
    public float y;

    /** Width, pixels. */
    public float width;

    /** Height, pixels. */
    public float height;

    /** Width of the frame, pixels. */
    public int frameWidth;

    /** Height of the frame, pixels. */
    public int frameHeight;

    /** Returns whether the box may be steered by: the state has one and it was seen in this frame. */
    public boolean valid() {
        return state == TrackState.TENTATIVE || state == TrackState.CONFIRMED;
    }
}
