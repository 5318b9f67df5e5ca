package org.catfollow.control.guard;

import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;

/**
 * Decides whether the wheels are control's business or the guard's. Pure: time comes in, nothing is read
 * or written elsewhere; allocates nothing. Lives as long as the process: over a region that is replaced
 * it remembers whether control drove.
 *
 * <p>Control is there while it holds its role, works, and has gone round not longer ago than the limit.
 * A control that is just starting is not: it may be started in the place of one that drove, and until its
 * first round the wheels are as that one left them.
 */
final class GuardDuty {
    private final long silentNanos;
    private final GuardStatus status = new GuardStatus();
    private boolean controlThere;
    private boolean zeroFailed;

    /** Whether the wheels were told zero since control was there, or since the guard began. */
    private boolean zeroed;

    private boolean mustZero = true;

    /**
     * Begins without knowing of any control.
     *
     * @param silentNanos from this age of its heartbeat on control is taken for dead
     * @param wheels which wheels are held, see {@link org.catfollow.control.car.WheelsKey}
     */
    GuardDuty(long silentNanos, long wheels) {
        status.wheels = wheels;
        this.silentNanos = silentNanos;
    }

    /**
     * Goes on from what a guard before this one left on the region: counts go on, and a control that it
     * watched and that is gone by now was driving.
     */
    void succeed(GuardStatus before) {
        status.trips = Math.max(status.trips, before.trips);
        status.failures = Math.max(status.failures, before.failures);
        status.lastTripNanos = Math.max(status.lastTripNanos, before.lastTripNanos);
        status.lastZeroNanos = Math.max(status.lastZeroNanos, before.lastZeroNanos);
        if (status.reason == GuardReason.NONE) {
            status.reason = before.reason;
        }
        controlThere |= before.state == GuardState.WATCHING;
    }

    /** Takes one look. What is to be done is what {@link #mustZero} says afterwards. */
    void look(ControlSign sign, long nowNanos) {
        status.controlPid = sign.pid;
        boolean there = isThere(sign, nowNanos);
        if (controlThere && !there) {
            boolean silent = sign.held && works(sign);
            take(
                    silent ? GuardReason.CONTROL_SILENT : GuardReason.CONTROL_GONE,
                    // It said that it ends: then nobody was surprised.
                    sign.activity != Activity.STOPPED,
                    nowNanos);
        }
        controlThere = there;
        zeroed &= !there;
        zeroFailed &= !there;
        // Nobody has ever driven on this region: once is enough.
        boolean everThere = sign.held || sign.pid != 0;
        mustZero = !there && (everThere || !zeroed);
    }

    /** Says that the region is no longer the one under its path; control cannot be seen any more. */
    void regionLost(long nowNanos) {
        if (controlThere) {
            take(GuardReason.REGION_LOST, true, nowNanos);
        }
        controlThere = false;
        zeroed = false;
        mustZero = true;
    }

    /** Says that the guard ends, and that control stands. */
    void ends() {
        status.reason = GuardReason.GUARD_ENDS;
        controlThere = false;
        mustZero = true;
    }

    private boolean isThere(ControlSign sign, long nowNanos) {
        return sign.held && works(sign) && nowNanos - sign.heartbeatNanos <= silentNanos;
    }

    private static boolean works(ControlSign sign) {
        return sign.activity == Activity.RUNNING || sign.activity == Activity.IDLE;
    }

    private void take(GuardReason reason, boolean trip, long nowNanos) {
        status.reason = reason;
        if (trip) {
            status.trips++;
            status.lastTripNanos = nowNanos;
        }
    }

    /** Returns whether the wheels are to be told zero in this round. */
    boolean mustZero() {
        return mustZero;
    }

    /** Says that both motors were told zero. */
    void zeroed(long nowNanos) {
        status.lastZeroNanos = nowNanos;
        zeroFailed = false;
        zeroed = true;
    }

    /** Says that the motors could not be told. */
    void zeroFailed() {
        status.failures++;
        zeroFailed = true;
    }

    /** Returns whether control was there at the last look. */
    boolean controlThere() {
        return controlThere;
    }

    /** Returns what holds now; the same instance each time. */
    GuardStatus status(long nowNanos) {
        status.nanos = nowNanos;
        status.state =
                controlThere
                        ? GuardState.WATCHING
                        : zeroFailed ? GuardState.FAILING : GuardState.HOLDING;
        return status;
    }
}
