package org.catfollow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.catfollow.runtime.ProcessExit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class RingBenchCommandTest {
    private final StringWriter err = new StringWriter();
    private final StringWriter out = new StringWriter();

    private int run(String... words) {
        CommandLine line = ProcessExit.commandLine(new RingBenchCommand(() -> false));
        line.setErr(new PrintWriter(err));
        line.setOut(new PrintWriter(out));
        return line.execute(words);
    }

    @ParameterizedTest
    @CsvSource({
        "--readers, 0, 1 to 64",
        "--readers, 65, 1 to 64",
        "--fps, often, a number or max",
        "--fps, 0, 1 to 10000",
        "--seconds, 0.1, 0.2 to 600",
        "--turns, 0, 1 to 100",
        "--warm-up, -1, 0 to 60",
        "--size, 640, WIDTHxHEIGHT",
        "--size, 32x32, 64 to 4096",
        "--peers, pigeon, no transport 'pigeon'",
        "--wait, patiently, FUTEX",
        "--writer-jvm, ../x, a stage",
        "--reader-jvm, X, a stage"
    })
    void aMistakeIsOneLineThatSaysWhatIsWanted(String flag, String value, String wanted) {
        assertThat(run(flag, value)).isEqualTo(2);
        assertThat(err.toString().strip()).contains(flag, wanted).doesNotContain("\n");
    }

    @Test
    void oneShortTurnGivesATable() {
        int code =
                run(
                        "--readers",
                        "1",
                        "--fps",
                        "100",
                        "--seconds",
                        "0.2",
                        "--turns",
                        "1",
                        "--warm-up",
                        "0",
                        "--size",
                        "128x96",
                        "--peers",
                        "none");

        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("machine ", "governor", "1 reader, 100 frames/s", "\nring ", "p50/C");
    }
}
