package org.catfollow.control.car;

import org.catfollow.shm.slots.SimulatedSensors;

/** Where a simulated car finds what its sensors say: the world is another process. */
@FunctionalInterface
public interface SimulatedSenses {
    /** There is no world that answers. */
    SimulatedSenses NONE = out -> false;

    /**
     * Reads what they said last; allocates nothing.
     *
     * @return false where nobody has said anything, or nothing that can be
     */
    boolean read(SimulatedSensors out);
}
