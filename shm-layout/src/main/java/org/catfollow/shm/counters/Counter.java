package org.catfollow.shm.counters;

/** What every stage counts since it was started. The ordinal is the place in the row: append only. */
public enum Counter {
    /** Frames written, or worked on to the end. */
    FRAMES,
    /** Frames that came and were left out: too late for a source, or a newer one was there already. */
    DROPPED,
    /** Frames that were overwritten while they were used; the result was thrown away. */
    TORN,
    /** Frames that were overwritten before they were used. */
    LAPPED,
    /**
     * Frames, boxes or texts whose content contradicts their id: must stay 0. Counted over all holders
     * of the role, so that a restart does not wipe the evidence away.
     */
    MISMATCHED,
    /** Results that came too late to be of use, and commands past their time to live. */
    STALE,
    /** Mistakes survived: an unreadable picture, say. */
    ERRORS
}
