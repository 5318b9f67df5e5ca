package org.catfollow.control.states;

import org.catfollow.control.settings.PursuitSettings;
import org.catfollow.shm.slots.ControlState;

/**
 * How long the animal has been followed without a rest. What counts is the sum: a target that is lost for a
 * moment and found again had no rest. As long without a pursuit as a rest takes is one.
 */
final class Pursuit {
    private final long followNanos;
    private final long restNanos;
    private long followedNanos;
    private long leftAloneNanos;
    private boolean hasRested;
    private long restUntilNanos;
    private long lastNanos;
    private boolean started;

    Pursuit(PursuitSettings settings) {
        followNanos = settings.followFor().toNanos();
        restNanos = settings.restFor().toNanos();
    }

    /** Counts the time since the call before, spent in a state. */
    void observe(ControlState state, long nowNanos) {
        long elapsed = started ? Math.max(0, nowNanos - lastNanos) : 0;
        started = true;
        lastNanos = nowNanos;
        if (state == ControlState.APPROACH
                || state == ControlState.TRACK
                || state == ControlState.COAST) {
            followedNanos += elapsed;
            leftAloneNanos = 0;
            return;
        }
        leftAloneNanos += elapsed;
        if (leftAloneNanos >= restNanos) {
            followedNanos = 0;
        }
    }

    boolean longEnough() {
        return followNanos > 0 && followedNanos >= followNanos;
    }

    void restFrom(long nowNanos) {
        followedNanos = 0;
        hasRested = true;
        restUntilNanos = nowNanos + restNanos;
    }

    boolean resting(long nowNanos) {
        return hasRested && nowNanos - restUntilNanos < 0;
    }
}
