package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.deploy.StandIn.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages that stand still, watchers that are killed, regions that others cut, remove and replace. */
class WatchdogTest {
    private static final Map<String, String> HUNG_AFTER_3 = hungAfter(3);

    /** Where the stand-in layout has the beat of capture. */
    private static final long CAPTURE_BEAT = 1024 + 24;

    /** A beat is a fifth of a second at the least. */
    private static final int BEATS_OF_A_SECOND = 5;

    @TempDir Path folder;
    private StandIn standIn;
    private Path region;

    @BeforeEach
    void makeStandIn() throws IOException {
        standIn = new StandIn(folder);
        region = standIn.regions.resolve("cat-follow");
    }

    @AfterEach
    void endsWithoutTraces() throws IOException, InterruptedException {
        assertThat(standIn.run("down").code()).isZero();
        standIn.assertNothingLeft();
    }

    private static Map<String, String> hungAfter(int seconds) {
        return Map.of("CAT_FOLLOW_HANG_SECONDS", Integer.toString(seconds));
    }

    private long captureBeat() throws IOException {
        ByteBuffer word = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel file = FileChannel.open(region)) {
            file.read(word, CAPTURE_BEAT);
        }
        return word.getLong(0);
    }

    /** Waits until capture, which goes on, has beaten for so many seconds. */
    private void awaitCaptureBeats(int seconds) throws IOException {
        long from = captureBeat();
        while (captureBeat() < from + (long) seconds * BEATS_OF_A_SECOND) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static void awaitSecond() {
        long end = System.nanoTime() + 1_000_000_000L;
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Shows that the watchdog is at work, by the stage that stood in for the clock so far. */
    private void assertWatchdogKillsCaptureAfter(int seconds) throws Exception {
        standIn.signal("STOP", standIn.pid("capture"));
        standIn.awaitLog("launcher", "capture: no heartbeat for " + seconds + " s, killed");
        assertThat(standIn.run("start", "capture").code()).isZero();
    }

    @Test
    void startsAStageAgainThatStandsStillAndTouchesNoOther() throws Exception {
        standIn.up(HUNG_AFTER_3);
        long tracker = standIn.pid("tracker");
        standIn.signal("STOP", tracker);
        standIn.awaitLog("launcher", "tracker: no heartbeat for 3 s, killed");
        standIn.awaitLog(
                "launcher",
                "tracker: ended by signal 9 (no heartbeat for 3 s, killed); starting again in 0"
                        + " ms");
        assertThat(standIn.run("start", "tracker").code()).isZero();
        assertThat(standIn.pid("tracker")).isNotEqualTo(tracker);
        assertThat(standIn.run("status").out())
                .containsPattern(
                        "tracker +running.*restarts 1; last: no heartbeat for 3 s, killed\n")
                .containsPattern("control +running.*restarts 0\n");
    }

    @Test
    void startsAViewAgainThatStandsStill() throws Exception {
        assertThat(standIn.run(HUNG_AFTER_3, "up", "--view").code()).isZero();
        long view = standIn.pid("view");
        standIn.signal("STOP", view);
        standIn.awaitLog("launcher", "view: no heartbeat for 3 s, killed");
        assertThat(standIn.run("start", "view").code()).isZero();
        String back = "view +running.*restarts 1; last: no heartbeat";
        assertThat(standIn.awaitStatus(back).out())
                .containsPattern(back)
                .containsPattern("capture +running.*restarts 0\n");
    }

    @Test
    void leavesAStageAloneThatGoesOnInTime() throws Exception {
        standIn.up(hungAfter(6));
        long tracker = standIn.pid("tracker");
        standIn.signal("STOP", tracker);
        // By the clock: on a slow machine a second's beats take longer than the watchdog is
        // patient.
        awaitSecond();
        standIn.signal("CONT", tracker);
        assertWatchdogKillsCaptureAfter(6);
        assertThat(standIn.pid("tracker")).isEqualTo(tracker);
    }

    @Test
    void aLauncherThatStoodStillItselfBlamesNobody() throws Exception {
        standIn.up(HUNG_AFTER_3);
        long tracker = standIn.pid("tracker");
        standIn.signal("STOP", standIn.pid("launcher"));
        standIn.signal("STOP", tracker);
        awaitCaptureBeats(5);
        standIn.signal("CONT", standIn.pid("launcher"));
        standIn.signal("CONT", tracker);
        assertWatchdogKillsCaptureAfter(3);
        assertThat(standIn.pid("tracker")).isEqualTo(tracker);
        assertThat(standIn.run("status").out()).containsPattern("tracker +running.*restarts 0\n");
    }

    @Test
    void killsAStageThatIsNotReadyInTimeAfterARestart() throws Exception {
        standIn.up(Map.of("CAT_FOLLOW_READY_SECONDS", "8"));
        standIn.run("stop", "tracker");
        Files.writeString(
                standIn.state.resolve("default/tracker.args"), "--play=tracker=unready\0");
        Result start = standIn.run("start", "tracker");
        assertThat(start.code()).isEqualTo(1);
        assertThat(start.err())
                .contains("tracker: ended by signal 9 (not ready within 8 s, killed)");
    }

    @Test
    void noticesTheEndOfAStageWhoseWatcherWasKilled() throws Exception {
        standIn.up();
        long tracker = standIn.pid("tracker");
        standIn.signal(
                "KILL", ProcessHandle.of(tracker).orElseThrow().parent().orElseThrow().pid());
        standIn.signal("KILL", tracker);
        standIn.awaitLog(
                "launcher", "tracker: ended unseen, as the shell that waited for it was killed;");
        assertThat(standIn.run("start", "tracker").code()).isZero();
        assertThat(standIn.pid("tracker")).isNotEqualTo(tracker);
        // An orphan: who reaps it, and when, is the machine's affair.
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (ProcessHandle.of(tracker).filter(ProcessHandle::isAlive).isPresent()
                && System.nanoTime() - deadline < 0
                && !isZombie(tracker)) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(System.nanoTime() - deadline).isNegative();
    }

    private static boolean isZombie(long pid) throws IOException {
        Path stat = Path.of("/proc/" + pid + "/stat");
        return Files.exists(stat) && Files.readString(stat).contains(") Z ");
    }

    @Test
    void makesARegionAnewThatSomebodyCut() throws Exception {
        standIn.up();
        try (FileChannel file = FileChannel.open(region, StandardOpenOption.WRITE)) {
            file.truncate(4096);
        }
        // As the kernel ends who touches what is gone.
        standIn.signal("BUS", standIn.pid("detector"));
        String damage = "was cut from 8192 to 4096 bytes by another program";
        standIn.awaitLog("launcher", "region " + region + " " + damage + "; making it anew");
        standIn.awaitLog("launcher", "detector: ended by signal 7 (the region " + damage);
        assertThat(standIn.run("start", "detector").code()).isZero();
        assertThat(standIn.log("launcher"))
                .containsSubsequence(
                        "is whole again: made", "detector: ended by signal 7", "detector: running");
        assertThat(Files.size(region)).isEqualTo(8192);
        assertThat(Files.readString(folder.resolve("region-create"))).contains(" --stopped");
    }

    @Test
    void makesARegionThatIsGoneWhereNoStageDoes() throws Exception {
        standIn.up();
        Files.delete(region);
        standIn.awaitLog("launcher", "was removed by another program");
        standIn.awaitLog("launcher", "is whole again: made");
        assertThat(Files.size(region)).isEqualTo(8192);
    }

    @Test
    void movesAFileAsideThatIsNoRegion() throws Exception {
        standIn.up();
        Path foreign = Files.writeString(folder.resolve("foreign"), "FOREIGN");
        Files.move(foreign, region, StandardCopyOption.REPLACE_EXISTING);
        Path aside = standIn.regions.resolve("cat-follow.foreign");
        standIn.awaitLog("launcher", "was replaced by another file");
        standIn.awaitLog("launcher", "it is no cat-follow region; moved to " + aside);
        standIn.awaitLog("launcher", "is whole again: made");
        assertThat(Files.readString(aside)).isEqualTo("FOREIGN");
        Files.delete(aside);
    }

    @Test
    void restartsForEverAndAtOnceWhereTheBudgetIsLifted() throws Exception {
        standIn.up(Map.of("CAT_FOLLOW_RESTART_BUDGET", "none"));
        for (int i = 1; i <= 7; i++) {
            standIn.killAndAwait("tracker", i);
        }
        assertThat(standIn.log("launcher").split("starting again in 0 ms", -1)).hasSize(8);
    }

    @Test
    void givesUpAsSoonAsTheBudgetSays() throws Exception {
        standIn.up(Map.of("CAT_FOLLOW_RESTART_BUDGET", "1/600"));
        standIn.killAndAwait("tracker", 1);
        assertThat(standIn.run("kill", "tracker").code()).isZero();
        standIn.awaitLog("launcher", "gave up after 1 restarts in 600 s");
    }

    @Test
    void refusesSettingsThatItDoesNotUnderstand() throws Exception {
        refuses("CAT_FOLLOW_RESTART_BUDGET", "5", "TIMES/SECONDS wanted, such as 5/60, or none");
        refuses("CAT_FOLLOW_RESTART_BUDGET", "0/60", "TIMES/SECONDS");
        refuses("CAT_FOLLOW_HANG_SECONDS", "-1", "0 switches it off");
        refuses("CAT_FOLLOW_READY_SECONDS", "a[$(touch pwned)]", "seconds from 1");
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    private void refuses(String variable, String value, String why) throws Exception {
        Result up = standIn.run(Map.of(variable, value), "up");
        assertThat(up.code()).isEqualTo(2);
        assertThat(up.err().lines()).hasSize(1);
        assertThat(up.err()).contains(variable + "='" + value + "'", why);
    }
}
