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
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;
import org.slf4j.LoggerFactory;

/** A camera of 30 frames a second and a model that needs 300 ms, on a clock that the test moves. */
class SlowDetectorTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long INTERVAL = 33_333_333;
    private static final long MILLI = 1_000_000;
    private static final long INFERENCE = 300 * MILLI;

    @TempDir private Path folder;

    private final Gates gates = Gates.open(GateSettings.NONE, 1, true);
    private final Detections newest = new Detections();
    private final FrameDescription frame = new FrameDescription();
    private Region region;
    private RoleClaim capture;
    private RoleClaim detector;
    private FrameWriter frames;
    private TwoCellReader<Detections> results;
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
        NativeLibraries.loadOpenCv();
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(16, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
        capture = region.claim(Role.CAPTURE);
        detector = region.claim(Role.DETECTOR);
        frames = capture.frameWriter();
        results = region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
    }

    @AfterEach
    void detach() {
        gates.close();
        detector.close();
        capture.close();
        region.close();
    }

    /** Moves the clock; frames come in time. */
    private void advance(long nanos) {
        long until = now + nanos;
        while (nextFrameNanos <= until) {
            now = nextFrameNanos;
            frames.claim();
            frame.widthPixels = 64;
            frame.heightPixels = 64;
            frame.strideBytes = 192;
            frame.captureNanos = now;
            frames.commit(frame);
            newestFrameId = frame.frameId;
            nextFrameNanos += INTERVAL;
        }
        now = until;
    }

    private DetectorAgent agent(ScheduleSettings schedule) {
        return agent(schedule, gates);
    }

    private DetectorAgent agent(ScheduleSettings schedule, Gates asked) {
        DetectorConfig config =
                new DetectorConfig(
                        Path.of("slow.tflite"),
                        null,
                        List.of("cat"),
                        0.5f,
                        schedule,
                        GateSettings.NONE,
                        1,
                        true);
        StageContext context =
                new StageContext(
                        region, detector, LoggerFactory.getLogger("detector"), () -> false);
        WaitingDetector model = new WaitingDetector(this::advance, () -> workNanos);
        return new DetectorAgent(config, model, asked, "", context, () -> now);
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
            if (results.read(newest) == TwoCellReader.Answer.VALUE && newest.frameId != last) {
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
        assertThat(detector.row().get(Counter.STALE)).isZero();
        assertThat(detector.row().get(Counter.LAPPED)).isZero();
    }

    @Test
    void everyFrameIsCountedOnce() {
        try (DetectorAgent agent = agent(ScheduleSettings.of("2..20", 25, 0.75, 1_000))) {
            List<Published> published = run(agent, 20);
            long firstToLast =
                    published.get(published.size() - 1).frameId() - published.get(0).frameId() + 1;
            assertThat(
                            detector.row().get(Counter.FRAMES)
                                    + detector.row().get(Counter.SKIPPED)
                                    + detector.row().get(Counter.DROPPED))
                    .isEqualTo(firstToLast);
        }
    }

    @Test
    void kFollowsTheModelUpAndDownAgain() {
        try (DetectorAgent agent = agent(ScheduleSettings.of("1..20", 25, 0.75, 1_000))) {
            workNanos = 20 * MILLI;
            run(agent, 10);
            assertThat(detector.row().get(Counter.EVERY)).isEqualTo(1);
            workNanos = INFERENCE;
            run(agent, 20);
            assertThat(detector.row().get(Counter.EVERY))
                    .as("300 ms at 25 a frame")
                    .isBetween(12L, 15L);
            workNanos = 20 * MILLI;
            run(agent, 20);
            assertThat(detector.row().get(Counter.EVERY)).isEqualTo(1);
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
        assertThat(detector.row().get(Counter.GATED)).isPositive();
    }

    @Test
    void theDetectorRestsForTheShareItIsNotGiven() {
        try (DetectorAgent agent = agent(ScheduleSettings.of("1..50", 1_000, 0.5, 1_000))) {
            run(agent, 20);
            agent.housekeeping(now);
            run(agent, 20);
            agent.housekeeping(now);
            assertThat(detector.row().get(Counter.BUSY_PERCENT)).isBetween(42L, 50L);
        }
    }
}
