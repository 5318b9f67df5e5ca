package org.catfollow.control.states;

import static org.catfollow.shm.slots.ControlState.ACQUIRE;
import static org.catfollow.shm.slots.ControlState.APPROACH;
import static org.catfollow.shm.slots.ControlState.COAST;
import static org.catfollow.shm.slots.ControlState.FAULT;
import static org.catfollow.shm.slots.ControlState.GOTO;
import static org.catfollow.shm.slots.ControlState.IDLE;
import static org.catfollow.shm.slots.ControlState.LOST;
import static org.catfollow.shm.slots.ControlState.MANUAL;
import static org.catfollow.shm.slots.ControlState.SEARCH;
import static org.catfollow.shm.slots.ControlState.STOPPED;
import static org.catfollow.shm.slots.ControlState.TRACK;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;

/**
 * The state machine's table. For each state the rows are asked from top to bottom and the first that
 * holds is taken, so what stops the car stands first.
 */
final class TransitionTable {
    /** All rows, in the order in which they are asked. */
    static final List<Transition> ROWS = rows();

    private static final Map<ControlState, Transition[]> BY_STATE = byState();

    private TransitionTable() {}

    /** Returns the rows of a state, shared: not to be changed. */
    static Transition[] from(ControlState state) {
        return BY_STATE.get(state);
    }

    private static List<Transition> rows() {
        List<Transition> rows = new ArrayList<>();
        for (ControlState state : ControlState.values()) {
            switch (state) {
                case STOPPED -> stopped(rows);
                case FAULT -> fault(rows);
                case MANUAL -> manual(rows);
                case IDLE -> idle(rows);
                default -> whileDriving(rows, state);
            }
        }
        withoutTarget(rows);
        withTarget(rows);
        return List.copyOf(rows);
    }

    /** STOP before all else, then what makes it unsafe to drive, the worst first. */
    private static void stopAndFaults(List<Transition> rows, ControlState state) {
        stopAndWorstFaults(rows, state);
        row(rows, state, Situation::cliff, ControlReason.CLIFF, FAULT);
        row(rows, state, Situation::floorUnknownTooLong, ControlReason.FLOOR_UNKNOWN, FAULT);
    }

    private static void stopAndWorstFaults(List<Transition> rows, ControlState state) {
        row(rows, state, Situation::stopLatched, ControlReason.STOP_PRESSED, STOPPED);
        row(rows, state, Situation::carFailed, ControlReason.CAR_FAILED, FAULT);
        row(rows, state, Situation::controlFailed, ControlReason.CONTROL_FAILED, FAULT);
        row(rows, state, Situation::batteryEmpty, ControlReason.BATTERY_EMPTY, FAULT);
    }

    private static void byHand(List<Transition> rows, ControlState state) {
        row(rows, state, Situation::calibrationGiven, ControlReason.CALIBRATION_GIVEN, MANUAL);
        row(rows, state, Situation::handGiven, ControlReason.MANUAL_GIVEN, MANUAL);
    }

    /** One resume ends the STOP and the fault; a fault that is still there shows itself then. */
    private static void stopped(List<Transition> rows) {
        afterResume(rows, Situation::carFailed, ControlReason.CAR_FAILED);
        afterResume(rows, Situation::controlFailed, ControlReason.CONTROL_FAILED);
        afterResume(rows, Situation::batteryEmpty, ControlReason.BATTERY_EMPTY);
        afterResume(rows, Situation::cliff, ControlReason.CLIFF);
        afterResume(rows, Situation::floorUnknownTooLong, ControlReason.FLOOR_UNKNOWN);
        row(rows, STOPPED, Situation::mayResume, ControlReason.RESUMED, IDLE);
    }

    private static void afterResume(List<Transition> rows, Condition fault, ControlReason reason) {
        row(rows, STOPPED, s -> s.stopReleased() && fault.holds(s), reason, FAULT);
    }

    private static void fault(List<Transition> rows) {
        row(rows, FAULT, Situation::stopLatched, ControlReason.STOP_PRESSED, STOPPED);
        // Worse than a cliff: from then on no hand may drive away.
        row(rows, FAULT, Situation::carFailedToo, ControlReason.CAR_FAILED, FAULT);
        row(rows, FAULT, Situation::controlFailedToo, ControlReason.CONTROL_FAILED, FAULT);
        row(rows, FAULT, Situation::batteryEmptyToo, ControlReason.BATTERY_EMPTY, FAULT);
        row(rows, FAULT, Situation::handAtFloorFault, ControlReason.MANUAL_GIVEN, MANUAL);
        row(rows, FAULT, Situation::mayResume, ControlReason.RESUMED, IDLE);
    }

    /** A hand may drive where there is no floor, backwards only; it ends where it began. */
    private static void manual(List<Transition> rows) {
        stopAndWorstFaults(rows, MANUAL);
        row(rows, MANUAL, Situation::handGoneAtCliff, ControlReason.CLIFF, FAULT);
        row(rows, MANUAL, Situation::handGoneAtUnknownFloor, ControlReason.FLOOR_UNKNOWN, FAULT);
        row(rows, MANUAL, Situation::guardGone, ControlReason.GUARD_GONE, IDLE);
        row(
                rows,
                MANUAL,
                Situation::calibrationInsteadOfHand,
                ControlReason.CALIBRATION_GIVEN,
                MANUAL);
        row(rows, MANUAL, Situation::handInsteadOfCalibration, ControlReason.MANUAL_GIVEN, MANUAL);
        row(rows, MANUAL, Situation::handGone, ControlReason.MANUAL_ENDED, IDLE);
    }

