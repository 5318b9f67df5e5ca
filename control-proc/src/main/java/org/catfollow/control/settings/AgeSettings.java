package org.catfollow.control.settings;

import java.time.Duration;

/**
 * How old a picture may be. An old picture shows where the cat was.
 *
 * @param fullUntil up to this age a picture counts fully
 * @param zeroFrom from this age on it does not count at all and the wheels are still; in between the
 *     weight falls linearly
 */
public record AgeSettings(Duration fullUntil, Duration zeroFrom) {

    /** Three frames at 30 per second count fully; at 0.3 m/s the car moves 0.12 m in the longest case. */
    public static final AgeSettings DEFAULT =
            new AgeSettings(Duration.ofMillis(100), Duration.ofMillis(400));

    /** Refuses ages in the wrong order. */
    public AgeSettings {
        Check.within("--age-full-ms", fullUntil, 0, 10_000);
        Check.within("--age-zero-ms", zeroFrom, 10, 10_000);
        Check.less("--age-full-ms", fullUntil, "--age-zero-ms", zeroFrom);
    }
}
