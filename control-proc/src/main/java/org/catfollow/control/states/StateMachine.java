package org.catfollow.control.states;

import org.catfollow.control.sensing.PeriodInputs;
import org.catfollow.control.settings.HoldSettings;
import org.catfollow.control.settings.PursuitSettings;
import org.catfollow.control.settings.StateSettings;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;

/**
 * Decides what the robot does, by {@link TransitionTable}. Takes at most one row a period, allocates
 * nothing, belongs to the control thread.
 */
public final class StateMachine {
    private final Situation situation;

    private ControlState state = ControlState.IDLE;
    private ControlState previousState = ControlState.IDLE;
    private ControlReason reason = ControlReason.START;
    private long enteredNanos;
    private long transitionCount;
    private boolean started;

    /** Starts in IDLE. */
    public StateMachine(StateSettings settings, PursuitSettings pursuit, HoldSettings hold) {
        situation = new Situation(settings, pursuit, hold);
    }

    /**
     * Begins in another state: the one in which a control before this one stood and that only a person
     * may end. To be called before the first {@link #step}.
     */
    public void startIn(ControlState firstState, ControlReason firstReason) {
        state = firstState;
        previousState = firstState;
        reason = firstReason;
        situation.entered(firstState, firstReason);
    }

    /** The animal has had a rest since then, CLOCK_MONOTONIC nanoseconds, and goes on with it. */
    public void restFrom(long sinceNanos) {
        situation.restFrom(sinceNanos);
    }

    /**
     * Looks at one period.
     *
     * @return whether a row of the table was taken; its state may be the one before
     */
    public boolean step(PeriodInputs inputs) {
        if (!started) {
            started = true;
            enteredNanos = inputs.nowNanos;
        }
        situation.observe(inputs, inputs.nowNanos - enteredNanos);
        for (Transition row : TransitionTable.from(state)) {
            if (row.when().holds(situation)) {
                previousState = state;
                state = row.to();
                reason = row.reason();
                enteredNanos = inputs.nowNanos;
                transitionCount++;
                situation.entered(state, reason);
                return true;
            }
        }
        return false;
    }

    /** Returns whether the animal has a rest, which a guard that goes or a hand does not end. */
    public boolean resting() {
        return situation.resting();
    }

    /** Returns whether the robot stands by a fault of the floor alone, from which a hand may drive it. */
    public boolean onlyFloorAtFault() {
        return situation.onlyFloorAtFault();
    }

    /** Returns what the robot does. */
    public ControlState state() {
        return state;
    }

    /** Returns the state before the last transition. */
    public ControlState previousState() {
        return previousState;
    }

    /** Returns why the state was entered. */
    public ControlReason reason() {
        return reason;
    }

    /** Returns when the state was entered, CLOCK_MONOTONIC nanoseconds. */
    public long enteredNanos() {
        return enteredNanos;
    }

    /** Returns how many transitions were taken since the start. */
    public long transitionCount() {
        return transitionCount;
    }
}
