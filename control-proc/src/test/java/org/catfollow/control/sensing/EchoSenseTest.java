package org.catfollow.control.sensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.control.settings.ObstacleSettings;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.Sensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EchoSenseTest {
    private static final long MILLI = 1_000_000;

    private final EchoSense sense = new EchoSense(ObstacleSettings.DEFAULT);
    private final Sensors sensors = new Sensors();
    private long now = 1_000 * MILLI;

    /** One measurement, 50 ms after the one before. */
    private EchoState hear(double metres) {
        now += 50 * MILLI;
        sense.look(metres, now, now, sensors);
        return sensors.echo;
    }

    private EchoState hear(double metres, int times) {
        for (int i = 0; i < times; i++) {
            hear(metres);
        }
        return sensors.echo;
    }

    @Test
    void saysNothingBeforeThereAreThreeMeasurements() {
        assertThat(hear(2, 2)).isEqualTo(EchoState.UNKNOWN);
        assertThat(sensors.distanceMetres).isEqualTo(-1);
        assertThat(hear(2)).isEqualTo(EchoState.FAR);
        assertThat(sensors.distanceMetres).isEqualTo(2);
    }

    @Test
    void oneWildEchoChangesNothing() {
        hear(2, 5);
        assertThat(hear(0.05)).isEqualTo(EchoState.FAR);
        assertThat(hear(2)).isEqualTo(EchoState.FAR);
        assertThat(hear(0.05)).isEqualTo(EchoState.FAR);
        assertThat(sensors.distanceMetres).isEqualTo(2);
    }

    @Test
    void threeOfFiveNearEchoesAreNear() {
        hear(2, 5);
        hear(0.2, 2);
        assertThat(sensors.echo).isEqualTo(EchoState.FAR);
        assertThat(hear(0.2)).isEqualTo(EchoState.BLOCKED);
    }

    /** The vendor's own example takes no echo, -1, for a distance, and drives backwards in open space. */
    @ParameterizedTest
    @ValueSource(doubles = {-1, -2, 0, Double.NaN, Double.NEGATIVE_INFINITY})
    void noEchoInOpenSpaceIsNeitherNearNorFar(double noEcho) {
        hear(noEcho, 20);
        assertThat(sensors.echo).isEqualTo(EchoState.UNKNOWN);
        assertThat(sensors.distanceMetres).isEqualTo(-1);
    }

    @Test
    void mostlyNoEchoIsUnknownAndNowAndThenNoneIsNot() {
        hear(1, 5);
        hear(-1, 2);
        assertThat(sensors.echo).isEqualTo(EchoState.FAR);
        assertThat(sensors.distanceMetres).isEqualTo(1);
        assertThat(hear(-1)).isEqualTo(EchoState.UNKNOWN);
    }

    @Test
    void whatWasTooNearIsBelievedForASecondWhenItsEchoStaysAway() {
        hear(0.1, 5);
        hear(-1, 3);
        assertThat(sensors.echo).isEqualTo(EchoState.BLOCKED);
        assertThat(sensors.distanceMetres).isEqualTo(-1);
        hear(-1, 25);
        assertThat(sensors.echo).isEqualTo(EchoState.UNKNOWN);
    }

    @Test
    void anOldMeasurementSaysNothing() {
        hear(2, 5);
        long measured = now;
        sense.look(2, measured, measured + 300 * MILLI, sensors);
        assertThat(sensors.echo).isEqualTo(EchoState.FAR);
        sense.look(2, measured, measured + 301 * MILLI, sensors);
        assertThat(sensors.echo).isEqualTo(EchoState.UNKNOWN);
        assertThat(sensors.distanceNanos).isEqualTo(measured);
        now = measured + 1_000 * MILLI;
        assertThat(hear(2, 2)).isEqualTo(EchoState.UNKNOWN);
        assertThat(hear(2)).isEqualTo(EchoState.FAR);
    }

    @Test
    void theSameMeasurementSeenInManyPeriodsCountsOnce() {
        hear(2, 5);
        now += 50 * MILLI;
        for (int i = 0; i < 10; i++) {
            sense.look(0.1, now, now + i, sensors);
        }
        assertThat(sensors.echo).isEqualTo(EchoState.FAR);
    }

    @Test
    void aStateIsLeftALittleBeyondWhereItWasEntered() {
        hear(0.5, 5);
        assertThat(sensors.echo).isEqualTo(EchoState.NEAR);
        assertThat(hear(0.64, 5)).isEqualTo(EchoState.NEAR);
        assertThat(hear(0.66, 5)).isEqualTo(EchoState.FAR);
        assertThat(hear(0.61, 5)).isEqualTo(EchoState.FAR);
        assertThat(hear(0.25, 5)).isEqualTo(EchoState.BLOCKED);
        assertThat(hear(0.29, 5)).isEqualTo(EchoState.BLOCKED);
        assertThat(hear(0.31, 5)).isEqualTo(EchoState.NEAR);
        assertThat(sensors.distanceMetres).isCloseTo(0.31f, within(1e-6f));
    }

    @Test
    void neverMeasuredIsUnknown() {
        sense.look(-1, 0, now, sensors);
        assertThat(sensors.echo).isEqualTo(EchoState.UNKNOWN);
    }
}
