package org.catfollow.control.states;

import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.PursuitSettings;
import org.catfollow.control.settings.StateSettings;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.TrackState;

/**
 * Answers the table's questions from the inputs of one period and the little that is remembered of the
 * periods before: how long the state has lasted and why it was entered, when and how often in a row the
 * target was seen, and which target is followed.
 */
final class Situation {
    /** How long the floor sensors may say nothing; the wheels are still meanwhile. */
    static final long FLOOR_PATIENCE_NANOS = 2_000_000_000L;

    private final HoldSettings hold;
    private final int acquireFrames;
    private final long acquirePatienceNanos;
    private final long coastNanos;
    private final long lostNanos;
    private final long noPicturesNanos;
    private final long gotoNanos;
    private final double arriveWithinMetres;
    private final Pursuit pursuit;
    private final HowLong floorUnknown = new HowLong(FLOOR_PATIENCE_NANOS);
    private final HowLong blocked;

    private PeriodInputs inputs = new PeriodInputs();
    private ControlState state = ControlState.IDLE;
    private ControlReason reason = ControlReason.START;
    private ControlReason floorFault = ControlReason.START;
    private long nanosInState;
    private long countedFrameId;
    private long countedTrackId;
    private int framesSeen;
    private long lastSeenNanos;
    private long followedTrackId;

    Situation(StateSettings settings, PursuitSettings pursuitSettings, HoldSettings hold) {
        this.hold = hold;
        acquireFrames = settings.acquireFrames();
        acquirePatienceNanos = settings.acquirePatience().toNanos();
        coastNanos = settings.coastFor().toNanos();
        lostNanos = settings.lostFor().toNanos();
        noPicturesNanos = settings.noPicturesAfter().toNanos();
        gotoNanos = settings.gotoFor().toNanos();
        arriveWithinMetres = settings.arriveWithinMetres();
        blocked = new HowLong(settings.blockedFor().toNanos());
        pursuit = new Pursuit(pursuitSettings);
    }

    /** Takes over the inputs of a period; they are read until the next call. */
    void observe(PeriodInputs newInputs, long newNanosInState) {
        inputs = newInputs;
        nanosInState = newNanosInState;
        pursuit.observe(state, inputs.nowNanos);
        floorUnknown.observe(inputs.sensors.floor == FloorState.UNKNOWN, inputs.nowNanos);
        blocked.observe(inputs.sensors.echo == EchoState.BLOCKED, inputs.nowNanos);
        if (!targetSeen() || isHeld()) {
            // What was seen while the robot was not its own master does not make it drive after.
            framesSeen = 0;
            return;
        }
        lastSeenNanos = inputs.nowNanos;
        if (inputs.trackId != countedTrackId) {
            countedTrackId = inputs.trackId;
            framesSeen = 0;
        }
        // The same frame seen in two periods is one sight only.
        if (inputs.frameId != countedFrameId || framesSeen == 0) {
            countedFrameId = inputs.frameId;
            framesSeen++;
        }
    }

    /** Remembers a newly entered state, why, and which target it follows. */
    void entered(ControlState newState, ControlReason newReason) {
        state = newState;
        reason = newReason;
        if (state == ControlState.ACQUIRE
                || state == ControlState.APPROACH
                || state == ControlState.TRACK) {
            followedTrackId = inputs.trackId;
        }
        if (state == ControlState.FAULT) {
            floorFault = isFloor(reason) ? reason : ControlReason.START;
        } else if (state != ControlState.MANUAL) {
            floorFault = ControlReason.START;
        }
        if (reason == ControlReason.PURSUED_LONG_ENOUGH) {
            pursuit.restFrom(inputs.nowNanos);
        }
    }

    void restFrom(long sinceNanos) {
        pursuit.restFrom(sinceNanos);
    }

    private boolean isHeld() {
        return state == ControlState.MANUAL
                || state == ControlState.STOPPED
                || state == ControlState.FAULT;
    }

    boolean stopLatched() {
        return inputs.stopLatched;
    }

    boolean carFailed() {
        return inputs.carFailed;
    }

    boolean controlFailed() {
        return inputs.controlFailed;
    }

    boolean batteryEmpty() {
        return inputs.sensors.battery == BatteryState.EMPTY;
    }

    boolean cliff() {
        return inputs.sensors.floor == FloorState.CLIFF;
    }

    boolean floorUnknownTooLong() {
        return floorUnknown.tooLong();
    }

    /** Whether somebody sent resume and no STOP holds; a fault may. */
    boolean stopReleased() {
        return inputs.resumed && !inputs.stopLatched;
    }

    boolean mayResume() {
        return stopReleased() && !worseThanFloor() && !cliff() && !floorUnknownTooLong();
    }

    /** Whether the fault is about the floor alone: a person may drive away from there. */
    boolean onlyFloorAtFault() {
        return isFloor(floorFault) && !worseThanFloor();
    }

    boolean carFailedToo() {
        return isFloor(floorFault) && inputs.carFailed;
    }

