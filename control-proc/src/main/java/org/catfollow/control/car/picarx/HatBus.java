package org.catfollow.control.car.picarx;

import java.io.IOException;

/**
 * The registers of the Robot HAT, without its pins: what a guard needs. Several processes may each have
 * one at the same time; a pin has one holder only.
 */
public interface HatBus extends AutoCloseable {
    /**
     * Writes a register: three bytes, register, high byte, low byte, in one transaction.
     *
     * @param value 0 to 65535
     */
    void write(int register, int value) throws IOException;

    /** Lets go of it; writes nothing. */
    @Override
    void close() throws IOException;
}
