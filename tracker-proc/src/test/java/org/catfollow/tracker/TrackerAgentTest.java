package org.catfollow.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.runtime.StageAgent;
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
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Boxes;
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
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.slf4j.LoggerFactory;

/** The tracker over a real region: frames and detections are written as capture and detector do. */
class TrackerAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;
    private static final int SIZE = 48;
    private static final int STEP = 4;

    @TempDir private Path folder;

    private final Track track = new Track();
    private final FrameDescription frame = new FrameDescription();
    private Region region;
    private RoleClaim capture;
    private RoleClaim detector;
    private RoleClaim tracker;
    private FrameWriter frames;
    private TwoCellWriter<Detections> detections;
    private TwoCellReader<Track> tracks;
    private Mat texture;

    @BeforeEach
    void attach() {
        NativeLibraries.loadOpenCv();
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(16, WIDTH, HEIGHT), SECOND);
        region = Region.attach(files, SECOND);
        capture = region.claim(Role.CAPTURE);
        detector = region.claim(Role.DETECTOR);
        tracker = region.claim(Role.TRACKER);
        frames = capture.frameWriter();
        detections = detector.stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        tracks = region.stateReader(StateSlot.TRACK, TrackCell.CODEC);
        texture = new Mat(SIZE, SIZE, CvType.CV_8UC3);
        Core.setRNGSeed(7);
        Core.randu(texture, 0, 255);
    }

    @AfterEach
    void detach() {
        texture.release();
        tracker.close();
        detector.close();
        capture.close();
        region.close();
    }

    private TrackerAgent agent(TrackerConfig config) {
        return new TrackerAgent(
                config,
                new StageContext(region, tracker, LoggerFactory.getLogger("tracker"), () -> false));
    }

    private static int leftOf(long frameId) {
        return 20 + (int) frameId * STEP;
    }

    private void writeFrame() {
        long frameId = frames.claim();
        Mat picture = new Mat(HEIGHT, WIDTH, CvType.CV_8UC3, frames.pixels());
        picture.setTo(new Scalar(90, 90, 90));
        Mat target = picture.submat(new Rect(leftOf(frameId), 100, SIZE, SIZE));
        texture.copyTo(target);
        target.release();
        picture.release();
        frame.widthPixels = WIDTH;
        frame.heightPixels = HEIGHT;
        frame.strideBytes = WIDTH * 3;
        frame.captureNanos = 1_000_000_000L + frameId * 33_000_000;
        frame.sourceIndex = frameId - 1;
        frames.commit(frame);
    }

    private void detect(long frameId) {
        Detections found = new Detections();
        found.frameId = frameId;
        found.captureNanos = 1_000_000_000L + frameId * 33_000_000;
        found.add(Detections.labelBytes("cat"), 16, 0.8f, leftOf(frameId), 100, SIZE, SIZE);
        detections.write(found);
    }

    private Track newest() {
        assertThat(tracks.read(track)).isEqualTo(TwoCellReader.Answer.VALUE);
        return track;
    }

    private float overlapAt(long frameId) {
        return Boxes.iou(
                track.x, track.y, track.width, track.height, leftOf(frameId), 100, SIZE, SIZE);
    }

    @Test
    void aLateDetectionIsRepaidFromTheRing() {
        try (TrackerAgent agent = agent(TrackerConfig.defaults())) {
            for (int i = 1; i <= 12; i++) {
                writeFrame();
                agent.doWork();
                assertThat(newest().state).isEqualTo(TrackState.NONE);
            }
            // Of frame 3, when 12 is there: the target is 36 pixels further on by now.
            detect(3);
            writeFrame();
            agent.doWork();
        }
        assertThat(newest().frameId).isEqualTo(13);
        assertThat(track.valid()).isTrue();
        assertThat(track.detectionFrameId).isEqualTo(3);
        assertThat(overlapAt(13)).isGreaterThan(0.7f);
    }

    @Test
    void aDetectionWhoseFrameHasLeftTheRingIsDroppedAndCounted() {
        try (TrackerAgent agent = agent(TrackerConfig.defaults())) {
            for (int i = 1; i <= 40; i++) {
                writeFrame();
                agent.doWork();
            }
            detect(10);
            writeFrame();
            agent.doWork();
        }
        assertThat(newest().state).isEqualTo(TrackState.NONE);
        assertThat(tracker.row().get(Counter.STALE)).isEqualTo(1);
    }

    @Test
    void learnsWhatDetectionsSayBeforeTheNextFrameComes() {
        try (TrackerAgent agent = agent(TrackerConfig.defaults())) {
            writeFrame();
            agent.doWork();
            detect(1);
            agent.doWork();
            assertThat(newest().frameId).as("answered once").isEqualTo(1);
            assertThat(track.state).isEqualTo(TrackState.NONE);
            // What it has not learnt yet it could learn no more: the frame of the detections is
            // gone.
            for (int i = 0; i < 16; i++) {
                writeFrame();
            }
            agent.doWork();
        }
        assertThat(newest().frameId).isEqualTo(17);
        assertThat(track.trackId).isEqualTo(1);
        assertThat(track.detectionFrameId).isEqualTo(1);
        assertThat(tracker.row().get(Counter.STALE)).isZero();
    }

    @Test
    void detectionsThatMakeNoSenseDoNotKeepItAwake() {
        try (TrackerAgent agent = agent(TrackerConfig.defaults())) {
            writeFrame();
            agent.doWork();
            Detections nonsense = new Detections();
            nonsense.frameId = 1;
            nonsense.add(Detections.labelBytes("cat"), 16, Float.NaN, 1, 1, SIZE, SIZE);
            detections.write(nonsense);
            agent.doWork();
            long start = System.nanoTime();
            agent.doWork();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(StageAgent.MAX_WAIT_NANOS);
        }
        assertThat(tracker.row().get(Counter.FRAMES)).isEqualTo(1);
    }

    @Test
    void answersEveryFrameOnce() {
        try (TrackerAgent agent = agent(TrackerConfig.defaults())) {
            for (int i = 1; i <= 20; i++) {
                writeFrame();
                agent.doWork();
                assertThat(newest().frameId).isEqualTo(i);
                assertThat(track.sourceIndex).isEqualTo(i - 1);
            }
        }
        assertThat(tracker.row().get(Counter.FRAMES)).isEqualTo(20);
    }

    @Test
    void aBoxGivenByHandIsForTheFirstStartOnly() {
        TrackerConfig byHand =
                TrackerConfig.defaults().withInitBox(new InitBox(leftOf(1), 100, SIZE, SIZE));
        try (TrackerAgent first = agent(byHand)) {
            writeFrame();
            first.doWork();
            assertThat(newest().valid()).isTrue();
        }
        tracker.close();
        tracker = region.claim(Role.TRACKER);
        try (TrackerAgent second = agent(byHand)) {
            writeFrame();
            second.doWork();
        }
        assertThat(newest().frameId).isEqualTo(2);
        assertThat(track.state).isEqualTo(TrackState.NONE);
    }

    @Test
    void aSuccessorGivesItsFirstTargetAnIdentityOfItsOwn() {
        try (TrackerAgent first = agent(TrackerConfig.defaults())) {
            writeFrame();
            detect(1);
            first.doWork();
            assertThat(newest().trackId).isEqualTo(1);
        }
        tracker.close();
        tracker = region.claim(Role.TRACKER);
        try (TrackerAgent second = agent(TrackerConfig.defaults())) {
            writeFrame();
            second.doWork();
            detect(2);
            writeFrame();
            second.doWork();
        }
        assertThat(newest().trackId).isEqualTo(2);
    }
}
