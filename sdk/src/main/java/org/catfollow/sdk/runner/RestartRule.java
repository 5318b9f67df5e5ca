package org.catfollow.sdk.runner;

import java.time.Duration;

/**
 * When a process that was lost is started again: at once after the first loss, then after delays that
 * double, and no more after too many losses without an answer in between.
 *
 * @param first delay before the second start in a row
 * @param longest delay
 * @param limit how many losses in a row are borne
 */
public record RestartRule(Duration first, Duration longest, int limit) {
    /** 0.2, 0.4, 0.8, 1.6 s; given up with the sixth loss in a row. */
    public static final RestartRule DEFAULT =
            new RestartRule(Duration.ofMillis(200), Duration.ofSeconds(5), 5);

    private static final int MOST_DOUBLINGS = 30;

    /** Returns how long to wait before a start after so many losses in a row. */
    Duration delay(int losses) {
        if (losses <= 1) {
            return Duration.ZERO;
        }
        Duration delay = first.multipliedBy(1L << Math.min(losses - 2, MOST_DOUBLINGS));
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    /** Returns whether that were too many. */
    boolean isOver(int losses) {
        return losses > limit;
    }
}
