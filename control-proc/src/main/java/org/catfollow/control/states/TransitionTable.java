package org.catfollow.control.states;

import static org.catfollow.shm.slots.ControlState.ACQUIRE;
import static org.catfollow.shm.slots.ControlState.APPROACH;
import static org.catfollow.shm.slots.ControlState.COAST;
import static org.catfollow.shm.slots.ControlState.GOTO;
import static org.catfollow.shm.slots.ControlState.IDLE;
import static org.catfollow.shm.slots.ControlState.LOST;
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
            if (state != STOPPED) {
                row(rows, state, Situation::stopLatched, ControlReason.STOP_PRESSED, STOPPED);
                row(rows, state, Situation::carFailed, ControlReason.CAR_FAILED, STOPPED);
                row(rows, state, Situation::controlFailed, ControlReason.CONTROL_FAILED, STOPPED);
                if (state != IDLE) {
                    row(rows, state, Situation::picturesGone, ControlReason.NO_PICTURES, IDLE);
                }
            }
        }
        row(rows, STOPPED, Situation::mayResume, ControlReason.RESUMED, IDLE);
        row(rows, IDLE, Situation::pictureFresh, ControlReason.PICTURES_ARRIVED, SEARCH);
        withoutTarget(rows);
        withTarget(rows);
        return List.copyOf(rows);
    }

    private static void withoutTarget(List<Transition> rows) {
        row(rows, SEARCH, Situation::targetSeen, ControlReason.TARGET_SEEN, ACQUIRE);
        row(rows, SEARCH, Situation::goalGiven, ControlReason.CAT_LOCATION_GIVEN, GOTO);

        row(rows, GOTO, Situation::targetSeen, ControlReason.TARGET_SEEN, ACQUIRE);
        row(rows, GOTO, Situation::goalGiven, ControlReason.CAT_LOCATION_GIVEN, GOTO);
        row(rows, GOTO, Situation::arrived, ControlReason.ARRIVED, SEARCH);
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
