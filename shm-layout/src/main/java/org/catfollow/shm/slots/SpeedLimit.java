package org.catfollow.shm.slots;

/** What keeps the robot from going faster, the strictest. The ordinal is what the region stores: append only. */
public enum SpeedLimit {
    /** Nothing but what it wants. */
    NONE("nothing"),
    /** The picture is not fresh. */
    PICTURE_AGE("the picture is old"),
    /** The target is near. */
    TARGET_NEAR("the target is near"),
    /** Something is ahead. */
    OBSTACLE("something is ahead"),
    /** The ultrasonic sensor says nothing. */
    ECHO_UNKNOWN("no echo: what is ahead is not known"),
    /** The floor sensors see no floor, or say nothing. */
    FLOOR("no floor is seen"),
    /** The battery is low. */
    BATTERY("the battery is low"),
    /** The guard is not there. */
    GUARD("the guard is not there"),
    /** The animal has a rest. */
    REST("the animal has a rest");

    private final String meaning;

    SpeedLimit(String meaning) {
        this.meaning = meaning;
    }

    /** Returns it in words, for people. */
    public String meaning() {
        return meaning;
    }
}
