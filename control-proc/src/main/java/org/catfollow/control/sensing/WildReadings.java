package org.catfollow.control.sensing;

/**
 * Finds out that the floor sensors' readings are no readings: that they jump as no floor does, again and
 * again. A floor, a line or an edge makes a sensor jump once or twice and be calm before and after; an
 * input that is broken, or a bus on which others talk, says anything at each reading.
 *
 * <p>A count over the readings of each sensor, and one over those of all together: a jump adds one, a calm
 * reading takes one away. At {@value #ALARM_OF_ONE} and {@value #ALARM} they count as wild. A line under
 * all three sensors, crossed so fast that each sees it in one reading only, makes two jumps and six, so
 * that is no alarm; readings at random from the whole range jump in four of five. Two bad readings of one
 * sensor in a row being a cliff, garbage on all sensors stops the wheels after 0.18 s in the middle, and
 * within a second in all of 50,000 runs; on one alone after 0.4 s, and within two ({@code
 * WildReadingsTest}). It is over after {@value #CALM} calm readings in a row, 0.3 s: at random that is one
 * in 10^10.
 *
 * <p>A floor so motley that every second reading of all sensors jumps counts as wild, too: on it a cliff
 * could not be told, and the wheels stand. Pure; allocates nothing.
 */
final class WildReadings {
    /**
     * From one reading to the next of the same sensor, of 4095: less than from the vendor's floor (1000) to
     * what is a cliff by default (500). Noise on one floor is a tenth of it.
     */
    static final int JUMP = 400;

    static final int ALARM = 7;
    static final int ALARM_OF_ONE = 5;
    static final int CALM = 15;

    private final int[] counts;
    private int count;
    private int calm;
    private boolean wild;

    WildReadings(int sensors) {
        counts = new int[sensors];
    }

    /**
     * Takes a new reading of a sensor.
     *
     * @param before the same sensor's reading before
     */
    void take(int sensor, int before, int reading) {
        boolean jump = Math.abs(reading - before) > JUMP;
        count = Math.clamp((long) count + (jump ? 1 : -1), 0, ALARM);
        counts[sensor] = Math.clamp((long) counts[sensor] + (jump ? 1 : -1), 0, ALARM_OF_ONE);
        calm = jump ? 0 : Math.min(calm + 1, CALM);
        if (count >= ALARM || counts[sensor] >= ALARM_OF_ONE) {
            wild = true;
        } else if (calm >= CALM) {
            wild = false;
        }
    }

    /** Returns whether the readings say nothing. */
    boolean wild() {
        return wild;
    }
}
