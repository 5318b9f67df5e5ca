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
import org.catfollow.shm.slots.ObstacleKind;
import org.catfollow.shm.slots.SimulatedCarCell;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SimulatedSensorsCell;
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
    private TwoCellWriter<SimulatedSensors> senses;
    private TwoCellWriter<SimulatedCarState> cars;
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
        senses = capture.stateWriter(StateSlot.SIMULATED_SENSORS, SimulatedSensorsCell.CODEC);
        cars = control.stateWriter(StateSlot.SIMULATED_CAR, SimulatedCarCell.CODEC);
        frames = region.frameReader();
        watch = new DriveWatch(region, frames, new DriveScore(1, true, 2, 0.4), Path.of("logs"));
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

    /** The car drives at 0.2 m/s, that near to the cat. */
    private void sense(long frameId, double catMetres, long touches) {
        SimulatedCarState car = new SimulatedCarState();
        car.nanos = Scenes.truth(frameId).captureNanos;
        car.speedMetresPerSecond = 0.2f;
        cars.write(car);
        SimulatedSensors sensed = new SimulatedSensors();
        sensed.nanos = car.nanos;
        sensed.frameId = frameId;
        sensed.clearanceMetres = touches == 0 ? 0.3f : -0.01f;
        sensed.nearest = ObstacleKind.WALL;
        sensed.catMetres = (float) catMetres;
        sensed.touches = touches;
        senses.write(sensed);
        watch.look();
    }

    private void decide(long frameId, ControlState state) {
        ControlStatus status = new ControlStatus();
        status.speedMetresPerSecond = 0.2f;
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
            sense(id, 0.6, 0);
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
        Ride ride = watch.figures().ride();
        assertThat(ride.safety().catDrivingMetres()).isCloseTo(0.6, within(1e-6));
        assertThat(ride.motion().speedJerk()).isCloseTo(0, within(1e-6));
        assertThat(ride.motion().drivenSpeed()).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void aTouchIsToldWithItsFrameAndInTheTrace() {
        decide(0, ControlState.SEARCH);
        truths.write(truth(1));
        watch.look();
        for (long id = 2; id <= 9; id++) {
            sense(id, 0.6, id >= 5 ? 1 : 0);
            truths.write(truth(id));
            decide(id, ControlState.APPROACH);
        }

        Ride ride = watch.figures().ride();
        assertThat(ride.safety().ownTouches()).isEqualTo(1);
        Moment touch =
                ride.moments().stream()
                        .filter(moment -> moment.kind() == Moment.Kind.TOUCH)
                        .findFirst()
                        .orElseThrow();
        assertThat(touch.frameId()).isEqualTo(5);
        assertThat(touch.seconds()).isCloseTo(4 * Scenes.PERIOD_NANOS * 1e-9, within(1e-6));
        assertThat(touch.line())
                .isEqualTo(
                        "   0.13 s, frame 5: touched wall; APPROACH at 0.20 m/s, not slowed; no echo,"
                                + " wall -0.01 m away");
        assertThat(watch.trace().lines()).hasSize(10);
        assertThat(watch.trace().lines().get(5))
                .startsWith("0.133,5,APPROACH,START,NONE,0.2000,")
                .endsWith(",,-0.0100,WALL,1,0.6000,");
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
