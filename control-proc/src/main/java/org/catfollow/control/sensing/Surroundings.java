package org.catfollow.control.sensing;

import org.catfollow.control.car.SensorReadings;
import org.catfollow.shm.slots.Sensors;

/**
 * From the raw readings of a car's sensors to what they mean. One instance for one car; allocates nothing,
 * belongs to the control thread.
 */
public final class Surroundings {
    /**
     * Looks at one period.
     *
     * @param readings what the sensors said last, raw
     * @param nowNanos when the period began
     * @param out takes what it means
     */
    public void look(SensorReadings readings, long nowNanos, Sensors out) {
        out.nanos = nowNanos;
    }
}
