package org.catfollow.cli.faults;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.catfollow.runtime.standin.MotorWatch;

/** Says how long it took until a robot was as it has to be after one fault. For the main thread. */
final class Judge {
    /** So long both motors have to stay at zero. */
    private static final long HOLD_NANOS = 500_000_000;

    private static final long LOOK_NANOS = 1_000_000;
    private static final long BEYOND_NANOS = 2_000_000_000L;
    private static final long BROKEN_NANOS = 500_000_000;
    private static final long GOES_ON_NANOS = 1_500_000_000L;

    /** While the bus is broken, from try to try of zero. */
    private static final long BETWEEN_TRIES_NANOS = 250_000_000;

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Fault fault;
    private final MotorWatch watch;
    private final LongSupplier healing;

    /**
     * Prepares.
     *
     * @param watch of the motors
     * @param healing makes the HAT whole, and says when, just before it
     */
    Judge(Fault fault, MotorWatch watch, LongSupplier healing) {
        this.fault = fault;
        this.watch = watch;
        this.healing = healing;
    }

    /**
     * Waits for what has to happen.
     *
     * @param at when the fault began, CLOCK_MONOTONIC nanoseconds
     * @return how long that took, milliseconds; infinite when it did not within the limit and two seconds
     */
    double judge(long at) {
        return switch (fault.expectation()) {
            case STANDS -> standsSince(at);
            case SLOWS -> slowSince(at);
            case STANDS_ONCE_HEALED -> standsOnceHealed();
            case GOES_ON -> standstill(at);
        };
    }

    private double standsSince(long at) {
        long end = at + fault.limitMillis() * 1_000_000 + HOLD_NANOS + BEYOND_NANOS;
        for (long now = at; now - end < 0; now = System.nanoTime()) {
            watch.look();
            long zero = watch.motorsZeroSinceNanos();
            if (zero != 0 && now - Math.max(zero, at) >= HOLD_NANOS) {
                return millis(zero - at);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return NEVER;
    }

    private double slowSince(long at) {
        long end = at + fault.limitMillis() * 1_000_000 + HOLD_NANOS + BEYOND_NANOS;
        long slow = 0;
        long now = at;
        while (now - end < 0) {
            watch.look();
            // After the look, so that a judge that is held up errs to the robot's disadvantage.
            now = System.nanoTime();
            if (watch.pulse() > Pulse.CAREFUL) {
                slow = 0;
            } else if (slow == 0) {
                slow = now;
            } else if (now - slow >= HOLD_NANOS) {
                return millis(slow - at);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return NEVER;
    }

    private double standsOnceHealed() {
        watch.look();
        watch.forgetAttempts();
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < BROKEN_NANOS) {
            watch.look();
            LockSupport.parkNanos(LOOK_NANOS);
        }
        // By the times in the HAT's log: that we looked late is not the driver's fault.
        if (watch.zeroAttempts() == 0
                || watch.longestBetweenAttemptsNanos() > BETWEEN_TRIES_NANOS) {
            // Nobody tried, or gave up in between.
            return NEVER;
        }
        return standsSince(healing.getAsLong());
    }

    private double standstill(long at) {
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
