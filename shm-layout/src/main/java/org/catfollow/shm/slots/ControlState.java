package org.catfollow.shm.slots;

/** What control is doing. The ordinal is what the region stores: append only. */
public enum ControlState {
    /** No picture has come yet, or none comes any more. The wheels are still. */
    IDLE("waits for pictures"),
    /** Drives to a place that somebody named, by odometry. */
    GOTO("drives to a given place"),
    /** Looks for a target: the camera sweeps, then the car turns. */
    SEARCH("looks for a target"),
    /** Sees a target that is not trusted yet. The wheels are still, the camera centres it. */
    ACQUIRE("centres a target that it has just seen"),
    /** The target is trusted and further than the hold distance. */
    APPROACH("drives towards the target"),
    /** The target is at the hold distance. */
    TRACK("keeps its distance from the target"),
    /** The target is unseen for a moment. The speed decays, the camera holds. */
    COAST("waits for the target to show again, slowing down"),
    /** The target is given up; before the search begins the camera holds where it was. */
    LOST("has lost the target"),
    /** The wheels are held still until somebody sends resume. */
    STOPPED("stopped until resume"),
    /** Something is wrong with the robot or where it stands. The wheels are held still. */
    FAULT("stopped by a fault until it is gone and somebody sends resume"),
    /** A person drives, by commands that must be renewed. */
    MANUAL("driven by hand");

    private final String meaning;

    ControlState(String meaning) {
        this.meaning = meaning;
    }

    /** Returns what the robot does in this state, for people. */
    public String meaning() {
        return meaning;
    }
}
