package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.gate.Gates;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.counters.Activity;
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
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;
import org.slf4j.LoggerFactory;

/** The detector over a real region, with a model that says what byte it saw first. */
class DetectorAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MAX_AGE_MILLIS = 1_000;

    @TempDir private Path folder;

    private final Detections found = new Detections();
    private final FirstByteDetector model = new FirstByteDetector();
    private Gates gates = Gates.open(GateSettings.NONE, 1, true);
    private long now = 2_000;
    private Region region;
    private RoleClaim capture;
    private RoleClaim detector;
    private FrameWriter frames;
    private TwoCellReader<Detections> results;

    /** Finds one box, whose left edge is the picture's first byte. */
    private static final class FirstByteDetector implements ObjectDetector {
        private final byte[] pixel = new byte[3];
        private Runnable whileReading = () -> {};
        private Runnable whileInferring = () -> {};
        private boolean finds = true;
        private int invocations;

        @Override
        public void preprocess(Mat bgr) {
            bgr.get(0, 0, pixel);
            whileReading.run();
        }

        @Override
        public void invoke() {
            invocations++;
            whileInferring.run();
        }

        @Override
        public void decode(Detections out) {
            out.clear();
            if (finds) {
                out.add(Detections.labelBytes("cat"), 16, 0.9f, pixel[0], 0, 10, 10);
            }
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void attach() {
        NativeLibraries.loadOpenCv();
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
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

    private StageContext context() {
        return new StageContext(region, detector, LoggerFactory.getLogger("detector"), () -> false);
    }

    private DetectorAgent agent(int every) {
        return agent(every, GateSettings.NONE);
    }

    private DetectorAgent agent(int every, GateSettings gateSettings) {
        DetectorConfig config =
                new DetectorConfig(
                        Path.of("fake.tflite"),
                        null,
                        List.of("cat"),
                        0.5f,
                        new ScheduleSettings(every, every, 25, 0.75, MAX_AGE_MILLIS),
                        gateSettings,
                        1,
                        true);
        gates = Gates.open(gateSettings, 1, true);
        return new DetectorAgent(config, model, gates, "", context(), () -> now);
    }

    private void writeFrame(int firstByte) {
        frames.claim();
        frames.pixels().put(0, (byte) firstByte);
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = 64;
        frame.heightPixels = 64;
        frame.strideBytes = 192;
        frame.captureNanos = 1000L + firstByte;
        frame.sourceIndex = firstByte;
        frames.commit(frame);
    }

    private void writeFrames(int from, int to) {
        for (int i = from; i <= to; i++) {
            writeFrame(i);
        }
    }

    private Detections newest() {
        assertThat(results.read(found)).isEqualTo(TwoCellReader.Answer.VALUE);
        return found;
    }

    @Test
    void aResultCarriesTheStampsOfItsFrame() {
        try (DetectorAgent agent = agent(1)) {
            writeFrame(5);
            agent.doWork();
        }
        assertThat(newest().frameId).isEqualTo(1);
        assertThat(found.sourceIndex).isEqualTo(5);
        assertThat(found.captureNanos).isEqualTo(1005);
        assertThat(found.x(0)).isEqualTo(5);
        assertThat(found.label(0)).isEqualTo("cat");
    }

    @Test
    void theNewestFrameWinsAndTheOthersCountAsDropped() {
        try (DetectorAgent agent = agent(1)) {
            writeFrame(1);
            agent.doWork();
            writeFrame(2);
            writeFrame(3);
            writeFrame(4);
            agent.doWork();
        }
        assertThat(newest().frameId).isEqualTo(4);
        assertThat(detector.row().get(Counter.FRAMES)).isEqualTo(2);
        assertThat(detector.row().get(Counter.DROPPED)).isEqualTo(2);
    }

    @Test
    void aFrameOverwrittenWhileItWasReadGivesNoResult() {
        try (DetectorAgent agent = agent(1)) {
            writeFrame(1);
            agent.doWork();
            writeFrame(2);
            // The ring has four slots: four more frames overwrite the one being read.
            model.whileReading = () -> writeFrames(3, 6);
            agent.doWork();
            model.whileReading = () -> {};
        }
        assertThat(newest().frameId).isEqualTo(1);
        assertThat(model.invocations).isEqualTo(1);
        assertThat(detector.row().get(Counter.TORN)).isEqualTo(1);
    }

    @Test
    void everyThirdFrameIsLookedAt() {
        try (DetectorAgent agent = agent(3)) {
            for (int i = 1; i <= 9; i++) {
                writeFrame(i);
                agent.doWork();
            }
        }
        assertThat(newest().frameId).isEqualTo(7);
        assertThat(detector.row().get(Counter.FRAMES)).isEqualTo(3);
        assertThat(detector.row().get(Counter.DROPPED)).isZero();
        assertThat(detector.row().get(Counter.SKIPPED)).isEqualTo(4);
        assertThat(detector.row().get(Counter.EVERY)).isEqualTo(3);
    }

    @Test
    void aResultWhoseFrameHasLeftTheRingIsCountedAndNotPublished() {
        try (DetectorAgent agent = agent(1)) {
            writeFrame(1);
            agent.doWork();
            // The ring has four slots; the one after the newest is about to be written.
            model.whileInferring = () -> writeFrames(3, 5);
            writeFrame(2);
            agent.doWork();
            agent.housekeeping(now);
        }
        assertThat(newest().frameId).isEqualTo(1);
        assertThat(model.invocations).isEqualTo(2);
        assertThat(detector.row().get(Counter.STALE)).isEqualTo(1);
        assertThat(detector.row().get(Counter.FRAMES)).isEqualTo(1);
        assertThat(region.stageRow(Role.DETECTOR).lastError())
                .startsWith("1 results came too late, the last ")
                .contains("--max-age-ms 1000", "ring of 4 slots");
    }

    @Test
    void aResultWhoseFrameIsStillThereIsPublished() {
        try (DetectorAgent agent = agent(1)) {
            model.whileInferring = () -> writeFrames(2, 3);
            writeFrame(1);
            agent.doWork();
        }
        assertThat(newest().frameId).isEqualTo(1);
        assertThat(detector.row().get(Counter.STALE)).isZero();
    }

    @Test
    void aResultOlderThanAllowedIsCountedAndNotPublished() {
        long millis = 1_000_000;
        try (DetectorAgent agent = agent(1)) {
            writeFrame(1);
            model.whileInferring = () -> now = 1_001 + MAX_AGE_MILLIS * millis;
            agent.doWork();
            assertThat(newest().frameId).as("just in time").isEqualTo(1);
            writeFrame(2);
            model.whileInferring = () -> now = 1_002 + MAX_AGE_MILLIS * millis + 1;
            agent.doWork();
        }
        assertThat(newest().frameId).isEqualTo(1);
        assertThat(detector.row().get(Counter.STALE)).isEqualTo(1);
    }

    @Test
    void theShareOfItsTimeInWhichItWorksIsShown() {
        try (DetectorAgent agent = agent(1)) {
            model.whileInferring = () -> now += 300;
            writeFrame(1);
            agent.doWork();
            agent.housekeeping(now + 700);
        }
        assertThat(detector.row().get(Counter.BUSY_PERCENT)).isEqualTo(30);
    }

    @Test
    void aShutGateKeepsFramesFromTheModelAndTheyAreCounted() {
        model.finds = false;
        try (DetectorAgent agent = agent(1, new GateSettings(true, null, 0.01, 0))) {
            for (int i = 1; i <= 5; i++) {
                writeFrame(7);
                agent.doWork();
            }
        }
        assertThat(model.invocations).as("the first frame has nothing before it").isEqualTo(1);
        assertThat(newest().frameId).isEqualTo(1);
        assertThat(detector.row().get(Counter.GATED)).isEqualTo(4);
        assertThat(detector.row().get(Counter.MOTION_UNKNOWN)).isEqualTo(1);
        assertThat(detector.row().get(Counter.MOTION_SEEN)).isZero();
    }

    @Test
    void aGateStaysOpenUntilAResultIsEmpty() {
        try (DetectorAgent agent = agent(1, new GateSettings(true, null, 0.01, 0))) {
            for (int i = 1; i <= 3; i++) {
                writeFrame(7);
                agent.doWork();
            }
            model.finds = false;
            for (int i = 4; i <= 6; i++) {
                writeFrame(7);
                agent.doWork();
            }
        }
        assertThat(newest().count()).isZero();
        assertThat(found.frameId).isEqualTo(4);
    }

    @Test
    void aTargetOfTheTrackerKeepsTheGateOpenWhileThereIsNewsOfIt() {
        model.finds = false;
        Track track = new Track();
        track.frameId = 1;
        track.state = TrackState.COASTING;
        track.publishNanos = now;
        try (RoleClaim tracker = region.claim(Role.TRACKER);
                DetectorAgent agent = agent(1, new GateSettings(true, null, 0.01, 0))) {
            tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC).write(track);
            for (int i = 1; i <= 3; i++) {
                writeFrame(7);
                agent.doWork();
            }
            assertThat(model.invocations).isEqualTo(3);
            now += SECOND.toNanos() + 1;
            for (int i = 4; i <= 6; i++) {
                writeFrame(7);
                agent.doWork();
            }
        }
        assertThat(model.invocations)
                .as("the tracker is gone, one look without a past")
                .isEqualTo(4);
        assertThat(detector.row().get(Counter.GATED)).isEqualTo(2);
    }

    @Test
    void withoutAModelItSaysSoAndLives() {
        try (NoModelAgent agent = new NoModelAgent(context())) {
            assertThat(agent.doWork()).isTrue();
        }
        assertThat(region.stageRow(Role.DETECTOR).activity()).isEqualTo(Activity.IDLE);
        assertThat(region.stageRow(Role.DETECTOR).activityText()).isEqualTo("no model");
    }
}
