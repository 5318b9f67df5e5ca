package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.catfollow.deploy.StandIn.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code launch.sh up --record}: capture waits for the recorder of the first frame. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherRecorderTest {
    @TempDir Path folder;
    private StandIn standIn;

    @BeforeEach
    void makeStandIn() throws IOException {
        standIn = new StandIn(folder);
    }

    @AfterEach
    void endsWithoutTraces() throws IOException, InterruptedException {
        assertThat(standIn.run("down").code()).isZero();
        standIn.assertNothingLeft();
    }

    /** Makes the recorder out of these lines. */
    private void recorder(String lines) throws IOException {
        StandIn.program(folder.resolve("cat-follow/bin/recorder-proc"), lines);
    }

    @Test
    void startsCaptureWhenTheRecorderOfTheFirstFrameIsThere() throws Exception {
        recorder(
                """
                exec 3<> <(:)
                until (($(grep -c ': running' "$LAUNCHER_LOG") >= 4)); do read -r -t 0.02 <&3; done
                # All but capture work; one that did not wait for us would be born by now.
                read -r -t 0.5 <&3
                [[ ! -s ${LAUNCHER_LOG%/*}/capture.log ]] && echo "before capture"
                words="$*"
                ready=${words#*--ready-pipe }
                echo recording >"${ready%% *}"
                exec sleep 1000
                """);
        Path log = standIn.state.resolve("default/logs/launcher.log");
        standIn.up(
                Map.of("LAUNCHER_LOG", log.toString()),
                "--record",
                folder.resolve("film").toString());
        assertThat(standIn.log("recorder")).isEqualTo("before capture\n");
    }

    private Result upWithRecorder(String readySeconds) throws Exception {
        return standIn.run(
                Map.of("CAT_FOLLOW_READY_SECONDS", readySeconds),
                "up",
                "--record",
                folder.resolve("film").toString());
    }

    @Test
    void failsWithoutAFrameWhereTheRecorderNeverComes() throws Exception {
        recorder("echo looking for the region\nexec sleep 1000\n");
        // Longer than capture waits for stages that are late.
        Result up = upWithRecorder("12");
        assertThat(up.code()).isEqualTo(1);
        assertThat(up.err()).contains("record: not at the ring after 12 s: looking for the region");
        assertThat(standIn.log("capture")).isEmpty();
    }

    @Test
    void failsWithTheRecordersOwnWordsWhereItCannotRecord() throws Exception {
        recorder("echo there is no room\nexit 1\n");
        Result up = upWithRecorder("60");
        assertThat(up.code()).isEqualTo(1);
        assertThat(up.err()).contains("record: there is no room");
        assertThat(standIn.log("capture")).isEmpty();
    }

    @Test
    void waitsNoLongerForARecorderThatHasEndedByItself() throws Exception {
        recorder("exit 0\n");
        Result up = upWithRecorder("60");
        assertThat(up.code()).as(up.err()).isZero();
    }
}
