package org.catfollow.control.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.control.motion.MotionCommand;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.junit.jupiter.api.Test;

class SimulatedCarTest {
    private static final long SECOND = 1_000_000_000;
    private final Pose pose = new Pose();
    private final SimulatedCar car = new SimulatedCar(0.095, new Pose());
    private final MotionCommand command = new MotionCommand();

    @Test
    void speedFollowsWithAFirstOrderLag() throws CarFailure {
        command.speedMetresPerSecond = 0.3;
        car.apply(command, 0);
        car.advance((long) (SimulatedCar.MOTOR_LAG_SECONDS * SECOND));
        // After one time constant: 1 - 1 / e.
        assertThat(car.speedMetresPerSecond()).isCloseTo(0.3 * (1 - Math.exp(-1)), within(1e-9));
    }

    @Test
    void theWayLacksTheLagTimesTheSpeed() throws CarFailure {
        command.speedMetresPerSecond = 0.3;
        car.apply(command, 0);
        car.advance(2 * SECOND);
        car.pose(pose);
        assertThat(pose.xMetres)
                .isCloseTo(0.3 * (2 - SimulatedCar.MOTOR_LAG_SECONDS), within(1e-4));
        assertThat(pose.yMetres).isEqualTo(0);
    }

    @Test
    void goesOnWithTheLastThingThatItWasTold() throws CarFailure {
        command.speedMetresPerSecond = 0.3;
        car.apply(command, 0);
        command.speedMetresPerSecond = 0;
        car.advance(10 * SECOND);
        car.pose(pose);
        assertThat(pose.xMetres).isGreaterThan(2.9);
    }

    @Test
    void comesToRestAfterAStop() throws CarFailure {
        command.speedMetresPerSecond = 0.3;
        car.apply(command, 0);
        car.advance(SECOND);
        car.stop();
        car.advance(2 * SECOND);
        assertThat(car.speedMetresPerSecond()).isCloseTo(0, within(1e-4));
    }

    @Test
    void positiveSteeringTurnsRight() throws CarFailure {
        command.speedMetresPerSecond = 0.1;
        command.steeringDegrees = 30;
        car.apply(command, 0);
        car.advance(SECOND);
        car.pose(pose);
        assertThat(pose.headingDegrees).isNegative();
        assertThat(pose.yMetres).isNegative();
    }

    @Test
    void aSuccessorGoesOnWhereItEndedAndStands() throws CarFailure {
        command.speedMetresPerSecond = 0.3;
        command.panDegrees = 20;
        car.apply(command, 0);
        car.advance(SECOND);
        SimulatedCarState last = new SimulatedCarState();
        assertThat(car.simulated(last)).isTrue();
        assertThat(last.nanos).isEqualTo(SECOND);
        assertThat(last.speedMetresPerSecond).isPositive();
        SimulatedCar successor = new SimulatedCar(0.095, new Pose());
        successor.goOnFrom(last);
        SimulatedCarState next = new SimulatedCarState();
        assertThat(successor.simulated(next)).isTrue();
        assertThat(next.xMetres).isEqualTo(last.xMetres);
        assertThat(next.panDegrees).isEqualTo(last.panDegrees);
        assertThat(next.speedMetresPerSecond).isZero();
    }

    @Test
    void withoutAWorldThatAnswersItHasNoSensors() {
        SensorReadings readings = new SensorReadings();
        car.sense(readings, SECOND);
        assertThat(car.hasSensors()).isFalse();
        assertThat(readings.echoNanos).isZero();
        assertThat(readings.grayscaleNanos).isZero();
        assertThat(readings.batteryNanos).isZero();
    }

    @Test
    void onceItsWorldAnswersItHearsItAndStandsOnAFloorWithAFullBattery() {
        SimulatedSensors world = new SimulatedSensors();
        SimulatedCar sensing = sensing(world);
        SensorReadings readings = new SensorReadings();
        sensing.sense(readings, 10 * SECOND);
        assertThat(sensing.hasSensors()).as("the slot is empty so far").isFalse();

        world.nanos = 11 * SECOND;
        world.echoMetres = 0.7f;
        sensing.sense(readings, 11 * SECOND + 5);
        assertThat(sensing.hasSensors()).isTrue();
        assertThat(readings.echoMetres).isEqualTo(0.7f);
        assertThat(readings.echoNanos).isEqualTo(11 * SECOND);
        assertThat(readings.grayscale).containsOnly(SimulatedCar.FLOOR);
        assertThat(readings.grayscaleNanos).isEqualTo(11 * SECOND + 5);
        assertThat(readings.batteryVolts).isEqualTo(8.2);
        assertThat(readings.batteryNanos).isEqualTo(11 * SECOND + 5);

        world.nanos = 12 * SECOND;
        world.echoMetres = SimulatedSensors.NO_ECHO;
        sensing.sense(readings, 12 * SECOND);
        assertThat(readings.echoMetres).isEqualTo(SensorReadings.NO_ECHO);
        assertThat(readings.echoNanos).isEqualTo(12 * SECOND);
    }

    @Test
    void aWorldThatFallsSilentLetsTheEchoAgeAndNothingElse() {
        SimulatedSensors world = new SimulatedSensors();
        world.nanos = SECOND;
        world.echoMetres = 0.7f;
        SimulatedCar sensing = sensing(world);
        SensorReadings readings = new SensorReadings();
        sensing.sense(readings, SECOND);
        sensing.sense(readings, 9 * SECOND);
        assertThat(sensing.hasSensors()).isTrue();
        assertThat(readings.echoNanos).isEqualTo(SECOND);
        assertThat(readings.grayscaleNanos).isEqualTo(9 * SECOND);
        assertThat(readings.grayscaleEachNanos).containsOnly(9 * SECOND);
    }

    @Test
    void whatAnotherSourceLeftBehindIsNoWorld() {
        SimulatedSensors world = new SimulatedSensors();
        world.nanos = SECOND;
        SimulatedCar sensing = sensing(world);
        SensorReadings readings = new SensorReadings();
        sensing.sense(readings, 5 * SECOND);
        assertThat(sensing.hasSensors()).isFalse();
        assertThat(readings.echoNanos).isZero();
    }

    private static SimulatedCar sensing(SimulatedSensors world) {
        return new SimulatedCar(
                0.095,
                new Pose(),
                out -> {
                    out.nanos = world.nanos;
                    out.echoMetres = world.echoMetres;
                    return world.nanos != 0;
                });
    }

    @Test
    void startsWhereItIsPut() {
        Pose start = new Pose();
        start.set(1, 2, 30);
        new SimulatedCar(0.095, start).pose(pose);
        assertThat(pose.yMetres).isEqualTo(2);
        assertThat(pose.headingDegrees).isEqualTo(30);
    }

    @Test
    void aClockThatRunsBackwardsMovesNothing() throws CarFailure {
        command.speedMetresPerSecond = 0.3;
        car.apply(command, SECOND);
        car.advance(0);
        car.pose(pose);
        assertThat(pose.xMetres).isEqualTo(0);
    }

    @Test
    void stopsAndFailsWhenToldAFigureThatIsNone() throws CarFailure {
        command.speedMetresPerSecond = 0.3;
        car.apply(command, 0);
        command.speedMetresPerSecond = Double.NaN;
        assertThatThrownBy(() -> car.apply(command, SECOND))
                .isInstanceOf(CarFailure.class)
                .hasMessageContaining("speed NaN m/s");
        car.advance(3 * SECOND);
        assertThat(car.speedMetresPerSecond()).isLessThan(0.3 * 1e-5);
    }
}
