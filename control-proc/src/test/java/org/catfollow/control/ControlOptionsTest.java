package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.control.car.CarKind;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ControlOptionsTest {
    @Command(name = "control")
    static final class Probe {
        @Mixin private ControlOptions options;
    }

    private static ControlConfig parse(String... arguments) {
        Probe probe = new Probe();
        new CommandLine(probe).parseArgs(arguments);
        return probe.options.toConfig();
    }

    @Test
    void withoutFlagsTheyAreTheDefaults() {
        assertThat(parse()).isEqualTo(ControlConfig.DEFAULT);
    }

    @Test
    void takesWhatTheFlagsSay() {
        ControlConfig config = parse("--period-ms=10", "--max-speed=0.5", "--hold-size=0.4");
        assertThat(config.period()).isEqualTo(Duration.ofMillis(10));
        assertThat(config.speed().maxMetresPerSecond()).isEqualTo(0.5);
        assertThat(config.hold().holdSize()).isEqualTo(0.4);
    }

    @Test
    void namesTheCarsWhenItDoesNotKnowOne() {
        assertThatThrownBy(() -> parse("--car=lawnmower"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(
                        "no car is called 'lawnmower'; expected one of: simulated, picar-x");
    }

    @Test
    void thePicarXTakesItsCalibrationAndTheWheelBaseFromItUnlessThereIsAFlag(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("mine.properties");
        Files.writeString(file, "wheel-base-metres = 0.1\nsteering-offset-degrees = 3\n");
        String flag = "--calibration=" + file;
        ControlConfig config = parse("--car=picar-x", flag);
        assertThat(config.car()).isEqualTo(CarKind.PICAR_X);
        assertThat(config.calibration().calibration().steeringOffsetDegrees()).isEqualTo(3);
        assertThat(config.wheelBaseMetres()).isEqualTo(0.1);
        assertThat(parse("--car=picar-x", flag, "--wheel-base=0.12").wheelBaseMetres())
                .isEqualTo(0.12);
        assertThat(parse(flag).wheelBaseMetres()).as("the simulated car").isEqualTo(0.095);
    }

    @ParameterizedTest
    @CsvSource({
        "--max-speed, 5",
        "--max-speed, NaN",
        "--creep-speed, 0.4",
        "--goto-speed, -1",
        "--period-ms, 0",
        "--hold-size, 0.7",
        "--hold-band, 0.2",
        "--near-size, 2",
        "--age-full-ms, 500",
        "--age-zero-ms, 3000",
        "--acquire-frames, 0",
        "--coast-ms, -1",
        "--field-of-view-x, 0",
        "--wheel-base, 0"
    })
    void refusesAValueOutOfItsRangeAndNamesTheFlag(String flag, String value) {
        assertThatThrownBy(() -> parse(flag, value))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining(flag)
                .satisfies(
                        e -> assertThat(((StageFailure) e).exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void everyFlagSaysItsUnitOrMeaningAndItsDefault() {
        for (var option : new CommandLine(new Probe()).getCommandSpec().options()) {
            assertThat(option.description()[0]).contains("(default: ");
            assertThat(option.paramLabel()).isNotEqualTo("PARAM");
        }
    }
}
