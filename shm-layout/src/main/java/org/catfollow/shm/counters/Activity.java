package org.catfollow.shm.counters;

/** What a stage is about. The ordinal is what the row holds: append only. */
public enum Activity {
    /** Nobody has ever held the role on this region. */
    ABSENT,
    /** Attached, not yet working. */
    STARTING,
    /** Working. */
    RUNNING,
    /** Alive and without work, as its text says: no model, say. */
    IDLE,
    /** Ended as asked, or done. */
    STOPPED,
    /** Ended because of its last error. */
    FAILED
}
