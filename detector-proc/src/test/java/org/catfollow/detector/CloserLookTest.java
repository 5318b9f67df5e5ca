package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.gate.Gates;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.preprocess.Crop;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.vision.RegionOfInterest;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;

/** The second look of the agent, over a real region, with a model that finds what the test says. */
class CloserLookTest {
    private static final long MILLI = 1_000_000;
    private static final long FIRST_LOOK = 20 * MILLI;
    private static final long SECOND_LOOK = 30 * MILLI;
    private static final int INPUT_SIDE = 300;

    @TempDir private Path folder;

    private final Gates gates = Gates.open(GateSettings.NONE, 1, true);
    private final ScriptedDetector model = new ScriptedDetector();
    private final Track track = new Track();
    private DetectorRig rig;
    private RoleClaim tracker;
    private TwoCellWriter<Track> tracks;
    private long now = 10_000 * MILLI;

    /** Finds one box or none, in each of the two looks. */
    private final class ScriptedDetector implements ObjectDetector {
        private final byte[] label = Detections.labelBytes("cat");
        private final List<String> crops = new ArrayList<>();
        private boolean keepsCrops = true;
        private boolean first;
        private boolean findsFirst;
        private boolean findsSecond = true;
        private Runnable whileReadingTheCrop = () -> {};

        @Override
        public void preprocess(Mat bgr) {
            first = true;
        }

        @Override
        public void preprocess(Mat bgr, Crop crop) {
            first = false;
            if (keepsCrops) {
                crops.add(crop.toString());
            }
            whileReadingTheCrop.run();
        }

        @Override
        public int inputSide() {
            return INPUT_SIDE;
        }

        @Override
        public void invoke() {
            now += first ? FIRST_LOOK : SECOND_LOOK;
        }

        @Override
        public void decode(Detections out) {
            out.clear();
            if (first ? findsFirst : findsSecond) {
                out.add(label, 16, first ? 0.7f : 0.6f, 305, 205, 40, 30);
            }
        }

        @Override
        public void close() {}
    }

