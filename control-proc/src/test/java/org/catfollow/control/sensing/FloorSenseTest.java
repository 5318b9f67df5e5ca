package org.catfollow.control.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.Sensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloorSenseTest {
    private static final long MILLI = 1_000_000;
    private static final int[] REFERENCES = {500, 500, 500};

    private final FloorSense sense = new FloorSense();
    private final Sensors sensors = new Sensors();
    private long now = 1_000 * MILLI;

    private FloorState read(int left, int middle, int right) {
        now += 60 * MILLI;
        sense.look(new int[] {left, middle, right}, REFERENCES, now, now, sensors);
        return sensors.floor;
    }

    private FloorState floor(int times) {
        for (int i = 0; i < times; i++) {
            read(1200, 1300, 1100);
        }
        return sensors.floor;
    }

    @Test
    void isUnknownUntilItWasSeen() {
        sense.look(new int[3], REFERENCES, 0, now, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.UNKNOWN);
        assertThat(read(0, 0, 0)).isEqualTo(FloorState.UNKNOWN);
        assertThat(floor(1)).isEqualTo(FloorState.FLOOR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void oneSensorOverNothingInTwoReadingsInARowIsACliff(int sensor) {
        floor(3);
        int[] readings = {1200, 1200, 1200};
        readings[sensor] = 500;
        assertThat(read(readings[0], readings[1], readings[2])).isEqualTo(FloorState.FLOOR);
        assertThat(read(readings[0], readings[1], readings[2])).isEqualTo(FloorState.CLIFF);
    }

    @Test
    void oneBadReadingIsNoise() {
        floor(3);
        for (int i = 0; i < 20; i++) {
            read(100, 1200, 1200);
            assertThat(floor(1)).isEqualTo(FloorState.FLOOR);
        }
    }

    @Test
    void aCliffIsOverAfterFiveGoodReadingsInARow() {
        read(1, 1, 1);
        assertThat(read(1, 1, 1)).isEqualTo(FloorState.CLIFF);
        assertThat(floor(4)).isEqualTo(FloorState.CLIFF);
        read(1, 1200, 1200);
        assertThat(floor(4)).isEqualTo(FloorState.CLIFF);
        assertThat(floor(1)).isEqualTo(FloorState.FLOOR);
    }

    @Test
    void anOldReadingIsUnknownAndACliffStaysOne() {
        floor(3);
        long read = now;
        int[] good = {1200, 1200, 1200};
        sense.look(good, REFERENCES, read, read + 300 * MILLI, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.FLOOR);
        sense.look(good, REFERENCES, read, read + 301 * MILLI, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.UNKNOWN);
        read(1, 1, 1);
        read(1, 1, 1);
        sense.look(new int[3], REFERENCES, now, now + 5_000 * MILLI, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.CLIFF);
    }

    @Test
    void theSameReadingSeenTwiceCountsOnce() {
        floor(3);
        now += 60 * MILLI;
        sense.look(new int[3], REFERENCES, now, now, sensors);
        sense.look(new int[3], REFERENCES, now, now + 20 * MILLI, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.FLOOR);
    }
}
