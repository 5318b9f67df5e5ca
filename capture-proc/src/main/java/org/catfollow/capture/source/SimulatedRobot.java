package org.catfollow.capture.source;

import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;

/**
 * What a source that answers to the robot knows of it: where the simulated car is, and where the truth
 * and what its sensors say are written down. For capture's own thread.
 */
public interface SimulatedRobot {
    /**
     * Reads where the car is now.
     *
     * @return false, with {@code out} as it was, where no simulated car has said anything, or nothing
     *     that can be
     */
    boolean car(SimulatedCarState out);

    /** Publishes what there is in a frame that is about to be committed. */
    void publish(GroundTruth truth);

    /** Publishes what the car's sensors would say at the moment of that frame, and what it touches. */
    void publish(SimulatedSensors sensed);

    /** One that stands at its start, and nobody asks for the truth. */
    SimulatedRobot NONE =
            new SimulatedRobot() {
                @Override
                public boolean car(SimulatedCarState out) {
                    return false;
                }

                @Override
                public void publish(GroundTruth truth) {}

                @Override
                public void publish(SimulatedSensors sensed) {}

                @Override
                public long worldStartNanos() {
                    return 0;
                }
            };

    /** Returns when the robot's world began, CLOCK_MONOTONIC nanoseconds; it outlives a restart. */
    long worldStartNanos();
}
