package org.catfollow.tracker.lifecycle;

/** How the detector's last looks agreed with a track. Pure; allocates nothing after it was made. */
final class LookRecord {
    /** Looks remembered: four seconds of a detector that looks at 60 frames a second. */
    private static final int CAPACITY = 256;

    private static final int BEFORE = 8;
    private static final int MOST_BEFORE = 6;

    /** Looks up to the last agreement by which the next ones are expected. */
    private static final int EXPECTED_FROM = 16;

    private final long[] nanos = new long[CAPACITY];
    private final boolean[] agreed = new boolean[CAPACITY];
    private long looks;

    void clear() {
        looks = 0;
    }

    /** Takes over another record whole. */
    void copyFrom(LookRecord other) {
        System.arraycopy(other.nanos, 0, nanos, 0, CAPACITY);
        System.arraycopy(other.agreed, 0, agreed, 0, CAPACITY);
        looks = other.looks;
    }

    /** Takes one look, of a frame captured at {@code captureNanos}. */
    void add(long captureNanos, boolean agrees) {
        int i = (int) (looks & CAPACITY - 1);
        nanos[i] = captureNanos;
        agreed[i] = agrees;
        looks++;
    }

    /** Returns how many looks there were since {@link #clear}. */
    long looks() {
        return looks;
    }

    /** Returns the capture time of the last look's frame; there must have been one. */
    long newestNanos() {
        return nanos[(int) (looks - 1 & CAPACITY - 1)];
    }

    /** Returns how many of the last {@code count} looks agreed. */
    int agreedOfLast(int count) {
        long from = Math.max(0, looks - Math.min(count, CAPACITY));
        int sum = 0;
        for (long look = from; look < looks; look++) {
            sum += agreed[(int) (look & CAPACITY - 1)] ? 1 : 0;
        }
        return sum;
    }

    /**
     * Returns whether the detector, that saw the track well, has lost sight of it: none of the last
     * {@code missed} looks agreed, and most of the {@link #BEFORE} before did.
     */
    boolean lostSight(int missed) {
        return looks >= missed + BEFORE
                && agreedOfLast(missed) == 0
                && agreedOfLast(missed + BEFORE) >= MOST_BEFORE;
    }

    /**
     * Returns whether none of the newest looks agreed although {@code expected} should have, as often as
     * the looks before did. With 3 that happens by chance once in twenty times.
     */
    boolean missedThough(int expected) {
        long last = looks - 1;
        long oldest = Math.max(0, looks - CAPACITY);
        while (last >= oldest && !agreed[(int) (last & CAPACITY - 1)]) {
            last--;
        }
        if (last < oldest) {
            return false;
        }
        long from = Math.max(oldest, last + 1 - EXPECTED_FROM);
        int sum = 0;
        for (long look = from; look <= last; look++) {
            sum += agreed[(int) (look & CAPACITY - 1)] ? 1 : 0;
        }
        long missed = looks - 1 - last;
        return missed * sum >= expected * (last + 1 - from);
    }

    /**
     * Returns whether fewer than {@code share} of the looks at frames captured after {@code sinceNanos}
     * agreed; never of so few looks that less than {@code fewest} agreements were to be expected.
     */
    boolean agreedTooSeldom(long sinceNanos, float share, int fewest) {
        int all = 0;
        int sum = 0;
        for (long look = looks - 1; look >= Math.max(0, looks - CAPACITY); look--) {
            int i = (int) (look & CAPACITY - 1);
            if (nanos[i] <= sinceNanos) {
                break;
            }
            all++;
            sum += agreed[i] ? 1 : 0;
        }
        return all * share >= fewest && sum < all * share;
    }
}
