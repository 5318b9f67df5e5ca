package org.catfollow.control.sensing;

import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.TrackState;

/**
 * All that one control period decides by. A reusable holder for one thread: the controller fills it,
 * the state machine and the control law read it.
 */
public final class PeriodInputs {
    /** When the period began, CLOCK_MONOTONIC nanoseconds. */
    public long nowNanos;

    /** Time since the period before, seconds, bounded. */
    public double elapsedSeconds;

    /** Id of the newest tracked frame; 0 for none. */
    public long frameId;

    /** When that frame was captured, CLOCK_MONOTONIC nanoseconds. */
    public long captureNanos;

    /**
     * How old it is, nanoseconds, and how long the wheels turned since the picture last changed;
     * {@link PictureAge#NEVER} for none.
     */
    public long pictureAgeNanos = PictureAge.NEVER;

    /** How much it counts, 0 to 1. */
    public double pictureWeight;

    /** Whether it is too old to act upon. */
    public boolean pictureStale = true;

    /** Identity of the track. */
    public long trackId;

    /** Life cycle of the track. */
    public TrackState trackState = TrackState.NONE;

    /** Where the target is in that frame; unseen when the picture is stale. */
    public final TargetView target = new TargetView();

    /** Where odometry believes the car to be. */
    public final Pose pose = new Pose();

    /** Where the car is going to, in state GOTO. */
    public final Place goal = new Place();

    /** Whether a place was given that the car may go to now. */
    public boolean goalGiven;

    /** Whether a STOP holds that nobody resumed. */
    public boolean stopLatched;

    /** Whether somebody sent resume and no later STOP holds. */
    public boolean resumed;

    /** Whether the car did not do as told. */
    public boolean carFailed;

    /** Whether the guard lives, that would stop the wheels if control did not. */
    public boolean guardThere;

    /** Whether it holds the wheels just now: what control tells them does not count. */
    public boolean guardHolds;

    /** What the sensors say; all {@code NONE} for a car without them. */
    public final Sensors sensors = new Sensors();

    /** Whether somebody drives by hand now: {@link #manual} is what they want. */
    public boolean manualGiven;

    /** Whether that is a calibration that is tried. */
    public boolean calibrating;

    /** What a hand on the controls wants. */
    public final HandMotion manual = new HandMotion();

    /** Whether somebody asked the robot to drive home. */
    public boolean homeAsked;

    /** Whether the animal has a rest. */
    public boolean resting;

    /** Whether the period before ended in a failure of control itself. */
    public boolean controlFailed;
}
