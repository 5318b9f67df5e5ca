package org.catfollow.control.states;

import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.StateSettings;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.TrackState;

/**
 * Answers the table's questions from the inputs of one period and the little that is remembered of the
 * periods before: how long the state has lasted, when and how often in a row the target was seen, and
 * which target is followed.
 */
final class Situation {
    private final HoldSettings hold;
    private final int acquireFrames;
    private final long acquirePatienceNanos;
    private final long coastNanos;
    private final long lostNanos;
    private final long noPicturesNanos;
    private final long gotoNanos;
    private final double arriveWithinMetres;

    private PeriodInputs inputs = new PeriodInputs();
    private long nanosInState;
    private long countedFrameId;
    private long countedTrackId;
    private int framesSeen;
    private long lastSeenNanos;
    private long followedTrackId;

    Situation(StateSettings settings, HoldSettings hold) {
        this.hold = hold;
        acquireFrames = settings.acquireFrames();
        acquirePatienceNanos = settings.acquirePatience().toNanos();
        coastNanos = settings.coastFor().toNanos();
        lostNanos = settings.lostFor().toNanos();
        noPicturesNanos = settings.noPicturesAfter().toNanos();
        gotoNanos = settings.gotoFor().toNanos();
        arriveWithinMetres = settings.arriveWithinMetres();
    }

    /** Takes over the inputs of a period; they are read until the next call. */
    void observe(PeriodInputs newInputs, long newNanosInState) {
        inputs = newInputs;
        nanosInState = newNanosInState;
        if (!targetSeen()) {
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

    /** Remembers which target a newly entered state follows. */
    void entered(ControlState state) {
        if (state == ControlState.ACQUIRE
                || state == ControlState.APPROACH
                || state == ControlState.TRACK) {
            followedTrackId = inputs.trackId;
        }
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

    boolean mayResume() {
        return inputs.resumed && !inputs.stopLatched && !inputs.carFailed && !inputs.controlFailed;
    }

    boolean picturesGone() {
        return inputs.pictureAgeNanos >= noPicturesNanos;
    }

    boolean pictureStale() {
        return inputs.pictureStale;
    }

    boolean pictureFresh() {
        return !inputs.pictureStale;
    }

    boolean targetSeen() {
        return !inputs.pictureStale && inputs.target.seen();
    }

    boolean targetUnseen() {
        return !targetSeen();
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

    boolean arrived() {
        double metres = inputs.pose.distanceMetres(inputs.goal.xMetres, inputs.goal.yMetres);
        return metres <= arriveWithinMetres;
    }

    boolean goneTooLong() {
        return nanosInState >= gotoNanos;
    }

    private boolean confirmed() {
        return targetSeen()
                && inputs.trackState == TrackState.CONFIRMED
                && framesSeen >= acquireFrames;
    }
}
