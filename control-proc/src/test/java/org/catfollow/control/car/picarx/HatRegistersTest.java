package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures on the right are worked out by hand from the vendor's formulas, not by this code. */
class HatRegistersTest {
    @ParameterizedTest
    @CsvSource({
        // channel, pulse, timer, prescaler, period
        "0, 0x20, 0, 0x40, 0x44",
        "2, 0x22, 0, 0x40, 0x44",
        "7, 0x27, 1, 0x41, 0x45",
        "12, 0x2C, 3, 0x43, 0x47",
        "13, 0x2D, 3, 0x43, 0x47",
        "15, 0x2F, 3, 0x43, 0x47",
        "16, 0x30, 4, 0x50, 0x54",
        "17, 0x31, 4, 0x50, 0x54",
        "18, 0x32, 5, 0x51, 0x55",
        "19, 0x33, 6, 0x52, 0x56"
    })
    void aChannelHasItsRegisters(
            int channel, String pulse, int timer, String scaler, String period) {
        assertThat(HatRegisters.pulse(channel)).isEqualTo(Integer.decode(pulse));
        assertThat(HatRegisters.timer(channel)).isEqualTo(timer);
        assertThat(HatRegisters.prescaler(timer)).isEqualTo(Integer.decode(scaler));
        assertThat(HatRegisters.period(timer)).isEqualTo(Integer.decode(period));
    }

    @ParameterizedTest
    @CsvSource({
        // 500 us + (angle + 90) / 180 * 2000 us, of 20,000 us, times 4095, cut
        "-90, 102", // 500 us: 102.375
        "-30, 238", // 1166.67 us: 238.875
        "0, 307", // 1500 us: 307.125
        "20, 352", // 1722.22 us: 352.625
        "30, 375", // 1833.33 us: 375.375
        "90, 511", // 2500 us: 511.875
        "91, 511",
        "-500, 102"
    })
    void aServosPulseFollowsItsAngle(double degrees, int pulse) {
        assertThat(HatRegisters.servoPulse(degrees)).isEqualTo(pulse);
    }

    @ParameterizedTest
    @CsvSource({
        // speed / 2 + 50 percent of 4095, cut
        "0, 0",
        "1, 2067", // 50.5 %: 2067.975
        "40, 2866", // 70 %: 2866.5
        "50, 3071", // 75 %: 3071.25
        "100, 4095",
        "130, 4095"
    })
    void aMotorsSpeedsShareTheUpperHalfOfItsDuty(double percent, int pulse) {
        assertThat(HatRegisters.motorPulse(percent)).isEqualTo(pulse);
    }

    @Test
    void servosHaveFiftyPulsesASecond() {
        // 72,000,000 / 50 / 4095 = 351.65
        assertThat(HatRegisters.servoPrescaler()).isEqualTo(352);
    }

    @ParameterizedTest
    @CsvSource({"0, 0x17", "1, 0x16", "2, 0x15", "4, 0x13"})
    void analogueInputsAreCountedFromSevenDown(int channel, String register) {
        assertThat(HatRegisters.adc(channel)).isEqualTo(Integer.decode(register));
    }

    @Test
    void theBatterysThirdIsMeasured() {
        // 3102 / 4095 of 3.3 V is 2.49978 V.
        assertThat(HatRegisters.batteryVolts(3102)).isCloseTo(7.49934, within(1e-5));
    }
}
