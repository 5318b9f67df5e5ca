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

    @Test
    void whoKnowsItOfTheNewerFrameIsBelieved() {
        add(found, 10, 10, 40, 40);
        seen.found(found, frame.captureNanos);
        assertThat(seen.centreX()).as("the tracker, of the same frame").isEqualTo(350);
        seen.found(found, frame.captureNanos + 1);
        assertThat(seen.centreX()).isEqualTo(30);
        see(300, 200, 100, 60);
        assertThat(seen.centreX()).as("the tracker is behind").isEqualTo(30);
        found.clear();
        seen.found(found, frame.captureNanos + 2);
        assertThat(seen.centreX()).as("nothing is no place").isEqualTo(30);
    }

    @Test
    void aTrackThatWasGivenUpIsNoNews() {
        track.state = TrackState.LOST;
        track.captureNanos += 1;
        track.x = 0;
        seen.track(track);
        assertThat(seen.centreX()).isEqualTo(350);
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
