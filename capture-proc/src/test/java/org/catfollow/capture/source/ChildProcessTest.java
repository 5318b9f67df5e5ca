package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir private Path folder;

    private String run(int seconds, String... lines) {
        new StandIn(folder).program("tool", lines);
        return ChildProcess.outputOf(folder.resolve("tool"), List.of("-x"), 10_000, seconds);
    }

    @Test
    void returnsWhatTheProgramWrote() {
        assertThat(run(60, "printf 'told %s' \"$1\"")).isEqualTo("told -x");
    }

    @Test
    void aFailureIsToldWithItsCodeAndLastWords() {
        assertThatThrownBy(() -> run(60, "echo 'no such thing' >&2", "exit 3"))
                .isInstanceOf(StageFailure.class)
                .hasMessage("tool ended with code 3 at once; it said: no such thing");
    }

    @Test
    void oneThatDoesNotEndIsToldToHaveTakenTooLong() {
        assertThatThrownBy(() -> run(1, "exec tail -f /dev/null"))
                .isInstanceOf(StageFailure.class)
                .hasMessage("tool was not done within 1 s");
    }
}
