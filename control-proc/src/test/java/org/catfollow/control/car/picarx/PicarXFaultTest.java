package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.control.motion.MotionCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bus that fails now and then, and one that fails for good. */
class PicarXFaultTest {
    /** All that a microcontroller is told that may have begun anew, at the speed and steering of these tests. */
    private static final List<String> WRITTEN_WHOLE =
            List.of(
                    "2D=0",
                    "2C=0",
                    "47=4095",
                    "43=9",
                    "44=4095",
                    "40=351",
                    "22=352",
                    "20=307",
                    "21=307",
                    "pin 23 low",
                    "2D=3071",
                    "pin 24 high",
                    "2C=2866");

    private static final int LEFT_MOTOR = 0x2D;
    private static final int RIGHT_MOTOR = 0x2C;
    private static final int STEERING = 0x22;

    private final RecordingHat hat = new RecordingHat();
    private final MotionCommand command = new MotionCommand();
    private PicarX car;

    /** A car with time enough, however busy the machine is. */
    @BeforeEach
    void drive() throws CarFailure {
        drive(Duration.ofSeconds(60));
    }

    private void impatient() throws CarFailure {
        car.close();
        drive(PicarX.DEFAULT_PATIENCE);
        hat.closed = false;
    }

    private void drive(Duration patience) throws CarFailure {
        car = new PicarX(hat, () -> CarCalibration.DEFAULT, patience, hat::pause);
        command.speedMetresPerSecond = 0.4;
        car.apply(command, 0);
        hat.take();
        hat.tries = 0;
    }

    @AfterEach
    void end() throws CarFailure {
        hat.failures.clear();
        car.close();
    }

    /** Whoever refused it may have begun anew, and be without its timers. */
    @Test
    void aWriteThatFailsOnceIsTriedAgainAndTheWheelsWaitForTheTimersOfTheNextCommand()
            throws CarFailure {
        hat.failures.put(STEERING, 1);
        command.steeringDegrees = 20;
        car.apply(command, 0);
        assertThat(hat.take()).containsExactly("2C=2866", "22=352", "2D=0", "2C=0");
        car.apply(command, 0);
        assertThat(hat.take()).isEqualTo(WRITTEN_WHOLE);
        car.apply(command, 0);
        assertThat(hat.take()).isEmpty();
    }

    @Test
    void aWheelThatWasRefusedLessPowerOnceIsStoppedBeforeAnyServoMoves() throws CarFailure {
        hat.failures.put(RIGHT_MOTOR, 1);
        command.steeringDegrees = 20;
        car.apply(command, 0);
        assertThat(hat.take()).containsExactly("2D=0", "2C=0", "22=352", "2D=0", "2C=0");
    }

    @Test
    void aServoThatFailsForEverHoldsNoWheelUpThatWasRefusedLessPower() throws CarFailure {
        impatient();
        hat.failures.put(RIGHT_MOTOR, 1);
        hat.failures.put(STEERING, RecordingHat.FOR_EVER);
        command.steeringDegrees = 20;
        assertThatThrownBy(() -> car.apply(command, 0)).isInstanceOf(CarFailure.class);
        assertThat(hat.take()).containsExactly("2D=0", "2C=0");
    }

    @Test
    void aWheelThatWasRefusedMorePowerOnceIsLeftWithoutAny() throws CarFailure {
        hat.failures.put(LEFT_MOTOR, 1);
        command.speedMetresPerSecond = 0.5;
        car.apply(command, 0);
        assertThat(hat.take()).containsExactly("2D=0", "2C=0");
    }

    @Test
    void aStopThatNeededTwoTriesHasTheTimersSetBeforeWheelsTurnAgain() throws CarFailure {
        hat.failures.put(LEFT_MOTOR, 1);
        car.stop();
        hat.take();
        car.apply(command, 0);
        assertThat(hat.take())
                .startsWith("2D=0", "2C=0", "47=4095", "43=9", "44=4095", "40=351")
                .endsWith("pin 24 high", "2C=3071");
    }

