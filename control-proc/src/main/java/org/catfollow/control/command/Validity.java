package org.catfollow.control.command;

/**
 * When a command was given, and how long it holds. What was asked long ago must not move the robot now.
 *
 * @param givenNanos when it was given, CLOCK_MONOTONIC nanoseconds
 * @param timeToLiveNanos how long it holds
 */
public record Validity(long givenNanos, long timeToLiveNanos) {
    /** The longest a command may hold: one minute. */
    public static final long LONGEST_NANOS = 60_000_000_000L;

    /** Refuses a time to live that is none, or too long. */
    public Validity {
        if (timeToLiveNanos <= 0 || timeToLiveNanos > LONGEST_NANOS) {
            throw new IllegalArgumentException(
                    "command: time to live "
                            + timeToLiveNanos
                            + " ns outside 1.."
                            + LONGEST_NANOS
                            + " ns");
        }
    }

    /**
     * Returns whether it does not hold at {@code nowNanos}: its time is over, or it was given more than
     * a time to live ahead, which no clock of this machine can have said.
     */
    public boolean expired(long nowNanos) {
        long age = nowNanos - givenNanos;
        return age >= timeToLiveNanos || age < -timeToLiveNanos;
    }
}
