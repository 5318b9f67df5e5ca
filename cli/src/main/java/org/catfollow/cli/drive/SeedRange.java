package org.catfollow.cli.drive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which seeds a series drives with.
 *
 * @param first the seed of the first drive
 * @param count how many drives, each with the next seed
 */
public record SeedRange(long first, int count) {
    private static final int MOST = 10_000;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,15})-([0-9]{1,15})");

    /**
     * Reads a number of drives, or a range {@code A-B} of seeds, both ends among them.
     *
     * @param first the seed of the first drive, for a number alone; null for 1
     * @throws IllegalArgumentException with one line for the user when it is neither
     */
    public static SeedRange parse(String text, Long first) {
        if (COUNT.matcher(text).matches()) {
            return of(text, first == null ? 1 : first, Long.parseLong(text));
        }
        Matcher range = RANGE.matcher(text);
        if (!range.matches()) {
            throw refused(text);
        }
        if (first != null) {
            throw new IllegalArgumentException(
                    "--seeds " + text + " says which is the first; leave --first-seed out");
        }
        long begin = Long.parseLong(range.group(1));
        return of(text, begin, Long.parseLong(range.group(2)) - begin + 1);
    }

    private static SeedRange of(String text, long first, long count) {
        if (count < 1 || count > MOST) {
            throw refused(text);
        }
        return new SeedRange(first, (int) count);
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "--seeds must be a number of drives, 1 to 10000, or a range of seeds such as 21-40, not "
                        + text);
    }
}
