package org.catfollow.control.guard;

import java.io.IOException;
import org.catfollow.control.car.picarx.HatBus;

/**
 * The two motors of a PiCar-X, by the HAT's own registers. It needs nothing that control has set up: a
 * pulse of no width is standstill at any period, and the direction does not matter then.
 *
 * <p>Each motor is told in a transaction of its own (three bytes, 0.3 ms at 100 kHz), which the kernel
 * keeps apart from control's.
 */
final class HatWheels implements Wheels {
    /** Pulse width of channel P12: the right motor. */
    static final int RIGHT_MOTOR = 0x20 + 12;

    /** Pulse width of channel P13: the left motor. */
    static final int LEFT_MOTOR = 0x20 + 13;

    private final HatBus hat;

    /** Takes the HAT, which is this instance's from now on. */
    HatWheels(HatBus hat) {
        this.hat = hat;
    }

    @Override
    public void zero() throws IOException {
        try {
            hat.write(RIGHT_MOTOR, 0);
        } catch (IOException e) {
            // Each for itself: what can stand stands.
            zeroLeftAfter(e);
            throw e;
        }
        hat.write(LEFT_MOTOR, 0);
    }

    private void zeroLeftAfter(IOException right) {
        try {
            hat.write(LEFT_MOTOR, 0);
        } catch (IOException left) {
            right.addSuppressed(left);
        }
    }

    @Override
    public void close() throws IOException {
        hat.close();
    }
}
