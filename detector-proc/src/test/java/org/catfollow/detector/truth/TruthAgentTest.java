package org.catfollow.detector.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The twin over a real region, with the test in capture's place. */
class TruthAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;

    private final Detections found = new Detections();
    private final GroundTruth truth = new GroundTruth();
    private Region region;
    private RoleClaim capture;
    private RoleClaim detector;
    private FrameWriter frames;
    private TwoCellWriter<GroundTruth> truths;
    private TwoCellReader<Detections> results;
    private TruthAgent agent;

    @BeforeEach
    void attach() {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
        capture = region.claim(Role.CAPTURE);
        detector = region.claim(Role.DETECTOR);
        frames = capture.frameWriter();
        truths = capture.stateWriter(StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC);
        results = region.stateReader(StateSlot.DETECTIONS, DetectionsCell.CODEC);
    }

    @AfterEach
    void detach() {
        agent.close();
        detector.close();
        capture.close();
        region.close();
    }

    private void start(Duration latency) {
        agent =
                new TruthAgent(
                        new TruthSettings(latency, 0, 0, 1),
                        List.of("cat"),
                        0.5f,
                        (generation, detections) -> {},
                        new StageContext(
                                region,
                                detector,
                                LoggerFactory.getLogger("detector"),
                                () -> false));
    }

    private void show(boolean withTruth, long captureNanos) {
        long id = frames.claim();
        if (withTruth) {
            truth.clear();
            truth.frameId = id;
            truth.captureNanos = captureNanos;
            truth.frameWidth = 64;
            truth.frameHeight = 64;
            GroundTruth.Thing cat = truth.add();
            cat.x = id;
            cat.y = 10;
            cat.width = 20;
            cat.height = 20;
            cat.visibleFraction = 1;
            truths.write(truth);
        }
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = 64;
        frame.heightPixels = 64;
        frame.strideBytes = 192;
        frame.captureNanos = captureNanos;
        frames.commit(frame);
    }

    private void goRoundUntilFound(long frameId) {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (results.read(found) != TwoCellReader.Answer.VALUE || found.frameId != frameId) {
            assertThat(System.nanoTime() - deadline).as("time left").isNegative();
            assertThat(agent.doWork()).isTrue();
        }
    }

    @Test
    void boxesComeWithTheLatencyThatWasAskedForAndNotBefore() {
        start(Duration.ofMillis(60));
        long captured = System.nanoTime();
        show(true, captured);
        goRoundUntilFound(1);
        assertThat(found.publishNanos - captured).isGreaterThanOrEqualTo(60_000_000);
        assertThat(found.captureNanos).isEqualTo(captured);
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.x(0)).isEqualTo(1);
        assertThat(region.stageRow(Role.DETECTOR).activity()).isEqualTo(Activity.RUNNING);
        assertThat(region.stageRow(Role.DETECTOR).activityText()).startsWith("truth: ground truth");
    }

    @Test
    void whileItIsBusyFramesPassAndTheNewestIsNext() {
        start(Duration.ofMillis(30));
        show(true, System.nanoTime());
        assertThat(agent.doWork()).isTrue();
        show(true, System.nanoTime());
        show(true, System.nanoTime());
        goRoundUntilFound(1);
        goRoundUntilFound(3);
        assertThat(found.x(0)).isEqualTo(3);
    }

    @Test
    void picturesWithoutTruthAreNoWork() {
        start(Duration.ZERO);
        show(false, System.nanoTime());
        assertThat(agent.doWork()).isTrue();
        assertThat(agent.doWork()).isTrue();
        assertThat(results.read(found)).isEqualTo(TwoCellReader.Answer.EMPTY);
        assertThat(region.stageRow(Role.DETECTOR).activity()).isEqualTo(Activity.IDLE);
        assertThat(region.stageRow(Role.DETECTOR).activityText()).contains("--source sim:");
    }
}
