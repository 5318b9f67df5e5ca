package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.slots.ControlState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody removes the region under a running robot. */
class RegionReplacedIT {
    private final Instance instance = new Instance("replaced");

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void allStagesMeetOnOneNewRegion() throws IOException {
        instance.up("--source", "test:", "--model", "none");
        Map<String, Long> pids;
        try (LiveRegion old = instance.attach()) {
            old.awaitFrames(60, "capture");
            pids = old.pids();
            Files.delete(instance.files().region());
            long start = System.nanoTime();
            Await.until(
                    "a new region at the old path",
                    () -> old.region().isReplaced() && Files.exists(instance.files().region()));
            try (LiveRegion live = instance.attach()) {
                // Counted from 1 again: nobody mistakes the new frames for the old ones.
                assertThat(live.frames().newestFrame()).isLessThanOrEqualTo(mostFrames(live));
                Await.until(
                        () -> "all on the new region, which has " + live.pids(),
                        Await.PATIENCE,
                        () -> live.pids().equals(pids));
                live.awaitFrames(5, "capture", "tracker", "control");
                System.out.printf(
                        "region removed: all at work on the new one after %d ms%n",
                        (System.nanoTime() - start) / 1_000_000);
                live.assertNothingTornWasUsed();
            }
            assertThat(old.pids()).isEqualTo(pids);
        }
        assertThat(instance.launch("status").out()).hasLineCount(5).doesNotContain("restarts 1");
    }

    /** At 30 a second; whoever asks late, on a machine that stood, finds more of them. */
    private static long mostFrames(LiveRegion live) {
        long age = System.nanoTime() - live.region().header().createdNanos();
        return 2 + 31 * age / 1_000_000_000;
    }

    @Test
    void aRegionThatIsCutShortIsMadeAnewAndTheRobotStandsUntilResume() throws IOException {
        instance.up("--source", "test:", "--model", "test:");
        try (LiveRegion old = instance.attach()) {
            old.awaitFrames(30, "capture", "tracker", "control");
        }
        long start = System.nanoTime();
        try (FileChannel file =
                FileChannel.open(instance.files().region(), StandardOpenOption.WRITE)) {
            file.truncate(100_000);
        }
        instance.awaitLog("launcher", "is whole again");
        assertThat(instance.log("launcher")).containsPattern("was cut from [0-9]+ to 100000 bytes");
        try (LiveRegion live = instance.attach()) {
            // Not by awaitFrames: some of them may just be starting once more.
            for (String stage : Distribution.STAGES) {
                Await.until(
                        stage + " at work on the new region",
                        () ->
                                stage.equals("guard")
                                        ? live.guard().nanos > start
                                        : live.count(stage, Counter.FRAMES) >= 5);
            }
            System.out.printf(
                    "region cut short: all at work on a new one after %d ms%n",
                    (System.nanoTime() - start) / 1_000_000);
            // Nobody can know any more whether a STOP held.
            Await.until("control stopped", () -> live.control().state == ControlState.STOPPED);
            assertThat(live.region().isStoppedByLoss()).isTrue();
            assertThat(live.control().speedMetresPerSecond).isZero();
            assertThat(instance.catFollow("send", "resume").code()).isZero();
            Await.until("goes on", () -> live.control().state != ControlState.STOPPED);
            live.assertNothingTornWasUsed();
        }
    }
}
