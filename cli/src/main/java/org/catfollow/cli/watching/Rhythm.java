package org.catfollow.cli.watching;

import java.util.Arrays;

/**
 * How regularly something comes: the last so many arrivals. Pure; times come in. Times are CLOCK_MONOTONIC
 * nanoseconds.
 */
public final class Rhythm {
    private final long[] gaps;
    private final long[] ages;
    private final long[] losses;
    private int used;
    private int next;
    private long lastNanos;
    private long lastId;
    private long arrivals;

    /**
     * Makes one that remembers the last {@code window} arrivals.
     *
     * @param window at least 1
     */
    public Rhythm(int window) {
        if (window < 1) {
            throw new IllegalArgumentException("a window of 1 or more wanted, not " + window);
        }
        gaps = new long[window];
        ages = new long[window];
        losses = new long[window];
    }

    /**
     * Takes what is there now; nothing new is no arrival.
     *
     * @param id of the newest, growing by one where none is left out
     * @param captureNanos of the picture behind it, 0 where there is none
     * @param numbered whether ids that were left out are losses
     */
    public void look(long id, long captureNanos, boolean numbered, long nowNanos) {
        if (id == lastId) {
            return;
        }
        // A smaller one is a stage that began anew.
        if (lastId != 0 && id > lastId) {
            gaps[next] = nowNanos - lastNanos;
            ages[next] = captureNanos == 0 ? -1 : nowNanos - captureNanos;
            losses[next] = numbered ? id - lastId - 1 : 0;
            next = (next + 1) % gaps.length;
            used = Math.min(used + 1, gaps.length);
            arrivals++;
        }
        lastId = id;
        lastNanos = nowNanos;
    }

    /** Returns how many arrivals were seen in all, the first not counted. */
    public long arrivals() {
        return arrivals;
    }

    /** Returns how many arrivals the figures are of. */
    public int window() {
        return used;
    }

    /** Returns how long ago the last one came; -1 where none ever did. */
    public long silentNanos(long nowNanos) {
        return lastNanos == 0 ? -1 : nowNanos - lastNanos;
    }

    /** Returns arrivals a second; 0 where too few came. */
    public double perSecond() {
        double mean = mean();
        return mean == 0 ? 0 : 1e9 / mean;
    }

    private double mean() {
        return used == 0 ? 0 : sum(gaps) / used;
    }

    private double sum(long[] values) {
        double sum = 0;
        for (int i = 0; i < used; i++) {
            sum += values[i];
        }
        return sum;
    }

    /** Returns the shortest time between two, nanoseconds. */
    public long shortestNanos() {
        return Arrays.stream(gaps, 0, used).min().orElse(0);
    }

    /** Returns the longest time between two, nanoseconds. */
    public long longestNanos() {
        return Arrays.stream(gaps, 0, used).max().orElse(0);
    }

    /** Returns the standard deviation of the time between two, nanoseconds. */
    public double deviationNanos() {
        double mean = mean();
        double squares = 0;
        for (int i = 0; i < used; i++) {
            squares += (gaps[i] - mean) * (gaps[i] - mean);
        }
        return used == 0 ? 0 : Math.sqrt(squares / used);
    }

    /** Returns how many ids were left out. */
    public long lost() {
        return (long) sum(losses);
    }

    /**
     * Returns the age of the picture when its answer was seen, of which {@code share} were younger;
     * nanoseconds, -1 where no picture is behind it.
     *
     * @param share 0.5 is the median
     */
    public long ageNanos(double share) {
        long[] sorted = Arrays.stream(ages, 0, used).filter(age -> age >= 0).sorted().toArray();
        if (sorted.length == 0) {
            return -1;
        }
        int rank = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, Math.min(sorted.length - 1, rank))];
    }
}
