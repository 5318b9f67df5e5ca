package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;
import org.slf4j.LoggerFactory;

/** The detector over a real region, with a model that says what byte it saw first. */
class DetectorAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;

    private final Detections found = new Detections();
    private final FirstByteDetector model = new FirstByteDetector();
    private Region region;
    private RoleClaim capture;
    private RoleClaim detector;
    private FrameWriter frames;
    private TwoCellReader<Detections> results;

    /** Finds one box, whose left edge is the picture's first byte. */
    private static final class FirstByteDetector implements ObjectDetector {
        private final byte[] pixel = new byte[3];
        private Runnable whileReading = () -> {};
        private int invocations;

        @Override
        public void preprocess(Mat bgr) {
            bgr.get(0, 0, pixel);
            whileReading.run();
        }

        @Override
        public void invoke() {
            invocations++;
        }

        @Override
        public void decode(Detections out) {
            out.clear();
            out.add(Detections.labelBytes("cat"), 16, 0.9f, pixel[0], 0, 10, 10);
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
        detector.close();
        capture.close();
        region.close();
    }

    private StageContext context() {
        return new StageContext(region, detector, LoggerFactory.getLogger("detector"), () -> false);
    }

    private DetectorAgent agent(int every) {
        DetectorConfig config =
                new DetectorConfig(
                        Path.of("fake.tflite"), null, List.of("cat"), 0.5f, every, 1, true);
        return new DetectorAgent(config, model, "", context());
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
            model.whileReading =
                    () -> {
                        for (int i = 3; i <= 6; i++) {
                            writeFrame(i);
                        }
                    };
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
