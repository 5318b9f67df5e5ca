package org.catfollow.shm.slots;

/** What became of a request for another model. The ordinal is what the region stores: append only. */
public enum ModelState {
    /** Nothing was asked for. */
    NONE,
    /** It is being tried; the one before goes on meanwhile. */
    TRYING,
    /** The detector works with it. */
    IN_FORCE,
    /** It is not taken, and the one before goes on. */
    REFUSED,
    /** It was in force or being tried; the detector has been started again since. */
    ENDED
}
