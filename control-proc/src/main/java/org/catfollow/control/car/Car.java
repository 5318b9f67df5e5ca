package org.catfollow.control.car;

import org.catfollow.control.motion.MotionCommand;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.slots.SimulatedCarState;

/**
 * Wheels, steering and camera servos. Belongs to the control thread.
 *
 * <p>A call returns when the car was told, and throws when that cannot be said: an error is never
 * swallowed, for a caller that believes in a stop which did not happen is the worst case.
 */
public interface Car extends AutoCloseable {
    /**
     * Tells the car what to do from {@code nowNanos} on. The command may be changed after the call.
     *
     * @throws CarFailure when any part of it may not have been done; the wheels may still turn
     */
    void apply(MotionCommand command, long nowNanos) throws CarFailure;

    /**
     * Brings the wheels to zero, whatever else is in progress; safe to repeat.
     *
     * @throws CarFailure when the wheels may still turn; to be tried again
     */
    void stop() throws CarFailure;

    /**
     * Writes what the sensors said last. What is not there keeps time 0.
     *
     * <p>May read from the bus, one value at a call. A read that fails leaves the old value and its
     * time: who asks judges its age.
     */
    void sense(SensorReadings out, long nowNanos);

    /**
     * Returns whether it has sensors at all: distance, floor and battery. Without them nothing is
     * looked out for.
     */
    boolean hasSensors();

    /**
     * Writes what the car really does, where it exists in figures only.
     *
     * @return false, with {@code out} untouched, for a car of metal
     */
    default boolean simulated(SimulatedCarState out) {
        return false;
    }

    /**
     * Somebody else, such as the guard, may have written to the car since: what is told next is written
     * anew, whole.
     */
    default void distrust() {
        // A car that remembers nothing has nothing to forget.
    }

    /**
     * Tries a value of the calibration. What it makes the wheels do lasts until {@link #apply} or {@link
     * #stop}; what it changes lasts until {@link CalibrationPart#RELOAD}.
     *
     * @param value in what the part counts, checked
     * @return false, with nothing done, for a car or a part that has no calibration
     * @throws CarFailure when it may not have been done; the wheels may turn
     */
    default boolean calibrate(CalibrationPart part, double value) throws CarFailure {
        return false;
    }

    /** Stops the car and lets go of it. */
    @Override
    void close() throws CarFailure;
}
