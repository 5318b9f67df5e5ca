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
    private final int[] current = new int[3];
    private final long[] times = new long[3];
    private long now = 1_000 * MILLI;

    private FloorState read(int left, int middle, int right) {
        now += 60 * MILLI;
        sense.look(new int[] {left, middle, right}, REFERENCES, all(now), now, sensors);
        return sensors.floor;
    }

    private static long[] all(long nanos) {
        return new long[] {nanos, nanos, nanos};
    }

    /** One sensor is read, as the car reads them: in turn, 20 ms after the one before. */
    private FloorState readOne(int sensor, int reading) {
        now += 20 * MILLI;
        current[sensor] = reading;
        times[sensor] = now;
        sense.look(current, REFERENCES, times, now, sensors);
        return sensors.floor;
    }

    private FloorState readInTurn(int rounds) {
        for (int i = 0; i < 3 * rounds; i++) {
            readOne(i % 3, 1200);
        }
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
        sense.look(new int[3], REFERENCES, new long[3], now, sensors);
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
            assertThat(floor(3)).isEqualTo(FloorState.FLOOR);
        }
    }

    @Test
    void everySecondReadingBadIsNoFloorThatIsKnown() {
        floor(3);
        for (int i = 0; i < 4; i++) {
            read(100, 1200, 1200);
            floor(1);
        }
        assertThat(sensors.floor).isEqualTo(FloorState.UNKNOWN);
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
        sense.look(good, REFERENCES, all(read), read + 300 * MILLI, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.FLOOR);
        sense.look(good, REFERENCES, all(read), read + 301 * MILLI, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.UNKNOWN);
        read(1, 1, 1);
        read(1, 1, 1);
        sense.look(new int[3], REFERENCES, all(now), now + 5_000 * MILLI, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.CLIFF);
    }

    @Test
    void theSameReadingSeenTwiceCountsOnce() {
        floor(3);
        now += 60 * MILLI;
        sense.look(new int[3], REFERENCES, all(now), now, sensors);
        sense.look(new int[3], REFERENCES, all(now), now + 20 * MILLI, sensors);
        assertThat(sensors.floor).isEqualTo(FloorState.FLOOR);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void oneBadReadingCountsOnceHoweverOftenTheOthersAreRead(int sensor) {
        readInTurn(2);
        readOne(sensor, 100);
        for (int i = 0; i < 4; i++) {
            assertThat(readOne((sensor + 1) % 3, 1200)).isEqualTo(FloorState.FLOOR);
            assertThat(readOne((sensor + 2) % 3, 1200)).isEqualTo(FloorState.FLOOR);
        }
        assertThat(readOne(sensor, 100)).isEqualTo(FloorState.CLIFF);
    }

    @Test
    void oneBadReadingOfEachOfTwoSensorsIsNoiseTwice() {
        readInTurn(2);
        readOne(0, 100);
        readOne(1, 100);
        assertThat(sensors.floor).isEqualTo(FloorState.FLOOR);
    }

    @Test
    void aSensorThatFailsBlindsNoOther() {
        readInTurn(2);
        for (int i = 0; i < 20; i++) {
            readOne(0, 1200);
            readOne(2, 1200);
        }
        assertThat(sensors.floor).as("the middle one is stale").isEqualTo(FloorState.UNKNOWN);
        readOne(2, 100);
        readOne(0, 1200);
        assertThat(readOne(2, 100)).isEqualTo(FloorState.CLIFF);
    }

    @Test
    void aSensorThatWasNeverReadLeavesItUnknownAndHidesNoCliff() {
        for (int i = 0; i < 5; i++) {
            assertThat(readOne(0, 1200)).isEqualTo(FloorState.UNKNOWN);
        }
        assertThat(sensors.grayscaleNanos).isZero();
        readOne(0, 100);
        assertThat(readOne(0, 100)).isEqualTo(FloorState.CLIFF);
    }

    @Test
    void aCliffIsOverOnlyWhenEverySensorHadFiveGoodReadingsSince() {
        readInTurn(9);
        readOne(1, 100);
        readOne(1, 100);
        for (int i = 0; i < 20; i++) {
            readOne(0, 1200);
            assertThat(readOne(1, 1200)).isEqualTo(FloorState.CLIFF);
        }
        for (int i = 0; i < 4; i++) {
            assertThat(readOne(2, 1200)).isEqualTo(FloorState.CLIFF);
        }
        assertThat(readOne(2, 1200)).isEqualTo(FloorState.FLOOR);
    }

    @Test
    void aSensorWhoseLastReadingWasBadStaysBadWhileItIsNotRead() {
        readInTurn(2);
        readOne(1, 100);
        for (int i = 0; i < 40; i++) {
            readOne(0, 1200);
            readOne(2, 1200);
        }
        assertThat(sensors.floor).isEqualTo(FloorState.UNKNOWN);
        assertThat(readOne(1, 100)).isEqualTo(FloorState.CLIFF);
    }

    @Test
    void theOldestReadingIsTheOneThatIsTold() {
        readInTurn(1);
        assertThat(sensors.grayscaleNanos).isEqualTo(now - 40 * MILLI);
        readOne(0, 1200);
        assertThat(sensors.grayscaleNanos).isEqualTo(now - 40 * MILLI);
    }
}
