package org.catfollow.control.sensing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.Sensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The floor sensors read one after the other, as the car reads them, in simulated time. */
class WildReadingsTest {
    private static final long MILLI = 1_000_000;
    private static final long PERIOD_NANOS = 20 * MILLI;
    private static final int[] REFERENCES = {500, 500, 500};

    /** In every 25th period the battery is read instead. */
    private static final int BATTERY_EVERY = 25;

    private static final int FULL = 4096;

    private FloorSense sense = new FloorSense();
    private final Sensors sensors = new Sensors();
    private final int[] current = new int[3];
    private final long[] times = new long[3];
    private long now = 1_000 * MILLI;
    private int period;
    private int next;

    private FloorState step(IntUnaryOperator readings) {
        now += PERIOD_NANOS;
        if (period++ % BATTERY_EVERY != 0) {
            current[next] = Math.clamp(readings.applyAsInt(next), 0, FULL - 1);
            times[next] = now;
            next = (next + 1) % 3;
        }
        sense.look(current, REFERENCES, times, now, sensors);
        return sensors.floor;
    }

    private void steps(int count, IntUnaryOperator readings) {
        for (int i = 0; i < count; i++) {
            FloorState ignored = step(readings);
        }
    }

    private void onAFloor() {
        sense = new FloorSense();
        sensors.floor = FloorState.UNKNOWN;
        steps(30, sensor -> 1000);
        assertThat(sensors.floor).isEqualTo(FloorState.FLOOR);
    }

    /** Returns how long the robot would have gone on, until it stood for half a second. */
    private long millisUntilItStands(Random random) {
        long since = now;
        long standsSince = 0;
        while (standsSince == 0 || now - standsSince < 500 * MILLI) {
            boolean drives = step(sensor -> random.nextInt(FULL)) == FloorState.FLOOR;
            standsSince = drives ? 0 : standsSince == 0 ? now : standsSince;
        }
        return (standsSince - since) / MILLI;
    }

    @Test
    void garbageStopsTheRobotWithinASecondWhateverTheSeed() {
        long slowest = 0;
        for (int seed = 0; seed < 50_000; seed++) {
            sense = new FloorSense();
            sensors.floor = FloorState.UNKNOWN;
            steps(5 + seed % 23, sensor -> 1000);
            slowest = Math.max(slowest, millisUntilItStands(new Random(seed)));
        }
        assertThat(slowest).isBetween(200L, 1000L);
    }

    @Test
    void garbageIsNotTakenForAFloorAgainAsLongAsItLasts() {
        onAFloor();
        Random random = new Random(1);
        steps(100, sensor -> random.nextInt(FULL));
        for (int i = 0; i < 500_000; i++) {
            assertThat(step(sensor -> random.nextInt(FULL))).isNotEqualTo(FloorState.FLOOR);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void garbageOnOneSensorAloneStopsTheRobotWithinTwoSeconds(int broken) {
        for (int seed = 0; seed < 5_000; seed++) {
            onAFloor();
            Random random = new Random(seed);
            long since = now;
            while (step(sensor -> sensor == broken ? random.nextInt(FULL) : 1000)
                    == FloorState.FLOOR) {
                assertThat(now - since).as("seed %d", seed).isLessThan(2_000 * MILLI);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 100})
    void noiseIsNotWildInAnHour(int deviation) {
        onAFloor();
        Random random = new Random(deviation);
        for (int i = 0; i < 180_000; i++) {
            assertThat(step(sensor -> 1000 + (int) (random.nextGaussian() * deviation)))
                    .isEqualTo(FloorState.FLOOR);
        }
    }

    @Test
    void aBrightLineUnderAllSensorsIsNotWildHoweverWideItIs() {
        for (int readings = 1; readings <= 12; readings++) {
            onAFloor();
            steps(3 * readings, sensor -> 3000);
            for (int i = 0; i < 40; i++) {
                assertThat(step(sensor -> 1000))
                        .as("%d readings wide", readings)
                        .isEqualTo(FloorState.FLOOR);
            }
        }
    }

    @Test
    void aFloorOfAnotherColourIsNotWild() {
        onAFloor();
        for (int i = 0; i < 50; i++) {
            assertThat(step(sensor -> 3500)).isEqualTo(FloorState.FLOOR);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(step(sensor -> 700)).isEqualTo(FloorState.FLOOR);
        }
    }

    @Test
    void anEdgeIsACliffAsSoonAsBefore() {
        onAFloor();
        int steps = 1;
        while (step(sensor -> 100) != FloorState.CLIFF) {
            steps++;
        }
        assertThat(steps).as("two readings of one of three").isLessThanOrEqualTo(5);
    }

    @Test
    void aFloorIsKnownAgainWhenTheReadingsWereCalmForAThirdOfASecond() {
        onAFloor();
        int[] readings = {1000, 3000};
        int[] which = {0};
        while (step(sensor -> readings[which[0]++ / 3 % 2]) == FloorState.FLOOR) {
            assertThat(which[0]).isLessThan(40);
        }
        int steps = 1;
        while (step(sensor -> 1000) != FloorState.FLOOR) {
            steps++;
        }
        assertThat(steps).isBetween(WildReadings.CALM, WildReadings.CALM + 5);
    }

    @Test
    void whatLiesBetweenTwoReadingsFarApartInTimeIsNotKnownToBeAJump() {
        onAFloor();
        for (int i = 0; i < 40; i++) {
            now += 400 * MILLI;
            int reading = i % 2 == 0 ? 3000 : 1000;
            steps(3, sensor -> reading);
        }
        steps(2, sensor -> 1000);
        assertThat(sensors.floor).isEqualTo(FloorState.FLOOR);
    }
}
