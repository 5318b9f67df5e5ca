package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIGKILL at any stage, at any moment: it is back at once, and nobody else notices more than a gap. */
class KillIT {
    /** From the kill until the next process of that stage has put something out. */
    private static final Duration BACK_WITHIN = Duration.ofSeconds(2);

    /** Most of that is a JVM's start. Where one takes longer by itself, it is so many of them. */
    private static final int STARTS = 6;

    /** How long a kill cost, and how long it may on a machine as slow as this one was just then. */
    private record Back(Duration took, Duration within) {}

    private final Instance instance = new Instance("kill");

    /** How long each kill cost, judged at the end: one slow stage does not hide the others. */
    private final Map<String, Back> backAfter = new LinkedHashMap<>();

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    @Test
    void bringsEachStageBackWhileTheOthersGoOn() {
        instance.up("--source", "test:", "--model", "none", "--init-box", "272,192,96,96");
        try (LiveRegion live = instance.attach()) {
            live.awaitFrames(10, "capture", "tracker", "control");
            for (String stage : Distribution.STAGES) {
                killed(live, stage, () -> assertKilled(stage, instance.launch("kill", stage)));
            }
            assertRestartsCounted();
            // By its pid, as the kernel's OOM killer would; asked to restart before, it has no
            // past.
            assertThat(instance.launch("restart", "tracker").code()).isZero();
            killed(live, "tracker", () -> Instance.signal("KILL", instance.pid("tracker")));
            live.assertNothingTornWasUsed();
        }
        assertAllBackInTime();
    }

    private void assertAllBackInTime() {
        assertThat(backAfter)
                .isNotEmpty()
                .allSatisfy(
                        (stage, back) ->
                                assertThat(back.took()).as(stage).isLessThan(back.within()));
    }

    private static void assertKilled(String stage, Outcome outcome) {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains(stage + ": killed pid");
    }

    @Test
    void bringsADetectorWithItsModelBack() {
        instance.up(
                "--source",
                "images:" + Distribution.data("sequences/cat-chair/img"),
                "--framerate",
                "25",
                "--loop",
                "--model",
                Distribution.model().toString(),
                "--labels",
                Distribution.labels().toString());
        try (LiveRegion live = instance.attach()) {
            live.awaitFrames(10, "capture", "detector", "tracker", "control");
            killed(live, "detector", () -> Instance.signal("KILL", instance.pid("detector")));
            live.assertNothingTornWasUsed();
        }
        assertAllBackInTime();
    }

    /** Kills a stage and checks everything that must hold then. */
    private void killed(LiveRegion live, String stage, Runnable kill) {
        live.assertNothingTornWasUsed();
        Map<String, Long> pids = live.pids();
        Map<String, Long> epochs = epochs(live);
        FrameCheck check = new FrameCheck(live.frames());
        long start = System.nanoTime();
        kill.run();
        Await.until(
                () -> stage + " to be back and producing; its log:\n" + instance.log(stage),
                Await.PATIENCE,
                () -> {
                    check.readNewest();
                    return isBack(live, stage, pids.get(stage), epochs.get(stage), start);
                });
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Duration within = took.compareTo(BACK_WITHIN) < 0 ? BACK_WITHIN : onASlowMachine();
        System.out.printf(
                "%s killed: producing again after %d ms (within %d)%n",
                stage, took.toMillis(), within.toMillis());
        backAfter.put(backAfter.size() + " " + stage, new Back(took, within));
        // The others: the same processes, still at work.
        Map<String, Long> pidsNow = live.pids();
        Map<String, Long> epochsNow = epochs(live);
        assertThat(epochsNow.remove(stage)).isEqualTo(epochs.remove(stage) + 1);
        assertThat(pidsNow.remove(stage)).isNotEqualTo(pids.remove(stage));
        assertThat(pidsNow).isEqualTo(pids);
        assertThat(epochsNow).isEqualTo(epochs);
        live.awaitFrames(5, "capture", "tracker", "control");
        check.readNewest();
        assertThat(check.whole).as("frames that this reader used meanwhile").isPositive();
        live.assertNothingTornWasUsed();
    }

    /** The start of a JVM of ours, on this machine and now, is the measure: the middle one of three. */
    private Duration onASlowMachine() {
        long[] nanos = new long[3];
        for (int i = 0; i < nanos.length; i++) {
            long start = System.nanoTime();
            assertThat(instance.catFollow("--version").code()).isZero();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        Duration starts = Duration.ofNanos(nanos[1]).multipliedBy(STARTS);
        return starts.compareTo(BACK_WITHIN) > 0 ? starts : BACK_WITHIN;
    }

    private static boolean isBack(
            LiveRegion live, String stage, long oldPid, long oldEpoch, long killedNanos) {
        StageRowReader row = live.row(stage);
        // A detector without a model puts out nothing but its heartbeat, a guard its status.
        boolean produces =
                stage.equals("guard")
                        ? live.guard().nanos > killedNanos
                        : row.counter(Counter.FRAMES) > 0 || row.activity() == Activity.IDLE;
        return row.epoch() == oldEpoch + 1 && row.pid() != oldPid && produces;
    }

    private static Map<String, Long> epochs(LiveRegion live) {
        Map<String, Long> epochs = new TreeMap<>();
        for (String stage : Distribution.STAGES) {
            epochs.put(stage, live.row(stage).epoch());
        }
        return epochs;
    }

    private void assertRestartsCounted() {
        JsonObject stages = StatKeys.ask(instance).getAsJsonObject("stages");
        for (String stage : Distribution.STAGES) {
            JsonObject row = stages.getAsJsonObject(stage);
            assertThat(row.get("restarts").getAsLong()).as(stage).isEqualTo(1);
            assertThat(row.get("alive").getAsBoolean()).as(stage).isTrue();
        }
    }

    /** A reader as any other: the stamps in each frame's pixels are compared with its id. */
    private static final class FrameCheck {
        private final FrameReader frames;
        private long last;
        private int whole;

        FrameCheck(FrameReader frames) {
            this.frames = frames;
        }

        void readNewest() {
            long newest = frames.newestFrame();
            if (newest != last && frames.open(newest) == FrameReader.Answer.OPEN) {
                last = newest;
                whole += frames.stillValid() ? 1 : 0;
            }
        }
    }
}
