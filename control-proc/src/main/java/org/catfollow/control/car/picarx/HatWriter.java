package org.catfollow.control.car.picarx;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.control.car.CarFailure;

/**
 * Writes to the HAT and does not let go until it is done or the time is up. The time starts with the first
 * write that fails after {@link #begin}, and all writes until the next share it; a write that fails has a
 * second try in any case, for the time may have passed while the thread was not let run. The clock is
 * asked only after a failure. For the control thread.
 */
final class HatWriter {
    /** Between two tries: the bus is free again, and there are some forty tries in the default time. */
    private static final long PAUSE_NANOS = 500_000;

    private static final String TO_DO =
            "; the car may still move: lift it or switch the HAT off, then look at its seat, its"
                    + " battery and `i2cdetect -y 1`";

    private final Hat hat;
    private final long patienceNanos;
    private boolean failed;
    private long deadlineNanos;

    HatWriter(Hat hat, long patienceNanos) {
        this.hat = hat;
        this.patienceNanos = patienceNanos;
    }

    /** Begins a command: nothing has failed in it yet. */
    void begin() {
        failed = false;
    }

    /** Returns whether anything has failed since {@link #begin}, though a later try may have gone well. */
    boolean failed() {
        return failed;
    }

    /**
     * Writes a register.
     *
     * @throws CarFailure when every try has failed
     */
    void write(int register, int value) throws CarFailure {
        IOException last = tryWrite(register, value);
        for (int tries = 1; last != null; tries++) {
            awaitNextTry(tries, "register " + hex(register), value, last);
            last = tryWrite(register, value);
        }
    }

    /**
     * Writes a register, with one try, unless something has failed since {@link #begin}.
     *
     * @return whether it was done
     */
    boolean writeUnlessFailed(int register, int value) {
        return !failed && tryWrite(register, value) == null;
    }

    /**
     * Sets an output pin.
     *
     * @throws CarFailure when every try has failed
     */
    void pin(int gpio, boolean high) throws CarFailure {
        IOException last = tryPin(gpio, high);
        for (int tries = 1; last != null; tries++) {
            awaitNextTry(tries, "GPIO " + gpio, high ? 1 : 0, last);
            last = tryPin(gpio, high);
        }
    }

    /**
     * Writes 0 into two registers, and tries each in turn: one that fails holds the other up for no longer
     * than one try takes.
     *
     * @throws CarFailure when one of them failed at every try; the other is 0 all the same
     */
    void zero(int first, int second) throws CarFailure {
        IOException firstLast = tryWrite(first, 0);
        IOException secondLast = tryWrite(second, 0);
        for (int tries = 1; firstLast != null || secondLast != null; tries++) {
            String what =
                    firstLast == null
                            ? "register " + hex(second)
                            : secondLast == null
                                    ? "register " + hex(first)
                                    : "registers " + hex(first) + " and " + hex(second);
            awaitNextTry(tries, what, 0, firstLast == null ? secondLast : firstLast);
            firstLast = firstLast == null ? null : tryWrite(first, 0);
            secondLast = secondLast == null ? null : tryWrite(second, 0);
        }
    }

    private IOException tryWrite(int register, int value) {
        try {
            hat.write(register, value);
            return null;
        } catch (IOException e) {
            return failed(e);
        }
    }

    private IOException tryPin(int gpio, boolean high) {
        try {
            hat.pin(gpio, high);
            return null;
        } catch (IOException e) {
            return failed(e);
        }
    }

    private IOException failed(IOException e) {
        if (!failed) {
            failed = true;
            deadlineNanos = System.nanoTime() + patienceNanos;
        }
        return e;
    }

    private void awaitNextTry(int tries, String what, int value, IOException last)
            throws CarFailure {
        if (tries > 1 && System.nanoTime() + PAUSE_NANOS - deadlineNanos >= 0) {
            throw new CarFailure(
                    "Robot HAT: "
                            + what
                            + " could not be set to "
                            + value
                            + " within "
                            + patienceNanos / 1_000_000
                            + " ms: "
                            + last.getMessage()
                            + TO_DO,
                    last);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    private static String hex(int register) {
        return String.format(Locale.ROOT, "0x%02X", register);
    }
}