    @BeforeEach
    void attach() {
        rig = new DetectorRig(folder, 8, 640, 480);
        tracker = rig.region().claim(Role.TRACKER);
        tracks = tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC);
    }

    @AfterEach
    void detach() {
        tracker.close();
        gates.close();
        rig.close();
    }

    private DetectorAgent agent() {
        return agent(LookSettings.USUAL);
    }

    private DetectorAgent agent(LookSettings looks) {
        return rig.agent(model, ScheduleSettings.EVERY_FRAME, gates, looks, () -> now);
    }

    /** The tracker saw the target at 300,200 in 40x30 at this time. */
    private void track(TrackState state, long captureNanos) {
        track.frameId = 1;
        track.trackId = 1;
        track.state = state;
        track.captureNanos = captureNanos;
        track.publishNanos = captureNanos;
        track.score = 0.8f;
        track.x = 300;
        track.y = 200;
        track.width = 40;
        track.height = 30;
        track.frameWidth = 640;
        track.frameHeight = 480;
        tracks.write(track);
    }

    private void look(DetectorAgent agent) {
        rig.writeFrame(1, now);
        agent.doWork();
    }

    @Test
    void aTargetThatTheFirstLookMissesIsLookedForNearItsLastPlaceOnce() {
        track(TrackState.CONFIRMED, now);
        try (DetectorAgent agent = agent()) {
            look(agent);
        }
        // Half of the model's picture, around 320,215.
        assertThat(model.crops).containsExactly("150x150 at 245,140");
        assertThat(rig.newest().count()).isEqualTo(1);
        assertThat(rig.newest().x(0)).isEqualTo(305);
        assertThat(rig.newest().inferenceNanos).isEqualTo(FIRST_LOOK + SECOND_LOOK);
        assertThat(rig.count(Counter.FRAMES)).isEqualTo(1);
        assertThat(rig.count(Counter.SECOND_LOOKS)).isEqualTo(1);
        assertThat(rig.count(Counter.SECOND_LOOK_FOUND)).isEqualTo(1);
    }

    @Test
    void aGuessOfTheTrackerIsWorthALookAndSoIsWhereItGaveUp() {
        model.findsSecond = false;
        track(TrackState.CONFIRMED, now);
        try (DetectorAgent agent = agent()) {
            look(agent);
            track(TrackState.COASTING, now);
            look(agent);
            track(TrackState.LOST, now);
            look(agent);
        }
        assertThat(model.crops).hasSize(3);
        assertThat(rig.newest().count()).isZero();
        assertThat(rig.count(Counter.SECOND_LOOK_FOUND)).isZero();
    }

    @Test
    void whatTheFirstLookFindsIsNotLookedAtAgain() {
        model.findsFirst = true;
        track(TrackState.CONFIRMED, now);
        try (DetectorAgent agent = agent()) {
            look(agent);
        }
        assertThat(model.crops).isEmpty();
        assertThat(rig.newest().inferenceNanos).isEqualTo(FIRST_LOOK);
        assertThat(rig.count(Counter.SECOND_LOOKS)).isZero();
    }

    @Test
    void aBoxAloneAndATrackNotYetConfirmedAreNoPlaceToLookAt() {
        model.findsFirst = true;
        try (DetectorAgent agent = agent()) {
            look(agent);
            model.findsFirst = false;
            look(agent);
            track(TrackState.TENTATIVE, now);
            look(agent);
            track(TrackState.COASTING, now);
            look(agent);
        }
        assertThat(model.crops).isEmpty();
        assertThat(rig.newest().count()).isZero();
    }

    @Test
    void aPlaceThatIsTooOldIsForgotten() {
        track(TrackState.CONFIRMED, now);
        model.findsSecond = false;
        now += 2_000 * MILLI;
        try (DetectorAgent agent = agent()) {
            look(agent);
            assertThat(model.crops).hasSize(1);
            now += 1;
            look(agent);
        }
        assertThat(model.crops).hasSize(1);
    }

    @Test
    void aSecondLookThatWouldComeTooLateIsNotTaken() {
        track(TrackState.CONFIRMED, now);
        try (DetectorAgent agent = agent()) {
            rig.writeFrame(1, now);
            // 961 + 20 for the first look and as much for a second.
            now += 961 * MILLI;
            agent.doWork();
        }
        assertThat(model.crops).isEmpty();
        assertThat(rig.count(Counter.FRAMES)).isEqualTo(1);
        assertThat(rig.count(Counter.STALE)).isZero();
    }

    @Test
    void aFrameOverwrittenDuringTheSecondLookIsNotShownToTheModelAndIsStale() {
        track(TrackState.CONFIRMED, now);
        try (DetectorAgent agent = agent()) {
            model.whileReadingTheCrop =
                    () -> {
                        for (int i = 0; i < 8; i++) {
                            rig.writeFrame(9, now);
                        }
                    };
            look(agent);
        }
        assertThat(model.crops).hasSize(1);
        assertThat(now).as("one inference").isEqualTo(10_000 * MILLI + FIRST_LOOK);
        assertThat(rig.count(Counter.SECOND_LOOKS)).isZero();
        assertThat(rig.count(Counter.TORN)).isEqualTo(1);
        // As any frame that has left the ring: the tracker could do nothing with it.
        assertThat(rig.count(Counter.STALE)).isEqualTo(1);
        assertThat(rig.hasResult()).isFalse();
    }

    @Test
    void theSecondLookStaysInTheRegionOfInterestAndCanBeTurnedOff() {
        track(TrackState.CONFIRMED, now);
        RegionOfInterest right = new RegionOfInterest(0.5, 0, 0.5, 1);
        try (DetectorAgent agent = agent(LookSettings.USUAL.in(right))) {
            look(agent);
        }
        assertThat(model.crops).containsExactly("150x150 at 320,140");
        model.crops.clear();
        try (DetectorAgent agent = agent(new LookSettings(right, false, 2_000))) {
            look(agent);
        }
        assertThat(model.crops).isEmpty();
    }

    @Test
    void aRoundWithASecondLookAllocatesNothing() {
        model.keepsCrops = false;
        try (DetectorAgent agent = agent()) {
            long bytes =
                    Allocation.bytes(
                            300,
                            100,
                            () -> {
                                track(TrackState.CONFIRMED, now);
                                look(agent);
                            });
            assertThat(bytes).as("bytes in 100 rounds").isLessThan(100);
        }
        assertThat(rig.count(Counter.SECOND_LOOKS)).isEqualTo(800);
    }
}
