package org.catfollow.shm.slots;

/** Why control entered its state. The ordinal is what the region stores: append only. */
public enum ControlReason {
    /** Control has just started. */
    START("control has just started"),
    /** A fresh picture came. */
    PICTURES_ARRIVED("a fresh picture came"),
    /** No fresh picture came for too long. */
    NO_PICTURES("no fresh picture came for too long"),
    /** The tracker sees a target. */
    TARGET_SEEN("the tracker sees a target"),
    /** The target was confirmed and is further than the hold band. */
    CONFIRMED_FAR("the target was confirmed, further than the hold band"),
    /** The target was confirmed and is within the hold band or nearer. */
    CONFIRMED_NEAR("the target was confirmed, within the hold band or nearer"),
    /** The target came within the hold band. */
    HOLD_REACHED("the target came within the hold band"),
    /** The target moved out of the hold band by more than the hysteresis. */
    TARGET_MOVED_AWAY("the target left the hold band by more than the hysteresis"),
    /** Pictures come, but the target is not seen in them. */
    TARGET_UNSEEN("the target is not seen in the picture"),
    /** The newest picture is too old to act upon. */
    PICTURE_STALE("the newest picture is too old to act upon"),
    /** The same target is seen again, further than the hold band. */
    SEEN_AGAIN_FAR("the same target is seen again, further than the hold band"),
    /** The same target is seen again, within the hold band or nearer. */
    SEEN_AGAIN_NEAR("the same target is seen again, within the hold band or nearer"),
    /** The tracker follows another target now. */
    TARGET_REPLACED("the tracker follows another target now"),
    /** The target was unseen for longer than control coasts. */
    COASTED_TOO_LONG("the target was unseen for longer than control coasts"),
    /** The tracker gave the target up. */
    TRACK_LOST("the tracker gave the target up"),
    /** The target did not show again where it was lost. */
    LOST_TOO_LONG("the target did not show again where it was lost"),
    /** Somebody said where the cat is. */
    CAT_LOCATION_GIVEN("somebody said where the cat is"),
    /** The given place is reached. */
    ARRIVED("the given place is reached"),
    /** The given place was not reached in time. */
    GOTO_TOO_LONG("the given place was not reached in time"),
    /** Somebody pressed STOP. */
    STOP_PRESSED("somebody pressed STOP"),
    /** The car did not do as told. */
    CAR_FAILED("the car did not do as told"),
    /** Control itself failed: an impossible input or result. */
    CONTROL_FAILED("control itself failed: an impossible input or result"),
    /** Somebody sent resume. */
    RESUMED("somebody sent resume"),
    /** The guard is not there: nobody would stop the wheels if control died. */
    GUARD_GONE("the guard is not there"),
    /** A floor sensor sees no floor. */
    CLIFF("a floor sensor sees no floor"),
    /** The floor sensors have said nothing for too long. */
    FLOOR_UNKNOWN("the floor sensors say nothing"),
    /** The battery is empty. */
    BATTERY_EMPTY("the battery is empty"),
    /** Somebody sent the robot home. */
    HOME_ASKED("somebody sent the robot home"),
    /** Home is reached: the robot stays there. */
    HOME_REACHED("home is reached"),
    /** Something stood in the way for too long. */
    WAY_BLOCKED("something stands in the way"),
    /** Somebody drives by hand. */
    MANUAL_GIVEN("somebody drives by hand"),
    /** A calibration is tried. */
    CALIBRATION_GIVEN("a calibration is tried"),
    /** The hand let go: its command was not renewed. */
    MANUAL_ENDED("the hand let go"),
    /** The animal was followed long enough and has a rest now. */
    PURSUED_LONG_ENOUGH("the animal was followed long enough: it has a rest"),
    /** What was in doubt when the robot stood still is in order again. */
    IN_ORDER_AGAIN("what was in doubt is in order again");

    private final String meaning;

    ControlReason(String meaning) {
        this.meaning = meaning;
    }

    /** Returns the reason in words, for people. */
    public String meaning() {
        return meaning;
    }
}
