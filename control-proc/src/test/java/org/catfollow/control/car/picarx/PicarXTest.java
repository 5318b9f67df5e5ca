package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.control.motion.MotionCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is written to the HAT, register by register. P0 (20) pan, P1 (21) tilt, P2 (22) steering, P12 (2C)
 * right motor, P13 (2D) left motor; GPIO 23 left direction, GPIO 24 right direction. Full speed is 0.8
 * m/s, so 0.4 m/s are 50 %.
 */
class PicarXTest {
    private final RecordingHat hat = new RecordingHat();
    private final MotionCommand command = new MotionCommand();
    private PicarX car;

    @BeforeEach
    void start() throws CarFailure {
        car = started(CarCalibration.DEFAULT);
    }

    @AfterEach
    void end() throws CarFailure {
        car.close();
    }

    private PicarX started(CarCalibration calibration) throws CarFailure {
        return new PicarX(hat, () -> calibration, PicarX.DEFAULT_PATIENCE, hat::pause);
    }

    private List<String> apply(double metresPerSecond, double steeringDegrees) throws CarFailure {
        hat.told.clear();
        command.speedMetresPerSecond = metresPerSecond;
        command.steeringDegrees = steeringDegrees;
        car.apply(command, 0);
        return hat.take();
    }

    /**
     * Worked out by hand from the facts of the vendor's packages:
     *
     * <pre>
     *  start   GPIO 5 low for 10 ms, high for 10 ms, 200 ms more
     *          motors at 0; then periods and prescalers less one:
     *          timer 3 (P12, P13): 4095 (47), 10 - 1 (43)
     *          timer 0 (P0 to P2): 4095 (44), 72e6 / 50 / 4095 = 351.65, so 352 - 1 (40)
     *  forward 50 %: duty 50 / 2 + 50 = 75 %, of 4095: 3071.25, so 3071
     *          left +50: D4 low; right -50: D5 high (mirrored); nothing is known of pins and pulses, so
     *          both pulses are 0 before a pin is set
     *          steering, pan, tilt 0: 1500 us of 20,000 us, of 4095: 307.125, so 307
     *  steer   +20 (right): the right wheel is the inner one, 50 * (100 - 20) / 100 = 40 %: duty 70 %, of
     *          4095: 2866.5, so 2866; it becomes slower, so it comes first
     *          1500 us + 20 / 180 * 2000 us = 1722.22 us, of 4095: 352.625, so 352
     *          the left wheel stays
     *  stop    both pulses 0
     * </pre>
     */
    @Test
    void forward50Steer20Stop() throws CarFailure {
        List<String> trace = new ArrayList<>(hat.take());
        trace.addAll(apply(0.4, 0));
        trace.addAll(apply(0.4, 20));
        car.stop();
        trace.addAll(hat.take());
        assertThat(trace)
                .containsExactly(
                        // start
                        "pin 5 low",
                        "wait 10 ms",
                        "pin 5 high",
                        "wait 210 ms",
                        "2D=0",
                        "2C=0",
                        "47=4095",
                        "43=9",
                        "44=4095",
                        "40=351",
                        // forward 50
                        "2D=0",
                        "2C=0",
                        "22=307",
                        "20=307",
                        "21=307",
                        "pin 23 low",
                        "2D=3071",
                        "pin 24 high",
                        "2C=3071",
                        // steer 20
                        "2C=2866",
                        "22=352",
                        // stop
                        "2D=0",
                        "2C=0");
    }

    @Test
    void sameCommandAgainWritesNothing() throws CarFailure {
        apply(0.4, 10);
        assertThat(apply(0.4, 10)).isEmpty();
    }

    @Test
    void toTheLeftTheLeftWheelIsTheSlowerOne() throws CarFailure {
        apply(0.4, 0);
        // -20 degrees: 1277.78 us, 261.625.
        assertThat(apply(0.4, -20)).containsExactly("2D=2866", "22=261");
    }

    @Test
    void pansAndTiltsMirrored() throws CarFailure {
        apply(0, 0);
        command.panDegrees = 90;
        command.tiltDegrees = 65;
        // Servo -90: 500 us, 102.375; servo -65: 777.78 us, 159.25.
        assertThat(apply(0, 0)).containsExactly("20=102", "21=159");
        command.panDegrees = -90;
        command.tiltDegrees = -35;
        // Servo 90: 2500 us, 511.875; servo 35: 1888.89 us, 386.75.
        assertThat(apply(0, 0)).containsExactly("20=511", "21=386");
    }

    @Test
    void goesNoFurtherThanTheServosAndTheMotorsDo() throws CarFailure {
        apply(0, 0);
        command.panDegrees = 200;
        command.tiltDegrees = 90;
        // Steering 30: 375; the right wheel at 70 %: duty 85 %, 3480.75.
        assertThat(apply(9, 77))
                .containsExactly(
                        "22=375",
                        "20=102",
                        "21=159",
                        "pin 23 low",
                        "2D=4095",
                        "pin 24 high",
                        "2C=3480");
    }