    @Test
    void aWriteThatFailsForEverFailsTheCommandInTime() throws CarFailure {
        impatient();
        hat.failures.put(STEERING, RecordingHat.FOR_EVER);
        command.steeringDegrees = 20;
        long begin = System.nanoTime();
        assertThatThrownBy(() -> car.apply(command, 0))
                .isInstanceOf(CarFailure.class)
                .hasMessageContaining(
                        "register 0x22 could not be set to 352 within 20 ms: Remote I/O error")
                .hasMessageContaining("i2cdetect")
                .hasRootCauseMessage("Remote I/O error");
        assertThat(System.nanoTime() - begin).as("nanoseconds").isLessThan(5_000_000_000L);
        assertThat(hat.tries).isGreaterThanOrEqualTo(2);
    }

    @Test
    void afterACommandThatFailedTheNextIsWrittenWhole() throws CarFailure {
        impatient();
        hat.failures.put(STEERING, RecordingHat.FOR_EVER);
        command.steeringDegrees = 20;
        assertThatThrownBy(() -> car.apply(command, 0)).isInstanceOf(CarFailure.class);
        hat.failures.clear();
        hat.take();
        car.apply(command, 0);
        assertThat(hat.take()).isEqualTo(WRITTEN_WHOLE);
    }

    @Test
    void aServoThatFailsHoldsNoStopUp() throws CarFailure {
        impatient();
        hat.failures.put(STEERING, RecordingHat.FOR_EVER);
        command.speedMetresPerSecond = 0;
        command.steeringDegrees = 20;
        assertThatThrownBy(() -> car.apply(command, 0)).isInstanceOf(CarFailure.class);
        assertThat(hat.take()).containsExactly("2D=0", "2C=0");
    }

    @Test
    void aPinThatFailsIsTriedAgain() throws CarFailure {
        hat.pinFailures = 1;
        command.speedMetresPerSecond = -0.4;
        car.apply(command, 0);
        assertThat(hat.take()).containsExactly("2D=0", "2C=0", "pin 23 high", "2D=0", "2C=0");
        car.apply(command, 0);
        assertThat(hat.take()).endsWith("pin 23 high", "2D=3071", "pin 24 low", "2C=3071");
    }

    @Test
    void aPinThatFailsForEverLeavesTheWheelsWithoutPower() throws CarFailure {
        impatient();
        hat.pinFailures = RecordingHat.FOR_EVER;
        command.speedMetresPerSecond = -0.4;
        assertThatThrownBy(() -> car.apply(command, 0))
                .isInstanceOf(CarFailure.class)
                .hasMessageContaining("GPIO 23 could not be set to 1");
        assertThat(hat.take()).containsExactly("2D=0", "2C=0");
        hat.pinFailures = 0;
    }

    @Test
    void whenOneMotorCannotBeStoppedTheOtherIs() throws CarFailure {
        impatient();
        hat.failures.put(LEFT_MOTOR, RecordingHat.FOR_EVER);
        assertThatThrownBy(() -> car.stop())
                .isInstanceOf(CarFailure.class)
                .hasMessageContaining("register 0x2D could not be set to 0");
        assertThat(hat.take()).containsExactly("2C=0");
        hat.failures.clear();
        hat.failures.put(RIGHT_MOTOR, RecordingHat.FOR_EVER);
        assertThatThrownBy(() -> car.stop())
                .isInstanceOf(CarFailure.class)
                .hasMessageContaining("register 0x2C could not be set to 0");
        assertThat(hat.take()).containsExactly("2D=0");
    }

    @Test
    void aMotorThatFailsHoldsTheOtherUpForOneTryOnly() throws CarFailure {
        hat.failures.put(LEFT_MOTOR, 1);
        car.stop();
        assertThat(hat.take()).containsExactly("2C=0", "2D=0");
    }

    @Test
    void aStopIsOverWhenBothMotorsHaveTakenIt() throws CarFailure {
        hat.failures.put(LEFT_MOTOR, 3);
        hat.failures.put(RIGHT_MOTOR, 1);
        car.stop();
        assertThat(hat.take()).containsExactly("2C=0", "2D=0");
        assertThat(hat.tries).as("4 of the left, 2 of the right").isEqualTo(6);
    }

