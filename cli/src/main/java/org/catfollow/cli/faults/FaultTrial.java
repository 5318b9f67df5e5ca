package org.catfollow.cli.faults;

import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.standin.MotorWatch;

/** One fault, once. For the main thread. */
final class FaultTrial {
    private static final long LOOK_NANOS = 1_000_000;
    private static final long BEYOND_NANOS = 2_000_000_000L;
    private static final long BROKEN_NANOS = 500_000_000;
    private static final long GOES_ON_NANOS = 1_500_000_000L;

    /** While the bus is broken, from try to try of zero. */
    private static final long BETWEEN_TRIES_NANOS = 250_000_000;

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Fault fault;
    private final Rig rig;
    private final long holdNanos;

    FaultTrial(Fault fault, Rig rig) {
        this.fault = fault;
        this.rig = rig;
        this.holdNanos = fault.holdMillis() * 1_000_000;
    }

    /**
     * Breaks it and waits for what has to happen; undoes nothing.
     *
     * @return how long that took, milliseconds; infinite when it did not within the limit and two seconds
     */
    double run() {
        long at = fault.act(rig);
        return switch (fault.expectation()) {
            case STANDS -> standsSince(at);
            case SLOWS -> slowSince(at);
            case STANDS_ONCE_HEALED -> standsOnceHealed();
            case GOES_ON -> standstill(at);
        };
    }

    private double standsSince(long at) {
        MotorWatch watch = rig.watch();
        long end = at + fault.limitMillis() * 1_000_000 + holdNanos + BEYOND_NANOS;
        for (long now = at; now - end < 0; now = System.nanoTime()) {
            watch.look();
            long zero = watch.motorsZeroSinceNanos();
            if (zero != 0 && now - Math.max(zero, at) >= holdNanos) {
                return millis(zero - at);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return NEVER;
    }

    private double slowSince(long at) {
        MotorWatch watch = rig.watch();
        long end = at + fault.limitMillis() * 1_000_000 + holdNanos + BEYOND_NANOS;
        long slow = 0;
        for (long now = at; now - end < 0; now = System.nanoTime()) {
            watch.look();
            if (watch.pulse() > Pulse.CAREFUL) {
                slow = 0;
            } else if (slow == 0) {
                slow = now;
            } else if (now - slow >= holdNanos) {
                return millis(slow - at);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return NEVER;
    }

    private double standsOnceHealed() {
        MotorWatch watch = rig.watch();
        long tries = watch.zeroAttempts();
        long lastTry = 0;
        boolean gap = false;
        long begin = System.nanoTime();
        for (long now = begin; now - begin < BROKEN_NANOS; now = System.nanoTime()) {
            watch.look();
            if (watch.zeroAttempts() > tries) {
                gap |= lastTry != 0 && now - lastTry > BETWEEN_TRIES_NANOS;
                tries = watch.zeroAttempts();
                lastTry = watch.lastAttemptNanos();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        if (lastTry == 0 || gap) {
            // Nobody tried, or gave up in between.
            return NEVER;
        }
        return standsSince(rig.heal());
    }

    private double standstill(long at) {
        MotorWatch watch = rig.watch();
        long stood = 0;
        for (long now = at; now - at < GOES_ON_NANOS; now = System.nanoTime()) {
            watch.look();
            long zero = watch.motorsZeroSinceNanos();
            stood = Math.max(stood, zero == 0 ? 0 : now - zero);
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return millis(stood);
    }

    private static double millis(long nanos) {
        return Math.max(0, nanos * 1e-6);
    }
}
