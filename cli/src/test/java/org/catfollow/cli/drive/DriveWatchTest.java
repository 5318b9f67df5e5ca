package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.cli.launching.Interruption;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A region on which the test plays capture, tracker and control. */
class DriveWatchTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int LATE_FRAMES = 3;

    @TempDir private Path folder;
    private Region region;
    private RoleClaim capture;
    private RoleClaim tracker;
    private RoleClaim control;
    private RoleClaim detector;
    private TwoCellWriter<GroundTruth> truths;
    private TwoCellWriter<Track> tracks;
    private TwoCellWriter<ControlStatus> statuses;
    private TwoCellWriter<Detections> detections;
    private FrameReader frames;
    private DriveWatch watch;
    private final Interruption interruption = new Interruption("test", 1);

    @BeforeEach
    void makeRegion() {
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 96, 64), SECOND);
        region = Region.attach(files, SECOND);
        capture = region.claim(Role.CAPTURE);
        tracker = region.claim(Role.TRACKER);
        control = region.claim(Role.CONTROL);
        detector = region.claim(Role.DETECTOR);
        truths = capture.stateWriter(StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC);
        tracks = tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC);
        statuses = control.stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        detections = detector.stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC);
        frames = region.frameReader();
        watch = new DriveWatch(region, frames, new DriveScore(1, true, 2), Path.of("logs"));
    }

    @AfterEach
    void closeRegion() {
        frames.close();
        capture.close();
        tracker.close();
        control.close();
        detector.close();
        region.close();
    }

    /** A cat that stands, and a dog that runs: sixty pixels in {@link #LATE_FRAMES} frames. */
    private GroundTruth truth(long frameId) {
        GroundTruth truth = Scenes.truth(frameId);
        Scenes.put(truth, TruthKind.CAT, 0, 0, 300, 40, 40);
        Scenes.put(truth, TruthKind.DOG, 1, dogX(frameId), 100, 30, 30);
        return truth;
    }

    private static float dogX(long frameId) {
        return (20 * frameId) % 560;
    }

    private void decide(long frameId, ControlState state) {
        ControlStatus status = new ControlStatus();
        status.frameId = frameId;
        status.nanos = Scenes.truth(frameId).captureNanos;
        status.state = state;
        statuses.write(status);
        watch.look();
    }

    @Test
    void aDogThatIsFollowedWhileTheTrackComesLateIsFound() {
        decide(0, ControlState.SEARCH);
        for (long id = 1; id <= 60; id++) {
            truths.write(truth(id));
            watch.look();
            long late = id - LATE_FRAMES;
            if (late > 0) {
                tracks.write(Scenes.track(late, dogX(late), 100, 30, 30));
                watch.look();
                decide(late, ControlState.APPROACH);
            }
        }

        FollowFigures follow = watch.figures().follow();
        assertThat(follow.followedDecoy()).isTrue();
        assertThat(follow.longestDecoy()).isEqualTo(TruthKind.DOG);
        assertThat(follow.nothingSeconds()).isZero();
        assertThat(follow.onCat()).isZero();
        assertThat(watch.figures().success()).isFalse();
    }

    @Test
    void theCatThatIsFollowedWhileADogRunsByIsTheCat() {
        decide(0, ControlState.SEARCH);
        for (long id = 1; id <= 60; id++) {
            truths.write(truth(id));
            tracks.write(Scenes.track(id, 2, 298, 40, 40));
            if (id % 10 == 1) {
                Detections found = new Detections();
                found.captureNanos = Scenes.truth(id).captureNanos;
                detections.write(found);
            }
            decide(id, ControlState.TRACK);
        }

        FollowFigures follow = watch.figures().follow();
        assertThat(follow.onCat()).isEqualTo(1);
        assertThat(follow.followedDecoy()).isFalse();
        assertThat(follow.heldSeconds()).isGreaterThan(1.9);
        assertThat(watch.figures().frames()).isEqualTo(60);
        assertThat(watch.figures().lookedSeconds())
                .isCloseTo(50 * Scenes.PERIOD_NANOS * 1e-9, within(1e-6));
        assertThat(watch.figures().judged()).isTrue();
    }

    private void commitAFrame() {
        FrameWriter writer = capture.frameWriter();
        writer.claim();
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = 96;
        frame.heightPixels = 64;
        frame.format = PixelFormat.GRAY8;
        frame.strideBytes = 96;
        frame.captureNanos = System.nanoTime();
        writer.commit(frame);
    }

    @Test
    void aDriveWithoutADetectorThatLooksIsNotJudged() {
        detector.row().activity(Activity.IDLE, "no model", System.nanoTime());
        decide(0, ControlState.SEARCH);
        GroundTruth truth = truth(1);
        truth.captureNanos = System.nanoTime();
        truths.write(truth);
        commitAFrame();

        assertThatThrownBy(() -> watch.watch(Duration.ofMillis(1), interruption))
                .isInstanceOf(StageFailure.class)
                .hasMessage(
                        "the detector looked at no picture in the whole drive (no model); give it a"
                                + " model: drive ... -- --model FILE; logs logs");
    }

    @Test
    void whoAsksForTheEndGetsWhatThereIs() {
        decide(0, ControlState.SEARCH);
        truths.write(truth(1));
        watch.look();
        interruption.ask();

        assertThat(watch.watch(SECOND, interruption).frames()).isEqualTo(1);
    }
}
