package org.catfollow.runtime.standin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.runtime.standin.StandInEntry.Kind;
import org.catfollow.runtime.standin.StandInEntry.Outcome;

/**
 * A judge's side of the stand-in HAT: makes it faulty while it runs, sees its registers, reads its log. A
 * fault holds from the next transaction on, in every process. Any thread.
 */
public final class StandInBench {
    /** Pulse register of the right motor, P12. */
    public static final int RIGHT_MOTOR = 0x20 + 12;

    /** Pulse register of the left motor, P13. */
    public static final int LEFT_MOTOR = 0x20 + 13;

    /** The full pulse width of a motor. */
    public static final int FULL_PULSE = 4095;

    private final StandInFile file;

    /**
     * Opens the HAT in a file, and makes it when it is new.
     *
     * @throws IOException in one line, when the file cannot be opened or is something else
     */
    public StandInBench(Path path) throws IOException {
        this.file = StandInFile.open(path);
    }

    /** Returns whether a register is a motor's pulse width. */
    public static boolean isMotor(int register) {
        return register == LEFT_MOTOR || register == RIGHT_MOTOR;
    }

    /** Takes every fault away: floor and battery in order, no echo. Registers and pins stay. */
    public void heal() {
        file.heal();
    }

    /** Leaves so many writes unacknowledged from now on. */
    public void failWrites(WriteFault which) {
        file.set(StandInLayout.WRITE_FAULT, which.ordinal());
    }

    /** Leaves the next writes unacknowledged, so many of them, whoever's they are. */
    public void failNextWrites(int count) {
        file.set(StandInLayout.FAIL_NEXT, count);
    }

    /** Lets each transaction block for this time and then fail; zero for no longer. */
    public void stuck(Duration time) {
        file.set(StandInLayout.STUCK_NANOS, time.toNanos());
    }

    /** Lets each transaction take this time longer; zero for no longer. */
    public void slow(Duration time) {
        file.set(StandInLayout.SLOW_NANOS, time.toNanos());
    }

    /**
     * Lets the microcontroller begin anew, as a dip of its supply does: every register is 0, and nothing
     * answers for this time.
     */
    public void reset(Duration deaf) {
        file.set(StandInLayout.DEAF_UNTIL, System.nanoTime() + deaf.toNanos());
        long number = file.nextNumber();
        file.clearRegisters(number);
        file.publish(number, StandInEntry.pack(Kind.RESET, Outcome.DONE, 0, 0));
    }

    /** Breaks the analogue inputs. */
    public void analog(AnalogFault fault) {
        file.set(StandInLayout.ANALOG_FAULT, fault.ordinal());
    }

    /** Breaks the ultrasonic sensor. */
    public void echo(EchoFault fault) {
        file.set(StandInLayout.ECHO_FAULT, fault.ordinal());
    }

    /** Puts something there, so many metres ahead. */
    public void echoFrom(double metres) {
        file.set(StandInLayout.ECHO_METRES, Double.doubleToRawLongBits(metres));
    }

    /** Leaves nothing there that an echo could come from. */
    public void noEcho() {
        echoFrom(-1);
    }

    /** Sets what the floor sensors read, left to right, 0 to 4095. */
    public void floor(int left, int middle, int right) {
        file.set(StandInLayout.GRAYSCALE_0, left);
        file.set(StandInLayout.GRAYSCALE_1, middle);
        file.set(StandInLayout.GRAYSCALE_2, right);
    }

    /** Sets the battery's voltage. */
    public void battery(double volts) {
        file.set(StandInLayout.BATTERY_VOLTS, Double.doubleToRawLongBits(volts));
    }

    /** Returns the value of a register, 0 to 65535. */
    public int register(int number) {
        return file.value(StandInLayout.register(number));
    }

    /** Returns whether a pin is high. */
    public boolean pin(int gpio) {
        return file.value(StandInLayout.pin(gpio)) != 0;
    }

    /** Returns the number of the last transaction; its entry may be a moment later than this. */
    public long lastNumber() {
        return file.lastNumber();
    }

    /** Reads an entry of the log; returns false when it is not there: not yet, or not any more. */
    public boolean read(long number, StandInEntry out) {
        return file.read(number, out);
    }
}
