package org.catfollow.detector.looks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.catfollow.detector.preprocess.Crop;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.vision.RegionOfInterest;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SecondLookTest {
    private static final long MILLI = 1_000_000;
    private static final int INPUT_SIDE = 300;

    private final SecondLook decision = new SecondLook(LookSettings.USUAL, 1_000);
    private final FrameDescription frame = new FrameDescription();
    private final Detections found = new Detections();
    private final LastSeen seen = new LastSeen();
    private final Track track = new Track();
    private final Crop crop = new Crop();

    @BeforeEach
    void placeTheTarget() {
        frame.frameId = 100;
        frame.widthPixels = 640;
        frame.heightPixels = 480;
        frame.captureNanos = 5_000 * MILLI;
        see(300, 200, 100, 60);
    }

    private void see(float x, float y, float width, float height) {
        track.trackId = 1;
        track.state = TrackState.CONFIRMED;
        track.captureNanos = frame.captureNanos;
        track.x = x;
        track.y = y;
        track.width = width;
        track.height = height;
        seen.track(track);
    }

    private static void add(Detections to, float x, float y, float width, float height) {
        to.add(Detections.labelBytes("cat"), 16, 0.6f, x, y, width, height);
    }

    private boolean aims() {
        return decision.aim(frame, found, seen, INPUT_SIDE, crop);
    }

    @Test
    void looksAtTwiceTheBoxAroundItsMiddle() {
        assertThat(aims()).isTrue();
        assertThat(crop).hasToString("200x200 at 250,130");
    }

    @Test
    void aBoxInTheCornerIsLookedAtWithWhatIsBesideIt() {
        see(620, 470, 20, 10);
        assertThat(aims()).isTrue();
        assertThat(crop).hasToString("150x150 at 490,330");
    }

    @Test
    void aLargeTargetIsNotLookedAtAgain() {
        see(200, 100, 213, 60);
        assertThat(aims()).as("640 / 426").isTrue();
        see(200, 100, 214, 60);
        assertThat(aims()).as("640 / 428").isFalse();
    }

    @Test
    void aDetectorThatSeesTheFramesOwnPixelsIsNotAskedAgain() {
        assertThat(decision.aim(frame, found, seen, 0, crop)).isFalse();
    }

    @Test
    void aBoxElsewhereIsNotTheTarget() {
        // Its middle is the first pixel to the right of the crop.
        add(found, 440, 200, 20, 20);
        assertThat(aims()).isTrue();
        add(found, 439, 200, 20, 20);
        assertThat(aims()).isFalse();
    }

    @Test
    void aPlaceOutsideOfTheRegionOfInterestIsNoPlace() {
        RegionOfInterest left = new RegionOfInterest(0, 0, 0.5, 1);
        assertThat(
                        new SecondLook(LookSettings.USUAL.in(left), 1_000)
                                .aim(frame, found, seen, INPUT_SIDE, crop))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(TrackState.class)
    void onlyATrackThatWasConfirmedIsAPlace(TrackState state) {
        LastSeen other = new LastSeen();
        track.state = state;
        other.track(track);
        assertThat(other.isKnown(frame.captureNanos, 0)).isEqualTo(state == TrackState.CONFIRMED);
    }

    @Test
    void aTrackThatWasConfirmedIsAPlaceWhileItCoastsAndAnotherTrackIsNone() {
        track.x = 0;
        track.state = TrackState.COASTING;
        seen.track(track);
        assertThat(seen.centreX()).isEqualTo(50);
        track.x = 100;
        track.trackId = 2;
        seen.track(track);
        assertThat(seen.centreX()).isEqualTo(50);
    }

    @Test
    void aTrackThatHasBegunAnewMustBeConfirmedByFirstLooks() {
        track.trackId++;
        track.state = TrackState.TENTATIVE;
        seen.track(track);
        assertThat(seen.isKnown(frame.captureNanos, 0))
                .as("the place before is no place")
                .isFalse();
        track.state = TrackState.CONFIRMED;
        seen.track(track);
        assertThat(seen.isKnown(frame.captureNanos, 0)).isTrue();
    }

    @Test
    void aResultMustStillBeYoungEnough() {
        long now = frame.captureNanos + 600 * MILLI;
        assertThat(decision.isInTime(frame, now, 400 * MILLI, 100, 90)).isTrue();
        assertThat(decision.isInTime(frame, now, 400 * MILLI + 1, 100, 90)).isFalse();
    }

    @Test
    void itsFrameMustStillBeInTheRing() {
        long now = frame.captureNanos;
        assertThat(decision.isInTime(frame, now, MILLI, 105, 95)).as("5 more").isTrue();
        assertThat(decision.isInTime(frame, now, MILLI, 106, 95)).as("6 more").isFalse();
    }

    @Test
    void refusesAPatienceThatIsNone() {
        assertThatThrownBy(() -> new LookSettings(RegionOfInterest.WHOLE, true, 0))
                .isInstanceOf(StageFailure.class)
                .hasMessage("--second-look-ms 0 is outside 1..60000");
    }
}
