package org.catfollow.tracker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.tracker.TrackerConfig;
import org.junit.jupiter.api.Test;

class TrackLifecycleTest {
    private static final long SECOND = 1_000_000_000L;

    private final TrackLifecycle cycle = new TrackLifecycle(TrackerConfig.defaults().lifecycle());

    private String now() {
        return cycle.state() + " " + cycle.reason();
    }

    private void confirm() {
        cycle.startedByDetection(0);
        cycle.agreed(0);
    }

    private static TrackLifecycle other() {
        TrackLifecycle other = new TrackLifecycle(TrackerConfig.defaults().lifecycle());
        other.startedByDetection(0);
        return other;
    }

    @Test
    void startsWithNothing() {
        assertThat(now()).isEqualTo("NONE START");
        cycle.followed(0, 0, false, 99 * SECOND);
        cycle.notSeenByDetector(99 * SECOND);
        cycle.frameSizeChanged(99 * SECOND);
        assertThat(now()).isEqualTo("NONE START");
    }

    @Test
    void twoDetectionsConfirm() {
        cycle.startedByDetection(0);
        assertThat(now()).isEqualTo("TENTATIVE DETECTION");
        cycle.agreed(SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
    }

    @Test
    void aWeakResponseCoastsAndRecoversToWhatItWas() {
        cycle.startedByDetection(0);
        cycle.followed(0.4f, 1, false, SECOND);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.55f, 1, false, SECOND + 1);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.7f, 1, false, SECOND + 2);
        assertThat(now()).isEqualTo("TENTATIVE RESPONSE_RECOVERED");
        cycle.agreed(SECOND);
        cycle.followed(0.4f, 1, false, SECOND + 3);
        cycle.followed(0.7f, 1, false, SECOND + 4);
        assertThat(now()).isEqualTo("CONFIRMED RESPONSE_RECOVERED");
    }

    @Test
    void coastingTooLongIsLost() {
        confirm();
        cycle.followed(0.4f, 1, false, SECOND);
        cycle.followed(0.4f, 1, false, SECOND + 1_500_000_000L);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.4f, 1, false, SECOND + 1_500_000_001L);
        assertThat(now()).isEqualTo("LOST COASTED_TOO_LONG");
    }

    @Test
    void aDetectionEndsCoasting() {
        confirm();
        cycle.followed(0.1f, 1, false, SECOND);
        cycle.agreed(SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
    }

    @Test
    void aTentativeTrackThatTheDetectorDoesNotSeeAgainIsLostSooner() {
        cycle.startedByDetection(0);
        cycle.notSeenByDetector(SECOND);
        assertThat(now()).isEqualTo("TENTATIVE DETECTION");
        cycle.notSeenByDetector(2 * SECOND);
        assertThat(now()).isEqualTo("LOST UNCONFIRMED_TOO_LONG");
        confirm();
        cycle.notSeenByDetector(4 * SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        cycle.notSeenByDetector(4 * SECOND + 1);
        assertThat(now()).isEqualTo("LOST UNCONFIRMED_TOO_LONG");
    }

    @Test
    void aTrackByHandLivesWithoutADetector() {
        cycle.startedByHand(0);
        for (int i = 1; i <= 9; i++) {
            cycle.followed(1, 1, false, i * 100L * SECOND);
        }
        assertThat(now()).isEqualTo("TENTATIVE INITIAL_BOX");
        cycle.followed(1, 1, false, 1_000 * SECOND);
        assertThat(now()).isEqualTo("CONFIRMED INITIAL_BOX");
    }

    @Test
    void aLostTrackStaysLostUntilADetection() {
        confirm();
        cycle.followed(1, 0.1f, false, SECOND);
        assertThat(now()).isEqualTo("LOST LEFT_THE_PICTURE");
        cycle.followed(1, 1, false, SECOND);
        assertThat(now()).isEqualTo("LOST LEFT_THE_PICTURE");
        cycle.startedByDetection(2 * SECOND);
        assertThat(now()).isEqualTo("TENTATIVE DETECTION");
    }

    @Test
    void oneThatIsSeenAgainWasConfirmedBeforeButMustBeAgain() {
        confirm();
        cycle.followed(1, 0.1f, false, SECOND);
        cycle.seenAgain(2 * SECOND);
        assertThat(now()).isEqualTo("TENTATIVE SEEN_AGAIN");
        assertThat(cycle.everConfirmed()).isTrue();
        cycle.agreed(2 * SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
    }

    @Test
    void detectionsElsewhereMoveOrReplace() {
        confirm();
        cycle.moved(other(), SECOND);
        assertThat(now()).isEqualTo("CONFIRMED MOVED_BY_DETECTIONS");
        cycle.replaced(SECOND);
        assertThat(now()).isEqualTo("LOST REPLACED_BY_DETECTIONS");
    }

    @Test
    void twoAgreementsFarApartDoNotConfirm() {
        cycle.startedByDetection(0);
        for (int i = 1; i < 8; i++) {
            cycle.notSeenByDetector(i);
        }
        assertThat(now()).isEqualTo("TENTATIVE DETECTION");
        cycle.notSeenByDetector(8);
        assertThat(now()).isEqualTo("LOST DETECTED_TOO_SELDOM");
    }

    @Test
    void aConfirmedTrackThatOneLookInThirtyAgreesWithIsGivenUp() {
        confirm();
        long nanos = 0;
        for (int look = 1; cycle.active() && look < 1000; look++) {
            nanos = look * SECOND / 30;
            if (look % 30 == 0) {
                cycle.agreed(nanos);
            } else {
                cycle.notSeenByDetector(nanos);
            }
        }
        assertThat(now()).isEqualTo("LOST DETECTED_TOO_SELDOM");
        assertThat(nanos).isLessThan(4 * SECOND);
    }

    @Test
    void aConfirmedTrackThatOneLookInSixAgreesWithIsNot() {
        confirm();
        for (int look = 1; look < 1000; look++) {
            if (look % 6 == 0) {
                cycle.agreed(look * SECOND / 30);
            } else {
                cycle.notSeenByDetector(look * SECOND / 30);
            }
        }
        assertThat(cycle.confirmed()).isTrue();
    }

    @Test
    void aSlowDetectorMayMissTheTargetForAsLongAsAFastOne() {
        confirm();
        for (int look = 1; look <= 11; look++) {
            cycle.notSeenByDetector(look * SECOND / 3);
        }
        assertThat(cycle.confirmed()).isTrue();
    }

    @Test
    void whatIsNoLongerSeenAtTheEdgeHasLeftThePicture() {
        confirm();
        cycle.followed(0.1f, 0.9f, true, SECOND);
        cycle.followed(0.1f, 0.9f, true, SECOND + 150_000_000L);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.1f, 0.9f, true, SECOND + 150_000_001L);
        assertThat(now()).isEqualTo("LOST LEFT_THE_PICTURE");
    }

    @Test
    void aTargetThatIsSeenAtTheEdgeStaysThere() {
        confirm();
        for (int i = 1; i < 30; i++) {
            cycle.followed(1, 0.5f, true, i * SECOND / 10);
        }
        assertThat(cycle.confirmed()).isTrue();
    }

    @Test
    void aTrackWithoutAFilterCoastsFromOneLookToTheNext() {
        confirm();
        cycle.unattended(1, SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        cycle.notDetected(SECOND);
        assertThat(now()).isEqualTo("COASTING NOT_DETECTED");
        cycle.agreed(SECOND + 1);
        cycle.unattended(1, SECOND + 2);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        cycle.unattended(1, 3 * SECOND);
        assertThat(now()).isEqualTo("LOST COASTED_TOO_LONG");
    }

    @Test
    void aTrackWithoutAFilterThatMovesOutIsLost() {
        confirm();
        cycle.unattended(0.1f, SECOND);
        assertThat(now()).isEqualTo("LOST LEFT_THE_PICTURE");
    }

    @Test
    void theFilterMustAnswerBetterWhileTheDetectorHasLostSight() {
        confirm();
        for (int look = 1; look <= 7; look++) {
            cycle.agreed(look);
        }
        cycle.notSeenByDetector(8);
        cycle.notSeenByDetector(9);
        cycle.followed(0.6f, 1, false, 10);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        cycle.notSeenByDetector(11);
        cycle.followed(0.6f, 1, false, 12);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.75f, 1, false, 13);
        assertThat(now()).isEqualTo("COASTING WEAK_RESPONSE");
        cycle.followed(0.8f, 1, false, 14);
        assertThat(now()).isEqualTo("CONFIRMED RESPONSE_RECOVERED");
    }

    private void seeWell() {
        confirm();
        for (int look = 1; look <= 10; look++) {
            cycle.agreed(look * SECOND / 10);
            cycle.followed(1, 1, false, look * SECOND / 10);
        }
    }

    private void miss(long fromNanos, long toNanos) {
        for (long nanos = fromNanos; nanos <= toNanos; nanos += SECOND / 10) {
            cycle.notSeenByDetector(nanos);
            cycle.followed(1, 1, false, nanos);
        }
    }

    @Test
    void aTargetThatAGoodDetectorHasMissedForLongCoastsHoweverSureTheFilterIs() {
        seeWell();
        miss(SECOND + SECOND / 10, SECOND + 6 * SECOND / 10);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        miss(SECOND + 7 * SECOND / 10, SECOND + 7 * SECOND / 10);
        assertThat(now()).isEqualTo("COASTING NOT_DETECTED");
    }

    @Test
    void aDetectorThatSeesTheTargetSeldomMayMissItForLonger() {
        confirm();
        for (int look = 1; look <= 32; look++) {
            if (look % 8 == 0) {
                cycle.agreed(look * SECOND / 30);
            } else {
                cycle.notSeenByDetector(look * SECOND / 30);
            }
        }
        // Two of sixteen agreed: three should of 24.
        for (int look = 33; look < 56; look++) {
            cycle.notSeenByDetector(look * SECOND / 30);
        }
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        cycle.notSeenByDetector(56 * SECOND / 30);
        assertThat(now()).isEqualTo("COASTING NOT_DETECTED");
    }

    @Test
    void aTargetThatWasJustFoundIsDoubtedTooWhenItIsNotSeenAgain() {
        confirm();
        for (int look = 1; look <= 19; look++) {
            cycle.notSeenByDetector(look * SECOND / 30);
        }
        assertThat(now()).isEqualTo("COASTING NOT_DETECTED");
    }

    @Test
    void aTargetOfADetectorThatHasSaidNothingForLongCoastsToo() {
        seeWell();
        cycle.followed(1, 1, false, SECOND + 1_800_000_000L);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        cycle.followed(1, 1, false, SECOND + 1_800_000_001L);
        assertThat(now()).isEqualTo("COASTING NOT_DETECTED");
        cycle.agreed(4 * SECOND);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
    }

    @Test
    void suchATargetIsBackWithTheFirstDetection() {
        seeWell();
        miss(SECOND + SECOND / 10, 3 * SECOND);
        assertThat(now()).isEqualTo("COASTING NOT_DETECTED");
        cycle.agreed(3 * SECOND + 1);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
        cycle.followed(1, 1, false, 3 * SECOND + 2);
        assertThat(now()).isEqualTo("CONFIRMED CONFIRMED_BY_DETECTIONS");
    }

    @Test
    void suchATargetIsKeptNoLongerThanAnUnconfirmedOne() {
        seeWell();
        miss(SECOND + SECOND / 10, 4 * SECOND + SECOND / 2);
        assertThat(now()).isEqualTo("COASTING NOT_DETECTED");
        miss(4 * SECOND + 6 * SECOND / 10, 5 * SECOND);
        assertThat(now()).isEqualTo("LOST DETECTED_TOO_SELDOM");
    }

    @Test
    void suchATargetThatTheFilterDoesNotSeeEitherIsLostAsAnyThatCoasts() {
        seeWell();
        miss(SECOND + SECOND / 10, 2 * SECOND);
        cycle.followed(0.1f, 1, false, 3 * SECOND + SECOND / 2);
        assertThat(now()).isEqualTo("COASTING NOT_DETECTED");
        cycle.followed(0.1f, 1, false, 3 * SECOND + SECOND / 2 + 1);
        assertThat(now()).isEqualTo("LOST COASTED_TOO_LONG");
    }

    @Test
    void aTargetByHandThatTheDetectorNeverSawNeedsItNot() {
        cycle.startedByHand(0);
        for (int i = 1; i <= 300; i++) {
            cycle.followed(1, 1, false, i * SECOND);
            cycle.notSeenByDetector(i * SECOND);
        }
        assertThat(now()).isEqualTo("CONFIRMED INITIAL_BOX");
    }

    @Test
    void theDrawingNamesEveryReason() throws IOException {
        Path drawing =
                Path.of(System.getProperty("catfollow.repository"), "docs/tracker-states.md");
        Matcher arrow = Pattern.compile("--> [A-Z]+: ([A-Z_]+)").matcher(Files.readString(drawing));
        Set<String> drawn = new TreeSet<>();
        while (arrow.find()) {
            drawn.add(arrow.group(1));
        }
        Set<String> all = new TreeSet<>();
        for (TrackReason reason : TrackReason.values()) {
            all.add(reason.name());
        }
        assertThat(drawn).isEqualTo(all);
    }
}
