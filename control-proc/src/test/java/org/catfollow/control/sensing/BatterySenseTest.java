package org.catfollow.control.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.Sensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatterySenseTest {
    private static final long SECOND = 1_000_000_000;

    private final BatterySense sense = new BatterySense();
    private final Sensors sensors = new Sensors();
    private long now = 100 * SECOND;

    private BatteryState read(double volts, int times) {
        for (int i = 0; i < times; i++) {
            now += SECOND;
            sense.look(volts, now, now, sensors);
        }
        return sensors.battery;
    }

    @ParameterizedTest
    @CsvSource({
        "8.4, GOOD",
        "7.16, GOOD",
        "7.15, LOW",
        "6.51, LOW",
        "6.5, VERY_LOW",
        "6.01, VERY_LOW",
        "6.0, EMPTY",
        "3, EMPTY"
    })
    void theVendorsThresholdsDivideIt(double volts, BatteryState state) {
        assertThat(read(volts, 3)).isEqualTo(state);
        assertThat(sensors.batteryVolts).isEqualTo((float) volts);
    }

    @Test
    void fewerThanThreeReadingsNeverSayThatItIsEmpty() {
        assertThat(read(3, 1)).isEqualTo(BatteryState.VERY_LOW);
        assertThat(read(3, 1)).isEqualTo(BatteryState.VERY_LOW);
        assertThat(read(3, 1)).isEqualTo(BatteryState.EMPTY);
        sense.look(3, now, now + 11 * SECOND, sensors);
        assertThat(sensors.battery).isEqualTo(BatteryState.UNKNOWN);
        now += 11 * SECOND;
        assertThat(read(3, 2)).as("it begins anew").isEqualTo(BatteryState.VERY_LOW);
        assertThat(read(3, 1)).isEqualTo(BatteryState.EMPTY);
    }

    @Test
    void aFirstReadingThatIsNoiseIsOutvoted() {
        assertThat(read(0.2, 1)).isEqualTo(BatteryState.VERY_LOW);
        read(8, 1);
        assertThat(read(8, 1)).isEqualTo(BatteryState.GOOD);
    }

    @Test
    void aMomentUnderLoadChangesNothing() {
        read(7.4, 5);
        assertThat(read(5.5, 2)).isEqualTo(BatteryState.GOOD);
        assertThat(read(7.4, 1)).isEqualTo(BatteryState.GOOD);
    }

    @Test
    void itIsNotFullerAgainBecauseItRecoversALittle() {
        assertThat(read(6.0, 5)).isEqualTo(BatteryState.EMPTY);
        assertThat(read(6.09, 5)).isEqualTo(BatteryState.EMPTY);
        assertThat(read(6.12, 5)).isEqualTo(BatteryState.VERY_LOW);
        assertThat(read(6.59, 5)).isEqualTo(BatteryState.VERY_LOW);
        assertThat(read(7.24, 5)).isEqualTo(BatteryState.LOW);
        assertThat(read(7.26, 5)).isEqualTo(BatteryState.GOOD);
    }

    @Test
    void isUnknownWithoutAReadingAndTenSecondsAfterTheLast() {
        sense.look(0, 0, now, sensors);
        assertThat(sensors.battery).isEqualTo(BatteryState.UNKNOWN);
        read(8, 1);
        long last = now;
        sense.look(8, last, last + 10 * SECOND, sensors);
        assertThat(sensors.battery).isEqualTo(BatteryState.GOOD);
        sense.look(8, last, last + 10 * SECOND + 1, sensors);
        assertThat(sensors.battery).isEqualTo(BatteryState.UNKNOWN);
        assertThat(sensors.batteryVolts).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "NaN", "Infinity"})
    void whatIsNoVoltageIsNoReading(double volts) {
        assertThat(read(volts, 3)).isEqualTo(BatteryState.UNKNOWN);
    }
}
