package org.catfollow.shm.slots;

/** Why a track changed its state. The ordinal is what the region stores: append only. */
public enum TrackReason {
    /** The tracker has just started. */
    START,
    /** Started by {@code --init-box}. */
    INITIAL_BOX,
    /** A detection started it. */
    DETECTION,
    /** Further detections agreed with it. */
    CONFIRMED_BY_DETECTIONS,
    /** Detections disagreed with it several times in a row, so they replaced it. */
    REPLACED_BY_DETECTIONS,
    /** The filter's response fell under its limit. */
    WEAK_RESPONSE,
    /** The filter's response rose over its limit again. */
    RESPONSE_RECOVERED,
    /** It coasted for longer than allowed. */
    COASTED_TOO_LONG,
    /** No detection confirmed it for longer than allowed. */
    UNCONFIRMED_TOO_LONG,
    /** The box left the picture. */
    LEFT_THE_PICTURE,
    /** Frames changed their size. */
    FRAME_SIZE_CHANGED
}
