package org.catfollow.control.car.picarx;

import java.io.IOException;

/**
 * The Robot HAT as a driver sees it: the microcontroller's registers on the I2C bus, a few GPIO pins, the
 * ultrasonic sensor. Numbers only; what they mean is {@link HatRegisters} and the driver's.
 *
 * <p>Every call returns when the kernel said that it was done, and throws when it did not; nothing is
 * retried or swallowed in here. {@link #echoNanos} may be called on another thread than the rest, and
 * must not be called by two at once.
 */
public interface Hat extends HatBus {
    /** What {@link #echoNanos} returns when no echo came: no reading, never a small distance. */
    long NO_ECHO = -1;

    /** Reads an analogue input, 0 (A0) to 4 (A4): 0 to 4095 for 0 to 3.3 V. */
    int readAdc(int channel) throws IOException;

    /** Sets an output pin, by its GPIO number. */
    void pin(int gpio, boolean high) throws IOException;

    /**
     * Sends one ultrasonic pulse and waits for its echo, at most 20 ms.
     *
     * @return how long the echo pin was high, nanoseconds, or {@link #NO_ECHO}
     */
    long echoNanos() throws IOException;
}
