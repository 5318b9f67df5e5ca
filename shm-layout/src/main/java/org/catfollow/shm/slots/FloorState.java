package org.catfollow.shm.slots;

/** What the floor sensors say. The ordinal is what the region stores: append only. */
public enum FloorState {
    /** The car has no such sensors. */
    NONE,
    /** No reading is fresh enough to believe. */
    UNKNOWN,
    /** There is floor under all of them. */
    FLOOR,
    /** At least one sees no floor. */
    CLIFF
}
