package org.catfollow.shm.slots;

/** One track of a frame, an entry of {@link Tracks}. A reusable holder for one thread. */
public final class TrackedObject {
    /** Identity, from 1 on; never used twice on one region. */
    public long trackId;

    /** Id of the frame whose detection last agreed with it; 0 for none. */
    public long detectionFrameId;

    /** Life cycle. */
    public TrackState state = TrackState.NONE;

    /** Why the state was entered. */
    public TrackReason reason = TrackReason.START;

    /** How sure the place is, 0 to 1: of the target the filter's answer, of others the detector's score. */
    public float score;

    /** Left edge, pixels. */
    public float x;

    /** Top edge, pixels. */
    public float y;

    /** Width, pixels. */
    public float width;

    /** Height, pixels. */
    public float height;

    /** How fast its centre moves to the right in the picture, pixels per second. */
    public float velocityX;

    /** How fast its centre moves down in the picture, pixels per second. */
    public float velocityY;

    /** Index of its class in the model's label file; -1 for a target given by hand. */
    public int classIndex;
}
