package org.catfollow.control.car.picarx;

import org.catfollow.control.car.CarFailure;

/**
 * One motor: its direction pin and its pulse width, what they are and what they are to be. The pin turns
 * only while the pulse width is 0. For the control thread.
 */
final class Wheel {
    /** Nobody knows what the HAT has. */
    private static final int UNKNOWN = -1;

    private final int pulseRegister;
    private final int directionGpio;
    private int forwardSign = 1;

    private int pulse = UNKNOWN;
    private int level = UNKNOWN;
    private int wantedPulse;
    private int wantedLevel;

    Wheel(int channel, int directionGpio) {
        this.pulseRegister = HatRegisters.pulse(channel);
        this.directionGpio = directionGpio;
    }

    /** Takes the sign that drives the car forward on this side: the motors are mounted mirrored. */
    void forwardSign(int sign) {
        forwardSign = sign;
    }

    int pulseRegister() {
        return pulseRegister;
    }

    /** What is known of the HAT is not true any more. */
    void forget() {
        pulse = UNKNOWN;
        level = UNKNOWN;
    }

    /** Takes over what to do: percent 0..100, forward or back. */
    void want(double percent, boolean forward) {
        wantedPulse = HatRegisters.motorPulse(percent);
        // Low is the motor's positive direction.
        wantedLevel = (forward ? forwardSign : -forwardSign) > 0 ? 0 : 1;
    }

    boolean wantsToStand() {
        return wantedPulse == 0;
    }

    boolean stands() {
        return pulse == 0;
    }

    /** The pulse width was set to 0 by somebody who knows the register. */
    void wasZeroed() {
        pulse = 0;
    }

    /** Whatever of the command makes the wheel slower: for a turn of the pin that is down to 0. */
    void slowDown(HatWriter writer) throws CarFailure {
        if (!wantsToStand() && level != wantedLevel) {
            set(writer, 0);
        } else if (wantedPulse < pulse || pulse == UNKNOWN) {
            set(writer, wantedPulse);
        }
    }

    /** The rest of the command. A wheel that is to stand keeps its pin. */
    void speedUp(HatWriter writer) throws CarFailure {
        if (!wantsToStand() && level != wantedLevel) {
            writer.pin(directionGpio, wantedLevel != 0);
            level = wantedLevel;
        }
        set(writer, wantedPulse);
    }

    /** Only 0 is tried again: whoever refused power may have begun anew, and have no timers for it. */
    private void set(HatWriter writer, int value) throws CarFailure {
        if (pulse == value) {
            return;
        }
        if (value == 0) {
            writer.write(pulseRegister, value);
        } else if (!writer.writeUnlessFailed(pulseRegister, value)) {
            return;
        }
        pulse = value;
    }
}
