package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.catfollow.deploy.StandIn.Result;
import org.catfollow.shm.layout.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Stages that die, launchers that are killed, terminals that interrupt. */
@Execution(ExecutionMode.CONCURRENT)
class LauncherFailureTest {
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

    @Test
    void startsAKilledStageAgainAndTouchesNoOther() throws Exception {
        standIn.up();
        long detector = standIn.pid("detector");
        long control = standIn.pid("control");
        assertThat(standIn.run("kill", "detector").out())
                .isEqualTo("detector: killed pid " + detector + "\n");
        standIn.awaitLog("launcher", "detector: ended by signal 9; starting again in 0 ms");
        standIn.awaitLog("launcher", "running, pid " + awaitOtherPid("detector", detector));
        assertThat(standIn.pid("control")).isEqualTo(control);
        assertThat(standIn.run("status").out()).containsPattern("detector .*restarts 1");
    }

    /** Asks the launcher, which answers when the stage runs. */
    private long awaitOtherPid(String stage, long pid) throws Exception {
        assertThat(standIn.run("start", stage).code()).isZero();
        assertThat(standIn.pid(stage)).isNotEqualTo(pid);
        return standIn.pid(stage);
    }

    @Test
    void startsADyingStageAgainLaterAndLaterAndThenGivesUp() throws Exception {
        standIn.up();
        standIn.run("stop", "tracker");
        Path flags = standIn.state.resolve("default/tracker.args");
        Files.writeString(flags, "--play=tracker=dying\0");
        standIn.run("start", "tracker");
        standIn.awaitLog("launcher", "tracker: ended with exit code 1; gave up after 5 restarts");
        List<Double> births =
                Pattern.compile("born at ([0-9.]+)")
                        .matcher(standIn.log("tracker"))
                        .results()
                        .map(match -> Double.parseDouble(match.group(1)))
                        .skip(1)
                        .toList();
        assertThat(births).hasSize(6);
        double[] delays = {0, 0.5, 1, 2, 4};
        for (int i = 0; i < delays.length; i++) {
            // The clock in the log counts hundredths. How late it is after that is the machine's
            // affair.
            assertThat(births.get(i + 1) - births.get(i))
                    .isBetween(delays[i] - 0.02, delays[i] + 10);
        }
        assertThat(standIn.log("launcher"))
                .containsSubsequence(
                        "tracker: ended with exit code 1; starting again in 0 ms",
                        "tracker: ended with exit code 1; starting again in 500 ms",
                        "tracker: ended with exit code 1; starting again in 1000 ms",
                        "tracker: ended with exit code 1; starting again in 2000 ms",
                        "tracker: ended with exit code 1; starting again in 4000 ms");
        // The log comes first.
        Result status = standIn.awaitStatus("tracker +gave up");
        assertThat(status.code()).isZero();
        assertThat(status.out())
                .containsPattern("tracker +gave up at .*logs tracker; restarts 5")
                .containsPattern("control +running");
        Files.writeString(flags, "");
        assertThat(standIn.run("start", "tracker").code()).isZero();
    }

    @Test
    void takesEverythingDownWhenAStageCannotStart() throws Exception {
        Result up = standIn.run("up", "--play", "detector=no-model");
        assertThat(up.code()).isEqualTo(5);
        assertThat(up.err()).isEqualTo("launch.sh: detector: model bad.tflite is no flatbuffer\n");
        standIn.assertNothingLeft();
        assertThat(standIn.run("up", "--play", "control=wrong").code()).isEqualTo(2);
    }

    @Test
    void saysThatTheRegionHasNoSpace() throws Exception {
        Result up = standIn.run("up", "--slots=9999");
        assertThat(up.code()).isEqualTo(3);
        assertThat(up.err()).contains("no space for the region: 9000 MB needed");
        standIn.assertNothingLeft();
    }

    @Test
    void doesNotWaitForeverForAStageThatIsNeverReady() throws Exception {
        Result up =
                standIn.run(
                        Map.of("CAT_FOLLOW_READY_SECONDS", "8"), "up", "--play", "control=unready");
        assertThat(up.code()).isEqualTo(1);
        assertThat(up.err()).contains("control: not ready after 8 s");
        standIn.assertNothingLeft();
    }

    @Test
    void endsEverythingOnCtrlC() throws Exception {
        endsInTheForegroundOn("INT");
    }

    @Test
    void endsEverythingWhenTheTerminalCloses() throws Exception {
        endsInTheForegroundOn("HUP");
    }