    @Test
    void aStopThatFailedMayBeRepeated() throws CarFailure {
        impatient();
        hat.failures.put(LEFT_MOTOR, RecordingHat.FOR_EVER);
        hat.failures.put(RIGHT_MOTOR, RecordingHat.FOR_EVER);
        assertThatThrownBy(() -> car.stop())
                .isInstanceOf(CarFailure.class)
                .hasMessageContaining("registers 0x2D and 0x2C could not be set to 0");
        hat.failures.clear();
        car.stop();
        car.stop();
        assertThat(hat.take()).containsExactly("2D=0", "2C=0", "2D=0", "2C=0");
    }

    @Test
    void anInputThatFailsLeavesItsValueAndItsTime() {
        SensorReadings readings = new SensorReadings();
        hat.readings[0] = 1100;
        hat.readings[1] = 1200;
        hat.readings[2] = 1300;
        hat.readings[4] = 3102;
        for (int call = 1; call <= 4; call++) {
            car.sense(readings, call);
        }
        double volts = readings.batteryVolts;
        hat.readings[0] = -1;
        hat.readings[1] = 1250;
        hat.readings[4] = -1;
        for (int call = 5; call <= 30; call++) {
            car.sense(readings, call);
        }
        assertThat(readings.grayscale).containsExactly(1100, 1250, 1300);
        assertThat(readings.grayscaleNanos).isEqualTo(2);
        assertThat(readings.batteryVolts).isEqualTo(volts);
        assertThat(readings.batteryNanos).isEqualTo(1);
    }

    /** Its supply dipped while the car went on as before: nothing was written, so nothing failed. */
    @Test
    void whenItsInputsBeginToFailAndWhenTheyAnswerAgainAllOfItIsSetUpAgain() throws CarFailure {
        SensorReadings readings = new SensorReadings();
        String[] whole = {
            "2D=0",
            "2C=0",
            "47=4095",
            "43=9",
            "44=4095",
            "40=351",
            "22=307",
            "20=307",
            "21=307",
            "pin 23 low",
            "2D=3071",
            "pin 24 high",
            "2C=3071"
        };
        Arrays.fill(hat.readings, -1);
        car.sense(readings, 1);
        car.apply(command, 0);
        assertThat(hat.take()).as("back before anybody wrote").containsExactly(whole);
        car.sense(readings, 2);
        car.apply(command, 0);
        assertThat(hat.take()).as("still failing").isEmpty();
        Arrays.fill(hat.readings, 1000);
        car.sense(readings, 3);
        car.apply(command, 0);
        assertThat(hat.take()).as("answering again").containsExactly(whole);
        car.sense(readings, 4);
        car.apply(command, 0);
        assertThat(hat.take()).isEmpty();
    }

    @Test
    void aHatThatIsNotThereFailsTheStart() {
        RecordingHat dead = new RecordingHat();
        dead.failures.put(LEFT_MOTOR, RecordingHat.FOR_EVER);
        dead.failures.put(RIGHT_MOTOR, RecordingHat.FOR_EVER);
        assertThatThrownBy(
                        () ->
                                new PicarX(
                                        dead,
                                        () -> CarCalibration.DEFAULT,
                                        PicarX.DEFAULT_PATIENCE,
                                        dead::pause))
                .isInstanceOf(CarFailure.class)
                .hasMessageContaining("registers 0x2D and 0x2C");
        assertThat(dead.closed).as("it is the caller's").isFalse();
    }

    @Test
    void closingLetsGoOfTheHatThoughTheMotorsCannotBeStopped() throws CarFailure {
        impatient();
        hat.failures.put(LEFT_MOTOR, RecordingHat.FOR_EVER);
        assertThatThrownBy(() -> car.close()).isInstanceOf(CarFailure.class);
        assertThat(hat.closed).isTrue();
    }
}
