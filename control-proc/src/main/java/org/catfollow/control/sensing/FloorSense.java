package org.catfollow.control.sensing;

import java.util.Arrays;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.Sensors;

/**
 * From the floor sensors' readings to whether there is a floor. Each sensor is judged by itself, at its own
 * new readings, so that one that fails blinds no other: one that sees no floor in {@value #BAD_READINGS}
 * readings in a row is at a cliff. That is over when every sensor has had {@value #GOOD_READINGS} good ones
 * in a row since, so that a car at an edge does not go forth and back. Readings that jump as no floor does
 * ({@link WildReadings}) count as none: the floor is unknown, whatever they say.
 *
 * <p>Pure; allocates nothing; one instance for one car.
 */
public final class FloorSense {
    /** How many readings of one sensor in a row make a cliff: one may be noise. */
    static final int BAD_READINGS = 2;

    /** How many readings in a row, of every sensor, end it. */
    static final int GOOD_READINGS = 5;

    /** A reading older than this says nothing any more, nanoseconds. */
    static final long STALE_NANOS = 300_000_000;

    private final long[] lastNanos = new long[Sensors.GRAYSCALES];
    private final int[] bad = new int[Sensors.GRAYSCALES];
    private final int[] good = new int[Sensors.GRAYSCALES];
    private final int[] last = new int[Sensors.GRAYSCALES];
    private final WildReadings wildness = new WildReadings(Sensors.GRAYSCALES);
    private boolean cliff;

    /**
     * Looks at one period.
     *
     * @param readings of each sensor, 0 to 4095
     * @param references at or under this a sensor sees no floor
     * @param readNanos when each was read, 0 for never; the same time is the same reading
     * @param nowNanos when the period began
     * @param out takes readings and state
     */
    public void look(
            int[] readings, int[] references, long[] readNanos, long nowNanos, Sensors out) {
        for (int i = 0; i < lastNanos.length; i++) {
            if (readNanos[i] != 0 && readNanos[i] != lastNanos[i]) {
                boolean fresh = readNanos[i] - lastNanos[i] <= STALE_NANOS;
                if (lastNanos[i] != 0 && fresh) {
                    wildness.take(i, last[i], readings[i]);
                }
                last[i] = readings[i];
                lastNanos[i] = readNanos[i];
                take(i, readings[i] > references[i]);
            }
        }
        long oldest = oldest();
        System.arraycopy(readings, 0, out.grayscale, 0, out.grayscale.length);
        out.grayscaleNanos = oldest;
        boolean stale = oldest == 0 || nowNanos - oldest > STALE_NANOS;
        if (cliff) {
            // It does not go away because nobody looks.
            out.floor = FloorState.CLIFF;
        } else if (stale || wildness.wild() || (!everyGood(1) && out.floor != FloorState.FLOOR)) {
            out.floor = FloorState.UNKNOWN;
        } else {
            out.floor = FloorState.FLOOR;
        }
    }

    private void take(int sensor, boolean floor) {
        bad[sensor] = floor ? 0 : Math.min(bad[sensor] + 1, BAD_READINGS);
        good[sensor] = floor ? Math.min(good[sensor] + 1, GOOD_READINGS) : 0;
        if (bad[sensor] >= BAD_READINGS) {
            cliff = true;
            // What the others saw before says nothing of where the car stands after it.
            Arrays.fill(good, 0);
        } else if (everyGood(GOOD_READINGS)) {
            cliff = false;
        }
    }

    private boolean everyGood(int readings) {
        for (int count : good) {
            if (count < readings) {
                return false;
            }
        }
        return true;
    }

    private long oldest() {
        long oldest = lastNanos[0];
        for (long nanos : lastNanos) {
            oldest = Math.min(oldest, nanos);
        }
        return oldest;
    }
}
