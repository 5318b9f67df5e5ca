package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.catfollow.control.car.CarFailure;
import org.catfollow.control.car.SensorReadings;
import org.catfollow.control.motion.MotionCommand;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.commands.CalibrationPart;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Values of the calibration that are tried on the car, and the file that has the last word. */
class PicarXTrialTest {
    private final RecordingHat hat = new RecordingHat();
    private final MotionCommand straight = new MotionCommand();
    private CarCalibration file = CarCalibration.DEFAULT;
    private boolean fileIsWrong;
    private PicarX car;

    @BeforeEach
    void start() throws CarFailure {
        car = new PicarX(hat, this::read, PicarX.DEFAULT_PATIENCE, hat::pause);
        car.apply(straight, 0);
        hat.told.clear();
    }

    @AfterEach
    void end() throws CarFailure {
        car.close();
    }

    private CarCalibration read() {
        if (fileIsWrong) {
            throw new StageFailure(ExitCode.USAGE, "line 1 is none");
        }
        return file;
    }

    private List<String> calibrate(CalibrationPart part, double value) throws CarFailure {
        assertThat(car.calibrate(part, value)).isTrue();
        return hat.take();
    }

    private List<String> apply() throws CarFailure {
        car.apply(straight, 0);
        return hat.take();
    }

    @Test
    void anOffsetThatIsTriedIsWhereTheServoStandsAtZero() throws CarFailure {
        assertThat(calibrate(CalibrationPart.STEERING, 20)).isEmpty();
        // 20 degrees: 1722.22 us, 352; the others are written again, as they were.
        assertThat(apply()).contains("22=352", "20=307", "21=307");
        calibrate(CalibrationPart.PAN, -20);
        // -(0 - -20) is -20 degrees: 1277.78 us, 261.
        assertThat(apply()).contains("22=352", "20=261", "21=307");
    }

    @Test
    void aMotorThatIsTriedTurnsAloneAndSlowlyByItsSign() throws CarFailure {
        // 20 %: duty 60 %, of 4095: 2457. Left forward is the low pin, with sign -1 the high one.
        assertThat(calibrate(CalibrationPart.LEFT_MOTOR, 1))
                .containsSubsequence("pin 23 low", "2D=2457");
        assertThat(calibrate(CalibrationPart.LEFT_MOTOR, -1))
                .containsSubsequence("2D=0", "pin 23 high", "2D=2457")
                .doesNotContain("2C=2457");
        assertThat(calibrate(CalibrationPart.RIGHT_MOTOR, 1))
                .containsSubsequence("2D=0", "pin 24 high", "2C=2457");
    }

    @Test
    void aDriveThatIsTriedTurnsBothAndAStopEndsIt() throws CarFailure {
        // 30 %: duty 65 %, of 4095: 2661.75.
        assertThat(calibrate(CalibrationPart.DRIVE, 30)).contains("2D=2661", "2C=2661");
        car.stop();
        assertThat(hat.take()).containsExactly("2D=0", "2C=0");
    }

    @Test
    void theFileHasTheLastWord() throws CarFailure {
        calibrate(CalibrationPart.STEERING, 20);
        file = new CarCalibration(-20, 0, 0, 1, 1, List.of(1, 2, 3), 0.8, 0.1);
        calibrate(CalibrationPart.RELOAD, 0);
        // -20 degrees: 1277.78 us, 261.
        assertThat(apply()).contains("22=261");
        SensorReadings readings = new SensorReadings();
        car.sense(readings, 1);
        assertThat(readings.cliffReference).containsExactly(1, 2, 3);
    }

    @Test
    void whereTheFileIsWrongByNowTheLastOneCountsAndWhatWasTriedDoesNot() throws CarFailure {
        calibrate(CalibrationPart.STEERING, 20);
        assertThat(apply()).contains("22=352");
        fileIsWrong = true;
        assertThat(car.calibrate(CalibrationPart.RELOAD, 0)).isFalse();
        assertThat(apply()).contains("22=307");
    }

    @Test
    void aMotorThatCannotBeToldIsAFailure() {
        hat.failures.put(0x2D, RecordingHat.FOR_EVER);
        assertThatThrownBy(() -> car.calibrate(CalibrationPart.DRIVE, 30))
                .isInstanceOf(CarFailure.class);
        hat.failures.clear();
    }
}
