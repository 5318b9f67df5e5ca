package org.catfollow.shm.slots;

/** What a simulated car may run into. Stored in the region by ordinal: append only. */
public enum ObstacleKind {
    /** Nothing. */
    NONE,
    /** A wall of the room. */
    WALL,
    /** Something that stands in the room. */
    FURNITURE,
    /** What the robot follows. */
    CAT,
    /** A decoy with four legs. */
    DOG,
    /** A decoy that rolls. */
    BALL,
    /** A decoy that lies. */
    CUSHION
}
