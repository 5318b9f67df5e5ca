package org.catfollow.detector;

import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowWriter;

/**
 * The row's counters that are counted elsewhere, over several agents one after another: what came before
 * stays counted. One thread; allocates nothing after construction.
 */
final class Totals {
    private final StageRowWriter row;
    private final long[] before = new long[Counter.values().length];

    /** Goes on from what {@code row} says. */
    Totals(StageRowWriter row) {
        this.row = row;
        for (Counter counter : Counter.values()) {
            before[counter.ordinal()] = row.get(counter);
        }
    }

    /** Says that a count elsewhere is not at 0, but at {@code count} already. */
    void begin(Counter counter, long count) {
        before[counter.ordinal()] -= count;
    }

    /** Counts, with {@code count} elsewhere, in the row. */
    void set(Counter counter, long count) {
        row.set(counter, before[counter.ordinal()] + count);
    }
}
