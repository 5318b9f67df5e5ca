package org.catfollow.control.sensing;

import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.Sensors;

/**
 * From the floor sensors' readings to whether there is a floor. A sensor that sees none in {@value
 * #BAD_READINGS} readings in a row is at a cliff; that is over after {@value #GOOD_READINGS} good ones, so
 * that a car at an edge does not go forth and back.
 *
 * <p>Pure; allocates nothing; one instance for one car.
 */
public final class FloorSense {
    /** How many readings in a row make a cliff: one may be noise. */
    static final int BAD_READINGS = 2;

    /** How many readings in a row end it. */
    static final int GOOD_READINGS = 5;

    /** A reading older than this says nothing any more, nanoseconds. */
    static final long STALE_NANOS = 300_000_000;

    private long lastNanos;
    private int bad;
    private int good;
    private boolean cliff;

    /**
     * Looks at one period.
     *
     * @param readings of each sensor, 0 to 4095
     * @param references at or under this a sensor sees no floor
     * @param readNanos when the oldest of them was read, 0 for never; the same time is the same reading
     * @param nowNanos when the period began
     * @param out takes readings and state
     */
    public void look(int[] readings, int[] references, long readNanos, long nowNanos, Sensors out) {
        if (readNanos != 0 && readNanos != lastNanos) {
            lastNanos = readNanos;
            take(floorEverywhere(readings, references));
        }
        System.arraycopy(readings, 0, out.grayscale, 0, out.grayscale.length);
        out.grayscaleNanos = lastNanos;
        boolean stale = lastNanos == 0 || nowNanos - lastNanos > STALE_NANOS;
        if (cliff) {
            // It does not go away because nobody looks.
            out.floor = FloorState.CLIFF;
        } else if (stale || (good == 0 && out.floor != FloorState.FLOOR)) {
            out.floor = FloorState.UNKNOWN;
        } else {
            out.floor = FloorState.FLOOR;
        }
    }

    private void take(boolean floor) {
        bad = floor ? 0 : bad + 1;
        good = floor ? good + 1 : 0;
        if (bad >= BAD_READINGS) {
            cliff = true;
        } else if (good >= GOOD_READINGS) {
            cliff = false;
        }
    }

    private static boolean floorEverywhere(int[] readings, int[] references) {
        for (int i = 0; i < readings.length; i++) {
            if (readings[i] <= references[i]) {
                return false;
            }
        }
        return true;
    }
}
