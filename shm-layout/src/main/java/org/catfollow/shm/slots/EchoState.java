package org.catfollow.shm.slots;

/** What the ultrasonic sensor says of the way ahead. The ordinal is what the region stores: append only. */
public enum EchoState {
    /** The car has no such sensor. */
    NONE,
    /** No echo came lately: nothing is known, neither near nor far. */
    UNKNOWN,
    /** Something is there, and far enough. */
    FAR,
    /** Something is near: slow. */
    NEAR,
    /** Something is too near: stop. */
    BLOCKED
}
