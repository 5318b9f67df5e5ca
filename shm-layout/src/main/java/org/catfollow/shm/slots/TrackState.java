package org.catfollow.shm.slots;

/** Life cycle of a track. The ordinal is what the region stores: append only. */
public enum TrackState {
    /** No target was ever given. */
    NONE,
    /** Started from one detection (or by hand); not yet confirmed by a second. */
    TENTATIVE,
    /** Confirmed by detections. */
    CONFIRMED,
    /** It was not seen in this frame: the box is a guess from its motion. */
    COASTING,
    /** Given up; remembered for a while, and waiting for a detection. */
    LOST
}
