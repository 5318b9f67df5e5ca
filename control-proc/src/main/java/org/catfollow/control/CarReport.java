package org.catfollow.control;

import org.catfollow.control.car.SensorReadings;

/**
 * What is known of the car when a period begins, beside the track. A reusable holder for one thread.
 */
final class CarReport {
    /** Whether the car did not do as told since the period before. */
    boolean failed;

    /** Whether the guard lives, or the user does without. */
    boolean guardThere;

    /** Whether the guard holds the wheels at zero just now, or has done so since the period before. */
    boolean guardHolds;

    /** Whether the newest tracked frame shows what the one before showed, to the last pixel. */
    boolean pictureSame;

    /** Whether the car has sensors at all. */
    boolean hasSensors;

    /** What they said last. */
    final SensorReadings readings = new SensorReadings();
}