    boolean controlFailedToo() {
        return isFloor(floorFault) && inputs.controlFailed;
    }

    boolean batteryEmptyToo() {
        return isFloor(floorFault) && batteryEmpty();
    }

    boolean guardGone() {
        return !inputs.guardThere;
    }

    boolean guardNewlyGone() {
        return guardGone() && reason != ControlReason.GUARD_GONE;
    }

    boolean guardBackWithoutPictures() {
        return inputs.guardThere && picturesGone() && reason == ControlReason.GUARD_GONE;
    }

    boolean handGiven() {
        return inputs.manualGiven && !inputs.calibrating && inputs.guardThere;
    }

    boolean calibrationGiven() {
        return inputs.manualGiven && inputs.calibrating && inputs.guardThere;
    }

    boolean handAtFloorFault() {
        return handGiven() && onlyFloorAtFault();
    }

    boolean handInsteadOfCalibration() {
        return handGiven() && reason != ControlReason.MANUAL_GIVEN;
    }

    boolean calibrationInsteadOfHand() {
        return calibrationGiven() && reason != ControlReason.CALIBRATION_GIVEN;
    }

    boolean handGone() {
        return !inputs.manualGiven;
    }

    boolean handGoneAtCliff() {
        return floorFault == ControlReason.CLIFF && !handGiven();
    }

    boolean handGoneAtUnknownFloor() {
        return floorFault == ControlReason.FLOOR_UNKNOWN && !handGiven();
    }

    boolean picturesGone() {
        return inputs.pictureAgeNanos >= noPicturesNanos;
    }

    boolean pictureStale() {
        return inputs.pictureStale;
    }

    boolean mayStart() {
        return inputs.guardThere && !inputs.pictureStale && !resting();
    }

    boolean mayStartAgain() {
        return mayStart()
                && (reason == ControlReason.GUARD_GONE
                        || reason == ControlReason.PURSUED_LONG_ENOUGH);
    }

    boolean mayGoHome() {
        return inputs.homeAsked && inputs.guardThere && !inputs.pictureStale;
    }

    boolean pursuedLongEnough() {
        return pursuit.longEnough();
    }

    boolean resting() {
        return pursuit.resting(inputs.nowNanos);
    }

    boolean targetSeen() {
        return !inputs.pictureStale && inputs.target.seen();
    }

    boolean targetUnseen() {
        return !targetSeen();
    }

    boolean targetSeenOnTheWay() {
        return targetSeen() && !goingHome();
    }

    boolean trackLost() {
        return inputs.trackState == TrackState.LOST || inputs.trackState == TrackState.NONE;
    }

    boolean unseenTooLong() {
        return targetUnseen() && inputs.nowNanos - lastSeenNanos >= acquirePatienceNanos;
    }

    boolean otherTarget() {
        return targetSeen() && inputs.trackId != followedTrackId;
    }

    boolean confirmedNear() {
        return confirmed() && withinHold();
    }

    boolean confirmedFar() {
        return confirmed() && !withinHold();
    }

    boolean withinHold() {
        return inputs.target.size() >= hold.enterSize();
    }

    boolean outOfHold() {
        return inputs.target.size() < hold.leaveSize();
    }

    boolean seenWithinHold() {
        return targetSeen() && withinHold();
    }

    boolean seenFar() {
        return targetSeen() && !withinHold();
    }

    boolean coastedTooLong() {
        return nanosInState >= coastNanos;
    }

    boolean lostTooLong() {
        return nanosInState >= lostNanos;
    }

    boolean goalGiven() {
        return inputs.goalGiven;
    }

    boolean homeAsked() {
        return inputs.homeAsked;
    }

    boolean arrived() {
        return there() && !goingHome();
    }

    boolean arrivedHome() {
        return there() && goingHome();
    }

    boolean wayBlocked() {
        return blockedOnTheWay() && !goingHome();
    }

    boolean wayHomeBlocked() {
        return blockedOnTheWay() && goingHome();
    }

    boolean goneTooLong() {
        return nanosInState >= gotoNanos && !goingHome();
    }

    boolean goneHomeTooLong() {
        return nanosInState >= gotoNanos && goingHome();
    }

    private boolean there() {
        double metres = inputs.pose.distanceMetres(inputs.goal.xMetres, inputs.goal.yMetres);
        return metres <= arriveWithinMetres;
    }

    private boolean goingHome() {
        return reason == ControlReason.HOME_ASKED;
    }

    /** What stood there before the way began does not count against it. */
    private boolean blockedOnTheWay() {
        return blocked.tooLong() && nanosInState >= blocked.patienceNanos();
    }

    private boolean worseThanFloor() {
        return inputs.carFailed || inputs.controlFailed || batteryEmpty();
    }

    private static boolean isFloor(ControlReason reason) {
        return reason == ControlReason.CLIFF || reason == ControlReason.FLOOR_UNKNOWN;
    }

    private boolean confirmed() {
        return targetSeen()
                && inputs.trackState == TrackState.CONFIRMED
                && framesSeen >= acquireFrames;
    }
}
