package org.catfollow.runtime.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.runtime.standin.StandInEntry.Outcome;

/**
 * A driver's side of the stand-in HAT: does what the real one would, or fails as a judge wants it to.
 * Each call is one transaction and one entry of the log. Any thread.
 */
public final class StandInBus {
    /** The microcontroller's reset: while it is low nothing answers, and every register is 0. */
    public static final int RESET_GPIO = 5;

    private static final WriteFault[] WRITE_FAULTS = WriteFault.values();
    private static final AnalogFault[] ANALOG_FAULTS = AnalogFault.values();
    private static final EchoFault[] ECHO_FAULTS = EchoFault.values();

    /** What {@link #echoNanos} returns when no echo came. */
    public static final long NO_ECHO = -1;

    /** The vendor's figure, so that a driver which uses it finds the metres that were set. */
    private static final double SOUND_METRES_PER_SECOND = 343.30;

    private static final long ECHO_PATIENCE_NANOS = 20_000_000;
    private static final long POLL_NANOS = 500_000;
    private static final int NO_ECHO_LOGGED = 0xFFFF;
    private static final int FLOOR_CHANNELS = 3;
    private static final int BATTERY_CHANNEL = 4;
    private static final int HIGHEST_READING = 4095;
    private static final double VOLTS = 3.3;
    private static final double BATTERY_DIVIDER = 3;

    private final Path path;
    private final StandInFile file;
    private volatile boolean closed;

    /**
     * Opens the HAT in a file, and makes it when it is new.
     *
     * @throws IOException in one line, when the file cannot be opened or is something else
     */
    public StandInBus(Path path) throws IOException {
        this.path = path;
        this.file = StandInFile.open(path);
    }

    /** Writes a register. */
    public void write(int register, int value) throws IOException {
        if (register < 0 || register >= StandInLayout.REGISTER_COUNT) {
            throw new IOException("stand-in HAT: there is no register " + register);
        }
        transact(Kind.WRITE, register, value);
        if (refuses(register)) {
            throw refused(Kind.WRITE, register, value);
        }
        long number = file.nextNumber();
        file.store(StandInLayout.register(register), number, value);
        file.publish(number, StandInEntry.pack(Kind.WRITE, Outcome.DONE, register, value));
    }

    /** Reads an analogue input, 0 to 4095. */
    public int readAnalog(int channel) throws IOException {
        transact(Kind.ANALOG, channel, 0);
        AnalogFault fault = ANALOG_FAULTS[(int) file.get(StandInLayout.ANALOG_FAULT)];
        if (fault == AnalogFault.FAILS || isInReset() || writeFault() == WriteFault.ALL) {
            throw refused(Kind.ANALOG, channel, 0);
        }
        int value =
                fault == AnalogFault.GARBAGE
                        ? ThreadLocalRandom.current().nextInt(HIGHEST_READING + 1)
                        : reading(channel);
        file.publish(
                file.nextNumber(), StandInEntry.pack(Kind.ANALOG, Outcome.DONE, channel, value));
        return value;
    }

    /** Sets an output pin. */
    public void pin(int gpio, boolean high) throws IOException {
        requireOpen();
        if (gpio < 0 || gpio >= StandInLayout.PIN_COUNT) {
            throw new IOException("stand-in HAT: there is no GPIO " + gpio);
        }
        int value = high ? 1 : 0;
        long number = file.nextNumber();
        file.store(StandInLayout.pin(gpio), number, value);
        if (gpio == RESET_GPIO && !high) {
            file.clearRegisters(number);
        }
        file.publish(number, StandInEntry.pack(Kind.PIN, Outcome.DONE, gpio, value));
    }

    /** Sends an ultrasonic pulse and waits for its echo, nanoseconds, as long as it takes. */
    public long echoNanos() throws IOException {
        requireOpen();
        EchoFault fault = echoFault();
        while (fault == EchoFault.HANGS && !closed) {
            LockSupport.parkNanos(POLL_NANOS);
            fault = echoFault();
        }
        requireOpen();
        if (fault == EchoFault.FAILS) {
            throw refused(Kind.ECHO, 0, NO_ECHO_LOGGED);
        }
        double metres =
                fault == EchoFault.RANDOM
                        ? ThreadLocalRandom.current().nextDouble(0.02, 4)
                        : Double.longBitsToDouble(file.get(StandInLayout.ECHO_METRES));
        long nanos = metres < 0 ? NO_ECHO : (long) (metres * 2 / SOUND_METRES_PER_SECOND * 1e9);
        boolean heard = nanos >= 0 && nanos < ECHO_PATIENCE_NANOS;
        await(heard ? nanos : ECHO_PATIENCE_NANOS);
        int logged = heard ? (int) Math.round(metres * 100) : NO_ECHO_LOGGED;
        file.publish(file.nextNumber(), StandInEntry.pack(Kind.ECHO, Outcome.DONE, 0, logged));
        return heard ? nanos : NO_ECHO;
    }

    /** Lets go; writes nothing. */
    public void close() {
        closed = true;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("stand-in HAT " + path + " is closed");
        }
    }

    /** What comes before each transaction on the bus: the time it takes, or the bus that is stuck. */
    private void transact(Kind kind, int at, int value) throws IOException {
        requireOpen();
        long stuckNanos = file.get(StandInLayout.STUCK_NANOS);
        if (stuckNanos > 0) {
            awaitStuck(stuckNanos);
            file.publish(file.nextNumber(), StandInEntry.pack(kind, Outcome.STUCK, at, value));
            throw new IOException(
                    "stand-in HAT " + path + ": the bus was stuck (" + kind + " " + at + ")");
        }
        await(file.get(StandInLayout.SLOW_NANOS));
    }

    /** The kernel gives up after its time, or when the bus is free again. */
    private void awaitStuck(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0 && file.get(StandInLayout.STUCK_NANOS) > 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void await(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private boolean refuses(int register) {
        WriteFault fault = writeFault();
        boolean concerned =
                fault == WriteFault.ALL
                        || (fault == WriteFault.MOTORS && StandInBench.isMotor(register));
        return isInReset() || concerned || file.takeFailure();
    }

    private IOException refused(Kind kind, int at, int value) {
        file.publish(file.nextNumber(), StandInEntry.pack(kind, Outcome.REFUSED, at, value));
        return new IOException(
                "stand-in HAT " + path + ": no acknowledge (" + kind + " " + at + ")");
    }

    private boolean isInReset() {
        long deafUntil = file.get(StandInLayout.DEAF_UNTIL);
        return file.value(StandInLayout.pin(RESET_GPIO)) == 0
                || (deafUntil != 0 && System.nanoTime() - deafUntil < 0);
    }

    private WriteFault writeFault() {
        return WRITE_FAULTS[(int) file.get(StandInLayout.WRITE_FAULT)];
    }

    private EchoFault echoFault() {
        return ECHO_FAULTS[(int) file.get(StandInLayout.ECHO_FAULT)];
    }

    private int reading(int channel) {
        if (channel == BATTERY_CHANNEL) {
            double volts = Double.longBitsToDouble(file.get(StandInLayout.BATTERY_VOLTS));
            return (int) Math.round(volts / BATTERY_DIVIDER / VOLTS * HIGHEST_READING);
        }
        return channel >= 0 && channel < FLOOR_CHANNELS
                ? (int) file.get(StandInLayout.GRAYSCALE_0 + channel * StandInLayout.WORD)
                : 0;
    }
}
