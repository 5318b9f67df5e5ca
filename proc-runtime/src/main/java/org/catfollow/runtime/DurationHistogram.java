package org.catfollow.runtime;

/**
 * Counts durations in cells that are made once: exact to the microsecond below 64 microseconds, to
 * 3 % above, up to an hour; longer ones count as an hour. One thread; recording allocates nothing.
 *
 * <p>The cells are those of HdrHistogram, in their simplest form: 32 to each power of two.
 */
public final class DurationHistogram {
    private static final int LINEAR_CELLS = 64;
    private static final int CELLS_PER_OCTAVE = 32;
    private static final long LONGEST_MICROS = 3_600_000_000L;

    private final long[] cells = new long[cell(LONGEST_MICROS) + 1];
    private long count;

    /** Counts a duration; the sign does not matter. */
    public void record(long nanos) {
        long micros = Math.min(Math.abs(nanos) / 1000, LONGEST_MICROS);
        cells[cell(micros)]++;
        count++;
    }

    /** Returns how many durations were counted. */
    public long count() {
        return count;
    }

    /**
     * Returns the duration that {@code fraction} of all do not exceed, nanoseconds: the upper end of
     * its cell; 0 when nothing was counted.
     *
     * @param fraction 0 to 1: 0.99 for the 99th percentile
     */
    public long quantileNanos(double fraction) {
        long wanted = Math.max(1, (long) Math.ceil(fraction * count));
        long seen = 0;
        for (int i = 0; i < cells.length; i++) {
            seen += cells[i];
            if (count > 0 && seen >= wanted) {
                return upperMicros(i) * 1000;
            }
        }
        return 0;
    }

    private static int cell(long micros) {
        if (micros < LINEAR_CELLS) {
            return (int) micros;
        }
        int octave = 63 - Long.numberOfLeadingZeros(micros) - 5;
        int within = (int) (micros >>> octave) - CELLS_PER_OCTAVE;
        return (octave + 1) * CELLS_PER_OCTAVE + within;
    }

    /** Returns the largest whole number of microseconds that falls into the cell. */
    private static long upperMicros(int cell) {
        if (cell < LINEAR_CELLS) {
            return cell;
        }
        int octave = cell / CELLS_PER_OCTAVE - 1;
        long within = cell % CELLS_PER_OCTAVE;
        return ((CELLS_PER_OCTAVE + within + 1) << octave) - 1;
    }
}
