package org.catfollow.shm.slots;

/** Life cycle of a track. The ordinal is what the region stores: append only. */
public enum TrackState {
    /** No target was ever given. */
    NONE,
    /** Started from one detection (or by hand); not yet confirmed by a second. */
    TENTATIVE,
    /** Confirmed by detections. */
    CONFIRMED,
    /** The filter doubts what it sees: the box is a guess. */
    COASTING,
    /** Given up; waiting for a detection. */
    LOST
}
