package org.catfollow.runtime.journal;

import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.SpeedLimit;

/** One transition on its way to the journal. A reusable holder, owned by one thread at a time. */
final class Transition {
    long nanos;
    long wallMillis;
    long pid;
    long epoch;
    long frameId;

    /** Transitions before this one that found no room, since the start. */
    long missed;

    ControlState from = ControlState.IDLE;
    ControlState to = ControlState.IDLE;
    ControlReason reason = ControlReason.START;
    SpeedLimit limit = SpeedLimit.NONE;
    double xMetres;
    double yMetres;
    double headingDegrees;
    float speedMetresPerSecond;
}
