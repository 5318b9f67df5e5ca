package org.catfollow.sdk.runner;

import java.util.Arrays;

/** How long the steps took. Four bytes a step: a day at 30 a second is 10 MB. One thread. */
final class StepTimes {
    private static final int FIRST = 1024;
    private static final double NANOS_PER_MICRO = 1_000;

    private int[] micros = new int[FIRST];
    private int count;

    void add(long nanos) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = (int) Math.min(Integer.MAX_VALUE, Math.round(nanos / NANOS_PER_MICRO));
    }

    /** Returns the time that a share of the steps did not exceed, milliseconds; 0 without steps. */
    double quantileMillis(double share) {
        if (count == 0) {
            return 0;
        }
        int[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * count);
        return sorted[Math.clamp(rank - 1, 0, count - 1)] / NANOS_PER_MICRO;
    }
}
