package org.catfollow.cli.drive;

/** How long something went on: in all, and at most in a row. One thread. */
final class Stretch {
    private double current;
    private double total;
    private double longest;

    /** It went on for so long, without an end since the last call. */
    void add(double seconds) {
        current += seconds;
        total += seconds;
        longest = Math.max(longest, current);
    }

    /** It ended: what comes next begins anew. */
    void end() {
        current = 0;
    }

    /** Returns how long it went on in all, seconds. */
    double totalSeconds() {
        return total;
    }

    /** Returns how long it went on at most in a row, seconds. */
    double longestSeconds() {
        return longest;
    }
}
