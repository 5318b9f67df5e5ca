package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DetectorOptionsTest {
    private static DetectorConfig parse(String... arguments) {
        DetectorOptions options = new DetectorOptions();
        new CommandLine(options).parseArgs(arguments);
        return options.toConfig();
    }

    @Test
    void looksForCatsWithoutFlags() {
        DetectorConfig config = parse();
        assertThat(config.model()).isNull();
        assertThat(config.labels()).isNull();
        assertThat(config.classes()).containsExactly("cat");
        assertThat(config.minScore()).isEqualTo(0.5f);
        assertThat(config.every()).isEqualTo(1);
        assertThat(config.threads()).isEqualTo(1);
        assertThat(config.xnnpack()).isTrue();
    }

    @Test
    void readsAllFlags() {
        DetectorConfig config =
                parse(
                        "--model",
                        "m.tflite",
                        "--labels",
                        "l.txt",
                        "--classes",
                        "cat, traffic light",
                        "--min-score",
                        "0.35",
                        "--every",
                        "3",
                        "--threads",
                        "2",
                        "--no-xnnpack");
        assertThat(config.model()).isEqualTo(Path.of("m.tflite"));
        assertThat(config.labels()).isEqualTo(Path.of("l.txt"));
        assertThat(config.classes()).containsExactly("cat", "traffic light");
        assertThat(config.minScore()).isEqualTo(0.35f);
        assertThat(config.every()).isEqualTo(3);
        assertThat(config.threads()).isEqualTo(2);
        assertThat(config.xnnpack()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "--min-score,1.5",
        "--min-score,-0.1",
        "--min-score,NaN",
        "--every,0",
        "--every,1001",
        "--threads,0",
        "--threads,65",
        "--labels,l.txt"
    })
    void refusesValuesOutsideWithTheFlagInTheMessage(String flag, String value) {
        assertThatThrownBy(() -> parse(flag, value))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(f -> assertThat(f.getMessage()).startsWith(flag).contains(value));
    }

    @Test
    void refusesNoClass() {
        assertThatThrownBy(() -> parse("--classes", " ,"))
                .isInstanceOf(StageFailure.class)
                .hasMessageStartingWith("--classes");
    }

    @Test
    void helpTellsTheDefaults() {
        String help = new CommandLine(new DetectorOptions()).getUsageMessage();
        assertThat(help).contains("--min-score=SCORE", "Default: 0.5", "Default: cat");
    }
}
