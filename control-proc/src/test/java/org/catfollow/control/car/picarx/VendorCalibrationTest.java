package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorCalibrationTest {
    @TempDir Path folder;

    private CarCalibration read(String text) throws IOException {
        return VendorCalibration.read(Files.writeString(folder.resolve("picar-x.conf"), text));
    }

    @Test
    void takesOverAllThatWeHaveToo() throws IOException {
        CarCalibration read =
                read(
                        """
                        # robot-hat config and calibration value of robots

                        picarx_dir_servo = -1.5
                        picarx_cam_pan_servo = 3
                        picarx_cam_tilt_servo = 0.0
                        picarx_dir_motor = [1, -1]
                        line_reference = [1000, 1000, 1000]
                        cliff_reference = [310, 320, 330]""");
        assertThat(read)
                .isEqualTo(
                        new CarCalibration(-1.5, 3, 0, 1, -1, List.of(310, 320, 330), 0.8, 0.095));
    }

    @Test
    void theLastLineCountsWithoutALineEnd() throws IOException {
        assertThat(read("picarx_dir_servo = 7").steeringOffsetDegrees()).isEqualTo(7);
    }

    @Test
    void commentsAloneAreACarThatNobodyHasCalibrated() throws IOException {
        assertThat(read("# robot-hat config and calibration value of robots\n\n"))
                .isEqualTo(CarCalibration.DEFAULT);
    }

    @Test
    void refusesAFileThatAPowerCutHasEmptied() {
        assertThatThrownBy(() -> read(""))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("picar-x.conf is empty: it was lost while it was written")
                .hasMessageContaining("--calibration")
                .satisfies(
                        e -> assertThat(((StageFailure) e).exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "picarx_dir_mo                | write `key = value`",
                "picarx_dir_motor =           | a list of 2 was expected, as in [1, 1]",
                "picarx_dir_motor = [1,       | a list of 2 was expected, as in [1, 1]",
                "picarx_dir_motor = [1, ]     | 1 or -1 was expected",
                "picarx_dir_motor = [1, 0]    | 1 or -1 was expected",
                "cliff_reference = [500, 500] | a list of 3 was expected",
                "picarx_dir_servo = -         | a number from -45.0 to 45.0 was expected",
                "picarx_cam_pan_servo = 80    | a number from -45.0 to 45.0 was expected"
            })
    void refusesHalfAFile(String lastLine, String why) {
        assertThatThrownBy(() -> read("picarx_cam_tilt_servo = 1\n" + lastLine))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining(why);
    }
}