    private void endsInTheForegroundOn(String signal) throws Exception {
        // A group of its own, because a terminal signals the whole group; INT may be ignored here.
        Process foreground =
                standIn.start(
                        Map.of(),
                        List.of("setsid", "env", "--default-signal=INT,HUP"),
                        "up",
                        "--foreground");
        standIn.awaitLog("launcher", "all stages are ready");
        assertThat(standIn.processes()).hasSizeGreaterThanOrEqualTo(11);
        standIn.signal(signal, -foreground.pid());
        Result result = standIn.finish(foreground);
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("capture: running", "ended");
        standIn.assertNothingLeft();
    }

    @Test
    void endsEverythingWhenUpIsInterrupted() throws Exception {
        Process up =
                standIn.start(
                        Map.of(),
                        List.of("env", "--default-signal=INT"),
                        "up",
                        "--play",
                        "tracker=unready");
        standIn.awaitLog("tracker", "born at");
        standIn.signal("INT", up.pid());
        assertThat(standIn.finish(up).code()).isEqualTo(130);
        standIn.assertNothingLeft();
    }

    @Test
    void downEndsWhatAKilledLauncherLeft() throws Exception {
        standIn.up("--play", "capture=stubborn");
        standIn.signal("KILL", standIn.pid("launcher"));
        Result status = standIn.run("status");
        assertThat(status.code()).isEqualTo(1);
        assertThat(status.err()).contains("the launcher was killed");
        Result down = standIn.run("down");
        assertThat(down.code()).isZero();
        assertThat(down.out()).contains("'default' is down");
        standIn.assertNothingLeft();
    }

    @Test
    void upEndsWhatAKilledLauncherLeft() throws Exception {
        standIn.up();
        long detector = standIn.pid("detector");
        standIn.signal("KILL", standIn.pid("launcher"));
        Result up = standIn.run("up");
        assertThat(up.code()).as(up.err()).isZero();
        assertThat(up.out()).contains("removing what a launcher that was killed left behind");
        assertThat(ProcessHandle.of(detector)).isEmpty();
    }

    @Test
    void upSaysThatItsLauncherWasKilled() throws Exception {
        Process up = standIn.start(Map.of(), List.of(), "up", "--play", "tracker=unready");
        standIn.awaitLog("tracker", "born at");
        standIn.signal("KILL", standIn.pid("launcher"));
        Result result = standIn.finish(up);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("the launcher was killed; end the rest with");
    }

    @Test
    void leavesTheRegionOnWhichSomebodyElsesStageIsAtWork() throws Exception {
        Path region = Files.createFile(standIn.regions.resolve("cat-follow"));
        Path lock = Files.createFile(standIn.regions.resolve("cat-follow.lock"));
        for (Role role : Role.values()) {
            // See LockFile for the bytes.
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                    FileLock held = channel.lock(16 + role.ordinal(), 1, false)) {
                assertThat(held.isValid()).isTrue();
                Result down = standIn.run("down");
                assertThat(down.code()).isZero();
                assertThat(down.out())
                        .as(role.stageName())
                        .contains("region " + region + " stays: a stage that 'default' did not");
                assertThat(region).exists();
                assertThat(lock).exists();
            }
        }
        standIn.run("down");
        assertThat(region).doesNotExist();
    }

    @Test
    void doesNotTakeTheRegionFromWhatDoesNotEnd() throws Exception {
        standIn.up();
        standIn.signal("KILL", standIn.pid("launcher"));
        Path region = standIn.regions.resolve("cat-follow");
        Path members = standIn.state.resolve("default/members");
        Process held = new ProcessBuilder("flock", "-s", members.toString(), "cat").start();
        // Its cat answers when the lock is held.
        held.getOutputStream().write('\n');
        held.getOutputStream().flush();
        assertThat(held.getInputStream().read()).isEqualTo('\n');
        Result down = standIn.run("down");
        assertThat(down.code()).isEqualTo(1);
        assertThat(down.err())
                .contains("something that 'default' started does not end; see `fuser -v");
        assertThat(region).exists();
        held.getOutputStream().close();
        assertThat(held.waitFor()).isZero();
    }

    @Test
    void neverSignalsAPidThatSomebodyElseHasNow() throws Exception {
        standIn.up();
        long detector = standIn.pid("detector");
        standIn.signal("KILL", standIn.pid("launcher"));
        Process stranger = new ProcessBuilder("cat").start();
        try {
            // Right pid, wrong start time: what a reused pid looks like.
            Path record = standIn.state.resolve("default/launcher.pid");
            Files.writeString(record, stranger.pid() + " 1\n");
            assertThat(standIn.run("status").code()).isEqualTo(1);
            assertThat(standIn.run("down").code()).isZero();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(ProcessHandle.of(detector)).isEmpty();
        } finally {
            stranger.destroy();
        }
    }
}
