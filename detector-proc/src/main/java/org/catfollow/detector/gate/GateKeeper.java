package org.catfollow.detector.gate;

/**
 * Opens and shuts. Pure state machine for one thread; times are CLOCK_MONOTONIC.
 *
 * <p>Without asking anybody it is open while there is a target, for the cool-down after something was
 * seen - by a gate or by the model -, and until the model's last result is empty: a gate that shuts
 * leaves no box behind that would look new.
 */
final class GateKeeper {
    private final long coolDownNanos;
    private long openUntilNanos;
    private boolean everSeen;
    private boolean boxesLeft;
    private boolean open = true;
    private boolean restsNext;

    /** Makes one that is open at first. */
    GateKeeper(long coolDownNanos) {
        this.coolDownNanos = coolDownNanos;
    }

    /** Returns whether the gate is open whatever the pictures show. */
    boolean isOpenUnasked(boolean targetInHand, long nowNanos) {
        if (targetInHand) {
            seen(nowNanos);
        }
        return targetInHand || boxesLeft || (everSeen && nowNanos - openUntilNanos < 0);
    }

    /** Returns whether the gates should look at this frame, or the last answer should stand. */
    boolean asks(boolean overloaded) {
        boolean rests = overloaded && restsNext;
        restsNext = !rests;
        return !rests;
    }

    /** Takes what the gates say; a gate that is not there says {@link Verdict#NOTHING}. */
    void answer(Verdict motion, Verdict anomaly, long nowNanos) {
        if (motion == Verdict.SOMETHING || anomaly == Verdict.SOMETHING) {
            seen(nowNanos);
        }
        open = motion != Verdict.NOTHING || anomaly != Verdict.NOTHING;
    }

    /** Returns the last answer. */
    boolean isOpen() {
        return open;
    }

    /** Takes how many boxes the model has found. */
    void found(int boxes, long nowNanos) {
        boxesLeft = boxes > 0;
        if (boxesLeft) {
            seen(nowNanos);
        }
    }

    private void seen(long nowNanos) {
        everSeen = true;
        openUntilNanos = nowNanos + coolDownNanos;
    }
}
