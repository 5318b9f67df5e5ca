package org.catfollow.control.car.picarx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalibrationFileTest {
    private static final CarCalibration MEASURED =
            new CarCalibration(-3.5, 2, 0.25, 1, -1, List.of(310, 320, 330), 0.71, 0.0945);

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void place() {
        file = folder.resolve("cat-follow").resolve("picar-x.properties");
    }

    private CarCalibration read(String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return CalibrationFile.read(file);
    }

    @Test
    void readsWhatItHasWritten() throws IOException {
        CalibrationFile.write(file, MEASURED);
        assertThat(CalibrationFile.read(file)).isEqualTo(MEASURED);
        assertThat(file.getParent()).isDirectoryContaining("glob:**/picar-x.properties");
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("nothing else is left").hasSize(1);
        }
    }

    @Test
    void whatIsNotThereHasItsDefault() throws IOException {
        CarCalibration read = read("# mine\n\n steering-offset-degrees=4 # to the right");
        assertThat(read)
                .isEqualTo(new CarCalibration(4, 0, 0, 1, 1, List.of(500, 500, 500), 0.8, 0.095));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "colour = red                      | there is no such key",
                "steering-offset-degrees = straight| write a number from -45.0 to 45.0",
                "steering-offset-degrees =         | write a number from -45.0 to 45.0",
                "steering-offset-degrees = 46      | write a number from -45.0 to 45.0",
                "pan-offset-degrees = NaN          | or take the line out for 0.0",
                "tilt-offset-degrees = Infinity    | write a number from -45.0 to 45.0",
                "left-motor-sign = 0               | write 1 or -1",
                "right-motor-sign = 0.5            | write 1 or -1",
                "cliff-left = 4096                 | write a whole number from 0 to 4095",
                "cliff-middle = 1.5                | write a whole number from 0 to 4095",
                "cliff-right = -1                  | write a whole number from 0 to 4095",
                "metres-per-second-at-full = 0     | write a number from 0.05 to 5.0",
                "wheel-base-metres = 9             | write a number from 0.02 to 2.0",
                "pan-offset-degrees 4              | write `key = value`"
            })
    void refusesALineAndSaysWhichWhyAndWhatToDo(String line, String whatToDo) {
        assertThatThrownBy(() -> read("# a comment\n" + line + "\n"))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("calibration " + file + " line 2: `" + line)
                .hasMessageContaining(whatToDo)
                .hasMessageNotContaining("\n")
                .satisfies(
                        e -> assertThat(((StageFailure) e).exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        assertThatThrownBy(() -> read("cliff-left = 1\ncliff-left = 2\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("twice");
    }

    @Test
    void refusesAFileThatSaysNothing() {
        for (String text : List.of("", "\n\n", "# nothing\n")) {
            assertThatThrownBy(() -> read(text))
                    .isInstanceOf(StageFailure.class)
                    .hasMessageContaining(file + " has no line `key = value`");
        }
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThatThrownBy(() -> CalibrationFile.read(file))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("it is no UTF-8 text");
    }

    @Test
    void refusesAFileThatIsMissing() {
        assertThatThrownBy(() -> CalibrationFile.read(file))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("cannot read calibration " + file)
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void whoIsInterruptedWhileWritingLeavesTheOldFile() throws IOException {
        CalibrationFile.write(file, MEASURED);
        String old = Files.readString(file);
        assertThatThrownBy(
                        () ->
                                CalibrationFile.write(
                                        file,
                                        CarCalibration.DEFAULT,
                                        () -> {
                                            assertThat(Files.readString(file)).isEqualTo(old);
                                            throw new IOException("no space left on device");
                                        }))
                .hasMessage("no space left on device");
        assertThat(Files.readString(file)).isEqualTo(old);
        try (var files = Files.list(file.getParent())) {
            assertThat(files).as("the new one is gone").hasSize(1);
        }
    }

    @Test
    void refusesACalibrationThatNoCarHas() {
        assertThatThrownBy(
                        () -> new CarCalibration(0, 0, 0, 2, 1, List.of(500, 500, 500), 0.8, 0.095))
                .hasMessage("left-motor-sign is 2.0, which is not 1 or -1");
        assertThatThrownBy(() -> new CarCalibration(0, 0, 0, 1, 1, List.of(500), 0.8, 0.095))
                .hasMessageContaining("cliff references: 1 instead of 3");
    }

    @Test
    void ourFileComesBeforeTheVendorsAndAFlagBeforeBoth() throws IOException {
        Path vendor = folder.resolve("picar-x.conf");
        CalibrationChoice none = CalibrationChoice.find(null, file, vendor);
        assertThat(none.measured()).isFalse();
        assertThat(none.calibration()).isEqualTo(CarCalibration.DEFAULT);
        Files.writeString(vendor, "picarx_dir_servo = 1");
        CalibrationChoice theirs = CalibrationChoice.find(null, file, vendor);
        assertThat(theirs.calibration().steeringOffsetDegrees()).isEqualTo(1);
        assertThat(theirs.origin()).contains(vendor.toString());
        assertThat(theirs.measured()).isTrue();
        CalibrationFile.write(file, MEASURED);
        assertThat(CalibrationChoice.find(null, file, vendor).calibration()).isEqualTo(MEASURED);
        Path flag = folder.resolve("other");
        CalibrationFile.write(flag, CarCalibration.DEFAULT);
        assertThat(CalibrationChoice.find(flag, file, vendor).calibration())
                .isEqualTo(CarCalibration.DEFAULT);
    }

    @Test
    void ourFileLiesWhereXdgSays() {
        assertThat(CalibrationChoice.ownFile(Map.of("XDG_CONFIG_HOME", "/etc/xdg")))
                .isEqualTo(Path.of("/etc/xdg/cat-follow/picar-x.properties"));
        Path home = Path.of(System.getProperty("user.home"));
        assertThat(CalibrationChoice.ownFile(Map.of()))
                .isEqualTo(home.resolve(".config/cat-follow/picar-x.properties"));
        assertThat(CalibrationChoice.ownFile(Map.of("XDG_CONFIG_HOME", "here")))
                .isEqualTo(home.resolve(".config/cat-follow/picar-x.properties"));
    }
}