    @Test
    void aPinTurnsOnlyWhileItsMotorGetsNoPower() throws CarFailure {
        apply(0.4, 0);
        assertThat(apply(-0.4, 0))
                .containsExactly("2D=0", "2C=0", "pin 23 high", "2D=3071", "pin 24 low", "2C=3071");
    }

    @Test
    void slowingComesBeforeTheServosAndSpeedingUpAfterThem() throws CarFailure {
        apply(0.4, 0);
        // 40 %: duty 70 %.
        assertThat(apply(0.32, 30).getFirst()).isIn("2D=2866", "2C=2866");
        List<String> faster = apply(0.4, 0);
        assertThat(faster).containsExactly("22=307", "2D=3071", "2C=3071");
    }

    @Test
    void standingNeedsNoPin() throws CarFailure {
        apply(0.4, 0);
        assertThat(apply(0, 0)).containsExactly("2D=0", "2C=0");
        assertThat(apply(0.4, 0)).containsExactly("2D=3071", "2C=3071");
    }

    @Test
    void writesEverythingAfterAStop() throws CarFailure {
        apply(0.4, 0);
        car.stop();
        assertThat(apply(0.4, 0))
                .containsExactly(
                        "2D=0",
                        "2C=0",
                        "22=307",
                        "20=307",
                        "21=307",
                        "pin 23 low",
                        "2D=3071",
                        "pin 24 high",
                        "2C=3071");
    }

    @Test
    void writesEverythingWhenSomebodyElseMayHaveWritten() throws CarFailure {
        apply(0, 0);
        car.distrust();
        assertThat(apply(0, 0)).containsExactly("2D=0", "2C=0", "22=307", "20=307", "21=307");
    }

    @Test
    void correctsForTheCarsCalibration() throws CarFailure {
        end();
        car = started(new CarCalibration(5, 3, -2, -1, 1, List.of(1, 2, 3), 0.8, 0.1));
        command.panDegrees = 10;
        command.tiltDegrees = -5;
        // Steering 0 + 5: 318.5; pan -(10 - 3) = -7: 291.2; tilt -(-5 + 2) = 3: 313.95.
        assertThat(apply(0.4, 0))
                .containsExactly(
                        "2D=0",
                        "2C=0",
                        "22=318",
                        "20=291",
                        "21=313",
                        "pin 23 high",
                        "2D=3071",
                        "pin 24 high",
                        "2C=3071");
    }

    @Test
    void stopsAndFailsWhenToldAFigureThatIsNone() throws CarFailure {
        apply(0.4, 0);
        assertThatThrownBy(() -> apply(0.4, Double.NaN))
                .isInstanceOf(CarFailure.class)
                .hasMessageContaining("steering NaN degrees");
        assertThat(hat.take()).containsExactly("2D=0", "2C=0");
    }

    @Test
    void readsOneInputAtACallAndTheBatterySeldom() {
        SensorReadings readings = new SensorReadings();
        for (int call = 0; call < 51; call++) {
            car.sense(readings, call);
            assertThat(hat.read).hasSize(call + 1);
        }
        assertThat(hat.read.subList(0, 8)).containsExactly(4, 0, 1, 2, 0, 1, 2, 0);
        for (int call = 0; call < 51; call++) {
            assertThat(hat.read.get(call) == 4).as("call %d", call).isEqualTo(call % 25 == 0);
        }
    }

    @Test
    void saysWhatTheSensorsSaidAndWhenTheOldestWasRead() {
        hat.readings[0] = 1100;
        hat.readings[1] = 1200;
        hat.readings[2] = 1300;
        hat.readings[4] = 3102;
        SensorReadings readings = new SensorReadings();
        for (int call = 1; call <= 3; call++) {
            car.sense(readings, call * 20L);
            assertThat(readings.grayscaleNanos).as("before all three").isZero();
        }
        car.sense(readings, 80);
        assertThat(readings.grayscale).containsExactly(1100, 1200, 1300);
        assertThat(readings.grayscaleNanos).isEqualTo(40);
        assertThat(readings.grayscaleEachNanos).containsExactly(40, 60, 80);
        assertThat(readings.batteryVolts).isCloseTo(7.49934, within(1e-5));
        assertThat(readings.batteryNanos).isEqualTo(20);
        assertThat(readings.cliffReference).containsExactly(500, 500, 500);
        assertThat(car.hasSensors()).isTrue();
    }

    @Test
    void saysHowFarTheLastEchoCameFrom() throws CarFailure, InterruptedException {
        end();
        RecordingHat other = new RecordingHat();
        other.echoNanos = 10_000_000;
        SensorReadings readings = new SensorReadings();
        PicarX another =
                new PicarX(
                        other, () -> CarCalibration.DEFAULT, PicarX.DEFAULT_PATIENCE, other::pause);
        other.pings.await();
        another.sense(readings, 0);
        another.close();
        assertThat(readings.echoMetres).isCloseTo(1.7165, within(1e-9));
        assertThat(readings.echoNanos).isPositive();
    }

    @Test
    void closingStopsAndLetsGoOnce() throws CarFailure {
        hat.take();
        car.close();
        assertThat(hat.take()).containsExactly("2D=0", "2C=0");
        assertThat(hat.closed).isTrue();
        car.close();
        assertThat(hat.take()).isEmpty();
    }
}
