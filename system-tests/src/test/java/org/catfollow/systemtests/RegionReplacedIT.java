package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
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
        instance.up("--source", "test:");
        Map<String, Long> pids;
        long newest;
        try (LiveRegion old = instance.attach()) {
            old.awaitFrames(60, "capture");
            pids = old.pids();
            newest = old.frames().newestFrame();
            Files.delete(instance.files().region());
            long start = System.nanoTime();
            Await.until(
                    "a new region at the old path",
                    () -> old.region().isReplaced() && Files.exists(instance.files().region()));
            try (LiveRegion live = instance.attach()) {
                // Counted from 1 again: nobody mistakes the new frames for the old ones.
                assertThat(live.frames().newestFrame()).isLessThan(newest);
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
        assertThat(instance.launch("status").out()).hasLineCount(4).doesNotContain("restarts 1");
    }
}
