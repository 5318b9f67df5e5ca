package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.gate.Gates;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;

/** A camera of 30 frames a second and a model that needs 300 ms, on a clock that the test moves. */
class SlowDetectorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long INTERVAL = 33_333_333;
    private static final long MILLI = 1_000_000;
    private static final long INFERENCE = 300 * MILLI;

    @TempDir private Path folder;

    private final Gates gates = Gates.open(GateSettings.NONE, 1, true);
    private DetectorRig rig;
    private long now = 1_000 * MILLI;
    private long nextFrameNanos = now;
    private long newestFrameId;
    private long workNanos = INFERENCE;

    /** What was published: the frame, the newest one when it was taken, ages. */
    private record Published(
            long frameId, long newestFrameId, long ageNanos, long inferenceNanos) {}

    /** Takes time by moving the clock, during which the camera goes on. */
    private static final class WaitingDetector implements ObjectDetector {
        private final LongConsumer wait;
        private final LongSupplier nanos;

        WaitingDetector(LongConsumer wait, LongSupplier nanos) {
            this.wait = wait;
            this.nanos = nanos;
        }

        @Override
        public void preprocess(Mat bgr) {}

        @Override
        public void invoke() {
            wait.accept(nanos.getAsLong());
        }

        @Override
        public void decode(Detections out) {
            out.clear();
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void attach() {
        rig = new DetectorRig(folder, 16, 64, 64);
    }

    @AfterEach
    void detach() {
        gates.close();
        rig.close();
    }

    /** Moves the clock; frames come in time. */
    private void advance(long nanos) {
        long until = now + nanos;
        while (nextFrameNanos <= until) {
            now = nextFrameNanos;
            newestFrameId = rig.writeFrame(0, now);
            nextFrameNanos += INTERVAL;
        }
        now = until;
    }

    private DetectorAgent agent(ScheduleSettings schedule) {
        return agent(schedule, gates);
    }

    private DetectorAgent agent(ScheduleSettings schedule, Gates asked) {
        WaitingDetector model = new WaitingDetector(this::advance, () -> workNanos);
        return rig.agent(model, schedule, asked, LookSettings.USUAL, () -> now);
    }

    /** Goes round until {@code seconds} have passed on the clock. */
    private List<Published> run(DetectorAgent agent, int seconds) {
        List<Published> published = new ArrayList<>();
        long end = now + seconds * SECOND.toNanos();
        long seen = 0;
        long last = 0;
        while (now < end) {
            if (newestFrameId == seen) {
                advance(nextFrameNanos - now);
            }
            seen = newestFrameId;
            agent.doWork();
            if (rig.hasResult() && rig.newest().frameId != last) {
                Detections newest = rig.newest();
                last = newest.frameId;
                published.add(
                        new Published(
                                last,
                                seen,
                                newest.publishNanos - newest.captureNanos,
                                newest.inferenceNanos));
            }
        }
        return published;
    }

    @ParameterizedTest
    @CsvSource({"1", "auto", "3", "2..20"})
    void neverMoreThanTheNewestFrameWaitsAndNoResultIsOlderThanItsInferenceAndAFrame(String every) {
        try (DetectorAgent agent = agent(ScheduleSettings.of(every, 25, 0.75, 1_000))) {
            List<Published> published = run(agent, 60);
            assertThat(published).hasSizeGreaterThan(100);
            for (Published result : published) {
                assertThat(result.newestFrameId() - result.frameId())
                        .as("frames passed over for an older one")
                        .isZero();
                assertThat(result.inferenceNanos()).isEqualTo(INFERENCE);
                assertThat(result.ageNanos() - result.inferenceNanos()).isBetween(0L, INTERVAL);
            }
        }
        assertThat(rig.count(Counter.STALE)).isZero();
        assertThat(rig.count(Counter.LAPPED)).isZero();
    }

    @Test
    void everyFrameIsCountedOnce() {
        try (DetectorAgent agent = agent(ScheduleSettings.of("2..20", 25, 0.75, 1_000))) {
            List<Published> published = run(agent, 20);
            long firstToLast =
                    published.get(published.size() - 1).frameId() - published.get(0).frameId() + 1;
            assertThat(
                            rig.count(Counter.FRAMES)
                                    + rig.count(Counter.SKIPPED)
                                    + rig.count(Counter.DROPPED))
                    .isEqualTo(firstToLast);
        }
    }

    @Test
    void kFollowsTheModelUpAndDownAgain() {
        try (DetectorAgent agent = agent(ScheduleSettings.of("1..20", 25, 0.75, 1_000))) {
            workNanos = 20 * MILLI;
            run(agent, 10);
            assertThat(rig.count(Counter.EVERY)).isEqualTo(1);
            workNanos = INFERENCE;
            run(agent, 20);
            assertThat(rig.count(Counter.EVERY)).as("300 ms at 25 a frame").isBetween(12L, 15L);
            workNanos = 20 * MILLI;
            run(agent, 20);
            assertThat(rig.count(Counter.EVERY)).isEqualTo(1);
        }
    }

    @Test
    void aRoundAllocatesNothingWithAGateNorWithout() {
        workNanos = 20 * MILLI;
        ScheduleSettings schedule = ScheduleSettings.of("auto", 25, 0.75, 1_000);
        try (Gates motion = Gates.open(new GateSettings(true, null, 0.01, 0), 1, true);
                DetectorAgent without = agent(schedule);
                DetectorAgent with = agent(schedule, motion)) {
            long bytes =
                    Allocation.bytes(
                            300,
                            100,
                            () -> {
                                advance(INTERVAL);
                                without.doWork();
                                with.doWork();
                            });
            assertThat(bytes).as("bytes in 200 rounds").isLessThan(200);
        }
        assertThat(rig.count(Counter.GATED)).isPositive();
    }

    @Test
    void theDetectorRestsForTheShareItIsNotGiven() {
        try (DetectorAgent agent = agent(ScheduleSettings.of("1..50", 1_000, 0.5, 1_000))) {
            run(agent, 20);
            agent.housekeeping(now);
            run(agent, 20);
            agent.housekeeping(now);
            assertThat(rig.count(Counter.BUSY_PERCENT)).isBetween(42L, 50L);
        }
    }
}
