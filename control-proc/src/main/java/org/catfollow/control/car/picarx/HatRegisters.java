package org.catfollow.control.car.picarx;

/**
 * The registers of the Robot HAT's microcontroller: where a channel's are, and what is written into them.
 * Figures from the vendor's own packages robot-hat and picar-x.
 *
 * <pre>
 *  channel P0..P19 --&gt; pulse register 0x20 + channel: how long the output is high, 0..period
 *  channel / 4     --&gt; timer: one prescaler, one period for its four channels (from 16 on fewer)
 *  72 MHz / prescaler / period = pulses a second
 * </pre>
 */
final class HatRegisters {
    /** How many steps a pulse has, for servos and motors. */
    static final int PERIOD = 4095;

    /** What a motor's timer divides the clock by. */
    static final int MOTOR_PRESCALER = 10;

    /** The highest reading of an analogue input. */
    static final int HIGHEST_READING = 4095;

    private static final double CLOCK_HERTZ = 72e6;
    private static final double SERVO_HERTZ = 50;
    private static final double SERVO_PERIOD_MICROS = 20_000;
    private static final double SHORTEST_PULSE_MICROS = 500;
    private static final double LONGEST_PULSE_MICROS = 2500;
    private static final double SERVO_DEGREES = 90;

    private HatRegisters() {}

    /** Returns the register of a channel's pulse width. */
    static int pulse(int channel) {
        return 0x20 + channel;
    }

    /** Returns the timer of a channel. */
    static int timer(int channel) {
        if (channel < 16) {
            return channel / 4;
        }
        return channel < 18 ? 4 : channel - 13;
    }

    /** Returns the register of a timer's prescaler; what is written is the prescaler less one. */
    static int prescaler(int timer) {
        return timer < 4 ? 0x40 + timer : 0x50 + timer - 4;
    }

    /** Returns the register of a timer's period. */
    static int period(int timer) {
        return timer < 4 ? 0x44 + timer : 0x54 + timer - 4;
    }

    /** Returns the prescaler for a servo's 50 pulses a second. */
    static int servoPrescaler() {
        return (int) Math.round(CLOCK_HERTZ / SERVO_HERTZ / PERIOD);
    }

    /** Returns a servo's pulse width for an angle, which is held within -90..90 degrees. */
    static int servoPulse(double degrees) {
        double angle = Math.clamp(degrees, -SERVO_DEGREES, SERVO_DEGREES);
        double micros =
                SHORTEST_PULSE_MICROS
                        + (angle + SERVO_DEGREES)
                                / (2 * SERVO_DEGREES)
                                * (LONGEST_PULSE_MICROS - SHORTEST_PULSE_MICROS);
        return (int) (micros / SERVO_PERIOD_MICROS * PERIOD);
    }

    /**
     * Returns a motor's pulse width for a speed of 0..100 %. Below a duty of about half the motors do not
     * turn, so the speeds share the upper half.
     */
    static int motorPulse(double percent) {
        double duty = percent == 0 ? 0 : Math.clamp(percent, 0, 100) / 2 + 50;
        return (int) (duty / 100 * PERIOD);
    }

    /** Returns the register to write before an analogue input, A0..A7, is read. */
    static int adc(int channel) {
        return 0x10 | (7 - channel);
    }

    /** Returns the battery's voltage for a reading of A4, where a third of it is. */
    static double batteryVolts(int reading) {
        return reading * 3.3 / HIGHEST_READING * 3;
    }
}