    private static void idle(List<Transition> rows) {
        stopAndFaults(rows, IDLE);
        row(rows, IDLE, Situation::guardNewlyGone, ControlReason.GUARD_GONE, IDLE);
        byHand(rows, IDLE);
        row(rows, IDLE, Situation::guardBackWithoutPictures, ControlReason.NO_PICTURES, IDLE);
        row(rows, IDLE, Situation::mayGoHome, ControlReason.HOME_ASKED, GOTO);
        row(rows, IDLE, Situation::mayStartAgain, ControlReason.IN_ORDER_AGAIN, SEARCH);
        row(rows, IDLE, Situation::mayStart, ControlReason.PICTURES_ARRIVED, SEARCH);
    }

    private static void whileDriving(List<Transition> rows, ControlState state) {
        stopAndFaults(rows, state);
        row(rows, state, Situation::guardGone, ControlReason.GUARD_GONE, IDLE);
        byHand(rows, state);
        row(rows, state, Situation::picturesGone, ControlReason.NO_PICTURES, IDLE);
        row(rows, state, Situation::homeAsked, ControlReason.HOME_ASKED, GOTO);
    }

    private static void withoutTarget(List<Transition> rows) {
        row(rows, SEARCH, Situation::targetSeen, ControlReason.TARGET_SEEN, ACQUIRE);
        row(rows, SEARCH, Situation::goalGiven, ControlReason.CAT_LOCATION_GIVEN, GOTO);

        row(rows, GOTO, Situation::targetSeenOnTheWay, ControlReason.TARGET_SEEN, ACQUIRE);
        row(rows, GOTO, Situation::goalGiven, ControlReason.CAT_LOCATION_GIVEN, GOTO);
        row(rows, GOTO, Situation::arrivedHome, ControlReason.HOME_REACHED, STOPPED);
        row(rows, GOTO, Situation::arrived, ControlReason.ARRIVED, SEARCH);
        // Who was sent home does not look for a cat instead.
        row(rows, GOTO, Situation::wayHomeBlocked, ControlReason.WAY_BLOCKED, STOPPED);
        row(rows, GOTO, Situation::wayBlocked, ControlReason.WAY_BLOCKED, SEARCH);
        row(rows, GOTO, Situation::goneHomeTooLong, ControlReason.GOTO_TOO_LONG, STOPPED);
        row(rows, GOTO, Situation::goneTooLong, ControlReason.GOTO_TOO_LONG, SEARCH);

        row(rows, LOST, Situation::targetSeen, ControlReason.TARGET_SEEN, ACQUIRE);
        row(rows, LOST, Situation::goalGiven, ControlReason.CAT_LOCATION_GIVEN, GOTO);
        row(rows, LOST, Situation::lostTooLong, ControlReason.LOST_TOO_LONG, SEARCH);
    }

    private static void withTarget(List<Transition> rows) {
        row(rows, ACQUIRE, Situation::trackLost, ControlReason.TRACK_LOST, SEARCH);
        row(rows, ACQUIRE, Situation::unseenTooLong, ControlReason.TARGET_UNSEEN, SEARCH);
        row(rows, ACQUIRE, Situation::confirmedNear, ControlReason.CONFIRMED_NEAR, TRACK);
        row(rows, ACQUIRE, Situation::confirmedFar, ControlReason.CONFIRMED_FAR, APPROACH);

        for (ControlState state : List.of(APPROACH, TRACK, COAST)) {
            row(rows, state, Situation::pursuedLongEnough, ControlReason.PURSUED_LONG_ENOUGH, IDLE);
        }
        for (ControlState state : List.of(APPROACH, TRACK)) {
            row(rows, state, Situation::pictureStale, ControlReason.PICTURE_STALE, COAST);
            row(rows, state, Situation::trackLost, ControlReason.TRACK_LOST, LOST);
            row(rows, state, Situation::targetUnseen, ControlReason.TARGET_UNSEEN, COAST);
            row(rows, state, Situation::otherTarget, ControlReason.TARGET_REPLACED, ACQUIRE);
        }
        row(rows, APPROACH, Situation::withinHold, ControlReason.HOLD_REACHED, TRACK);
        row(rows, TRACK, Situation::outOfHold, ControlReason.TARGET_MOVED_AWAY, APPROACH);

        row(rows, COAST, Situation::otherTarget, ControlReason.TARGET_REPLACED, ACQUIRE);
        row(rows, COAST, Situation::seenWithinHold, ControlReason.SEEN_AGAIN_NEAR, TRACK);
        row(rows, COAST, Situation::seenFar, ControlReason.SEEN_AGAIN_FAR, APPROACH);
        row(rows, COAST, Situation::trackLost, ControlReason.TRACK_LOST, LOST);
        row(rows, COAST, Situation::coastedTooLong, ControlReason.COASTED_TOO_LONG, LOST);
    }

    private static void row(
            List<Transition> rows,
            ControlState from,
            Condition when,
            ControlReason reason,
            ControlState to) {
        rows.add(new Transition(from, when, reason, to));
    }

    private static Map<ControlState, Transition[]> byState() {
        Map<ControlState, Transition[]> byState = new EnumMap<>(ControlState.class);
        for (ControlState state : ControlState.values()) {
            byState.put(
                    state,
                    ROWS.stream().filter(row -> row.from() == state).toArray(Transition[]::new));
        }
        return byState;
    }
}
