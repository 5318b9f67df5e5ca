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
    /** Detections found another track several times in a row and not this one: it was given up. */
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
    FRAME_SIZE_CHANGED,
    /** A look of the detector found nothing there, and no filter follows this track. */
    NOT_DETECTED,
    /** A detection looks like this track, which was lost; or the filter found it again. */
    SEEN_AGAIN,
    /** Several detections in a row found what looks the same at another place: it moved there. */
    MOVED_BY_DETECTIONS,
    /** Too few of the detector's looks agreed with it. */
    DETECTED_TOO_SELDOM
}
