package org.catfollow.control.guard;

import java.io.IOException;

/** The port to the wheels, with the one thing that the guard does to them. For the guard's thread. */
interface Wheels extends AutoCloseable {
    /** Of a car that exists in control's memory only: it ends with control. */
    Wheels NONE =
            new Wheels() {
                @Override
                public void zero() {
                    // Nothing turns.
                }

                @Override
                public void close() {
                    // Nothing is held.
                }
            };

    /**
     * Tells both motors to stand. May be repeated in every round.
     *
     * @throws IOException when one of them may not have been told; it may still turn
     */
    void zero() throws IOException;

    /** Lets go of the bus; writes nothing. */
    @Override
    void close() throws IOException;
}
