package org.catfollow.shm.slots;

/** What the battery says. The ordinal is what the region stores: append only. */
public enum BatteryState {
    /** The car has no such sensor. */
    NONE,
    /** No reading is fresh enough to believe. */
    UNKNOWN,
    /** Enough. */
    GOOD,
    /** Low: charge it soon. */
    LOW,
    /** Very low: the car drives slowly. */
    VERY_LOW,
    /** Empty: the car does not drive. */
    EMPTY
}
