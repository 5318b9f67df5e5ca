package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.catfollow.cli.Robot.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineCommandTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "--runs,0,1 to 100",
        "--seconds,0.5,1 to 3600",
        "--warm-seconds,-1,0 to 600",
        "--restarts,-1,0 to 1000"
    })
    void eachFigureHasItsRange(String flag, String value, String range) {
        Answer answer = Robot.runAsItIs("bench", "pipeline", flag, value);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err().getFirst()).contains(flag + " must be " + range + ", not " + value);
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidBeforeARobotStarts() {
        String file = folder.resolve("missing").resolve("bench.json").toString();
        Answer answer = Robot.runAsItIs("bench", "pipeline", "--json", file);
        assertThat(answer.code()).isEqualTo(1);
        assertThat(answer.err().getFirst()).contains(file).contains("cannot be written");
    }
}
