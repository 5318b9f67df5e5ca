package org.catfollow.shm.slots;

/** What a simulated thing is. Stored in the region by ordinal: append only. */
public enum TruthKind {
    /** What the robot is to follow. */
    CAT,
    /** A decoy with four legs. */
    DOG,
    /** A decoy that rolls. */
    BALL,
    /** A decoy that lies. */
    CUSHION
}
