package org.catfollow.control.sensing;

/** The median of the last few values. Allocates nothing after it was made. */
final class RecentMedian {
    private final double[] values;
    private final double[] sorted;
    private int next;
    private int count;

    RecentMedian(int size) {
        values = new double[size];
        sorted = new double[size];
    }

    void add(double value) {
        values[next] = value;
        next = (next + 1) % values.length;
        count = Math.min(values.length, count + 1);
    }

    void clear() {
        next = 0;
        count = 0;
    }

    /** Returns how many values there are, at most as many as are remembered. */
    int count() {
        return count;
    }

    /** Returns how many of them are over a limit; what is no number is not. */
    int countOver(double limit) {
        int over = 0;
        for (int i = 0; i < count; i++) {
            over += values[i] > limit ? 1 : 0;
        }
        return over;
    }

    /**
     * Returns the median of those over a limit, the nearer of the middle two when their number is even;
     * NaN when there are none.
     */
    double medianOver(double limit) {
        int used = 0;
        for (int i = 0; i < count; i++) {
            if (values[i] > limit) {
                insert(values[i], used);
                used++;
            }
        }
        return used == 0 ? Double.NaN : sorted[(used - 1) / 2];
    }

    private void insert(double value, int used) {
        int at = used;
        while (at > 0 && sorted[at - 1] > value) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = value;
    }
}
