package org.catfollow.runtime.standin;

import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.runtime.standin.StandInEntry.Outcome;

/**
 * Follows the log of a stand-in HAT and knows since when the motors turn or stand, to the transaction. One
 * thread, which looks at least once a second or so: the log holds some minutes.
 */
public final class MotorWatch {
    /** A process that was killed in mid-transaction never publishes its entry. */
    private static final long HOLE_NANOS = 50_000_000;

    private final StandInBench bench;
    private final StandInEntry entry = new StandInEntry();
    private final int[] pulses = new int[2];
    private long next;
    private long holeSinceNanos;
    private long sinceNanos;
    private boolean turning;
    private long zeroAttempts;
    private long lastAttemptNanos;
    private long longestBetweenAttemptsNanos;
    private long holes;

    /** Follows it from now on; what was before is taken from the registers. */
    public MotorWatch(StandInBench bench) {
        this.bench = bench;
        this.next = bench.lastNumber() + 1;
        pulses[0] = bench.register(StandInBench.LEFT_MOTOR);
        pulses[1] = bench.register(StandInBench.RIGHT_MOTOR);
        this.sinceNanos = System.nanoTime();
        this.turning = pulses[0] != 0 || pulses[1] != 0;
    }

    /** Takes all that is new in the log. */
    public void look() {
        while (next <= bench.lastNumber()) {
            if (bench.read(next, entry)) {
                take();
            } else if (!isHole()) {
                return;
            } else {
                // Whether it was done the registers know; when, only that it was before now.
                holes++;
                note(0, bench.register(StandInBench.LEFT_MOTOR), System.nanoTime());
                note(1, bench.register(StandInBench.RIGHT_MOTOR), System.nanoTime());
            }
            holeSinceNanos = 0;
            next++;
        }
        agree();
    }

    /** A process that stood still in mid-transaction stores its value long after its place in the log. */
    private void agree() {
        int left = bench.register(StandInBench.LEFT_MOTOR);
        int right = bench.register(StandInBench.RIGHT_MOTOR);
        if (bench.lastNumber() < next && (left != pulses[0] || right != pulses[1])) {
            note(0, left, System.nanoTime());
            note(1, right, System.nanoTime());
        }
    }

    private boolean isHole() {
        if (bench.lastNumber() - next >= StandInLayout.ENTRIES) {
            return true;
        }
        long now = System.nanoTime();
        holeSinceNanos = holeSinceNanos == 0 ? now : holeSinceNanos;
        return now - holeSinceNanos > HOLE_NANOS;
    }

    private void take() {
        if (isReset()) {
            note(0, 0, entry.nanos);
            note(1, 0, entry.nanos);
        }
        if (entry.kind != Kind.WRITE || !StandInBench.isMotor(entry.at)) {
            return;
        }
        if (entry.value == 0) {
            if (zeroAttempts > 0) {
                longestBetweenAttemptsNanos =
                        Math.max(longestBetweenAttemptsNanos, entry.nanos - lastAttemptNanos);
            }
            zeroAttempts++;
            lastAttemptNanos = entry.nanos;
        }
        if (entry.outcome == Outcome.DONE) {
            note(entry.at == StandInBench.LEFT_MOTOR ? 0 : 1, entry.value, entry.nanos);
        }
    }

    private boolean isReset() {
        boolean byPin =
                entry.kind == Kind.PIN && entry.at == StandInBus.RESET_GPIO && entry.value == 0;
        return byPin || entry.kind == Kind.RESET;
    }

    private void note(int motor, int pulse, long nanos) {
        pulses[motor] = pulse;
        boolean turns = pulses[0] != 0 || pulses[1] != 0;
        if (turns != turning) {
            turning = turns;
            sinceNanos = nanos;
        }
    }

    /** Returns whether any motor turns. */
    public boolean turning() {
        return turning;
    }

    /** Returns since when that is so, CLOCK_MONOTONIC nanoseconds. */
    public long sinceNanos() {
        return sinceNanos;
    }

    /** Returns since when both motors stand, CLOCK_MONOTONIC nanoseconds; 0 while any turns. */
    public long motorsZeroSinceNanos() {
        return turning ? 0 : sinceNanos;
    }

    /** Returns the larger pulse width of the two motors, 0 to 4095. */
    public int pulse() {
        return Math.max(pulses[0], pulses[1]);
    }

    /** Counts the attempts to set a motor to zero anew: those that are looked at from now on. */
    public void forgetAttempts() {
        zeroAttempts = 0;
        lastAttemptNanos = 0;
        longestBetweenAttemptsNanos = 0;
    }

    /** Returns how often somebody tried to set a motor to zero, done or not. */
    public long zeroAttempts() {
        return zeroAttempts;
    }

    /**
     * Returns the longest time from one such attempt to the next, nanoseconds, however late they were
     * looked at; 0 for fewer than two.
     */
    public long longestBetweenAttemptsNanos() {
        return longestBetweenAttemptsNanos;
    }

    /** Returns how many transactions never came to an end. */
    public long holes() {
        return holes;
    }
}
