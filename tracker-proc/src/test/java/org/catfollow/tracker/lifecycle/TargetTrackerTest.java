package org.catfollow.tracker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Detections;
import org.catfollow.tracker.InitBox;
import org.catfollow.tracker.Settings;
import org.catfollow.tracker.TrackerConfig;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class TargetTrackerTest extends TargetFixture {
    @Test
    void everyFrameHasATrackBeforeThereIsATarget() {
        frames(1, 3);
        assertThat(out).containsExactly("1 NONE START", "2 NONE START", "3 NONE START");
        assertThat(filter.calls).isEmpty();
    }

    @Test
    void aDetectionIsLearntOnItsOwnFrameAndRunForwardToNow() {
        frames(1, 6);
        filter.stepX = 10;
        filter.calls.clear();
        frame(7, found(3, 100));
        assertThat(filter.calls)
                .containsExactly("init 3", "update 4", "update 5", "update 6", "update 7");
        assertThat(last()).isEqualTo("7 TENTATIVE DETECTION");
        assertThat(lastX).isEqualTo(140);
        assertThat(out).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void detectionsOfFramesThatLeftTheRingAreDroppedAndCounted() {
        frames(1, 29);
        frame(30, found(10, 100));
        assertThat(last()).isEqualTo("30 NONE START");
        assertThat(tracker.counters().staleDetections).isEqualTo(1);
    }

    @Test
    void aDetectionOnAFrameThatWasOverwrittenIsDropped() {
        frames(1, 5);
        frames.torn.add(3L);
        frame(6, found(3, 100));
        assertThat(filter.calls).isEmpty();
        assertThat(last()).isEqualTo("6 NONE START");
        assertThat(tracker.counters().torn).isEqualTo(1);
        assertThat(tracker.counters().staleDetections).isEqualTo(1);
    }

    @Test
    void aTornFrameHasNoTrackAndMovesNothing() {
        frame(1, found(1, 100));
        filter.stepX = 10;
        frames.torn.add(2L);
        frames(2, 3);
        assertThat(out).containsExactly("1 TENTATIVE DETECTION", "3 TENTATIVE DETECTION");
        assertThat(lastX).isEqualTo(110);
        assertThat(tracker.counters().torn).isEqualTo(1);
    }

    @Test
    void agreementIsJudgedWhereTheTrackWasInThatFrame() {
        filter.stepX = 40;
        frame(1, found(1, 100));
        frames(2, 5);
        // The track is at 260 now but was at 140 in frame 2: no overlap with now, full with then.
        frame(6, found(2, 140));
        assertThat(last()).isEqualTo("6 CONFIRMED CONFIRMED_BY_DETECTIONS");
        assertThat(lastX).isEqualTo(300);
        assertThat(tracker.counters().agreements).isEqualTo(1);
        assertThat(tracker.counters().rerunFrames).isEqualTo(3);
    }

    @Test
    void theBoxThatOverlapsMostIsTaken() {
        frame(1, found(1, 100));
        frame(2, found(2, 120, 104, 400));
        assertThat(lastX).isEqualTo(104);
    }

    @Test
    void aScoreUnderTheLimitBeginsNoTrack() {
        make(Settings.of("--track-min-score", "0.5"));
        Detections low = new Detections();
        low.frameId = 1;
        low.add(CAT, 16, 0.3f, 10, 10, 50, 50);
        frame(1, low);
        assertThat(last()).isEqualTo("1 NONE START");
        frame(2, found(2, 100));
        assertThat(last()).isEqualTo("2 TENTATIVE DETECTION");
    }

    @Test
    void aDoubtfulAnswerIsReplacedByTheMotionBeforeAndTheFilterIsToldWhereToSearch() {
        frame(1, found(1, 100));
        filter.stepX = 10;
        frames(2, 12);
        filter.quality = 0.2f;
        filter.stepX = -30;
        frames(13, 14);
        assertThat(last()).isEqualTo("14 COASTING WEAK_RESPONSE");
        assertThat(lastX).isBetween(215f, 235f);
        assertThat(filter.expectedX).isBetween(240f, 260f);
    }

    @Test
    void aCoastingTargetIsNotBelievedToHaveJumpedAway() {
        frame(1, found(1, 100));
        frame(2, found(2, 100));
        filter.quality = 0.2f;
        frame(3, null);
        filter.quality = 1;
        filter.stepX = 300;
        frame(4, null);
        assertThat(last()).isEqualTo("4 COASTING WEAK_RESPONSE");
        assertThat(lastX).isLessThan(120);
    }

    @Test
    void aTargetByHandThatLeftIsFoundAgainByTheFilterAlone() {
        make(TrackerConfig.defaults().withInitBox(new InitBox(590, 100, 50, 60)));
        frames(1, 20);
        filter.quality = 0.1f;
        filter.stepX = 30;
        frames(21, 30);
        assertThat(last()).isEqualTo("30 LOST LEFT_THE_PICTURE");
        filter.quality = 0.9f;
        filter.stepX = -500;
        frame(31, null);
        filter.stepX = 0;
        frame(32, null);
        assertThat(last()).isEqualTo("32 LOST LEFT_THE_PICTURE");
        frame(33, null);
        assertThat(last()).isEqualTo("33 TENTATIVE SEEN_AGAIN");
        assertThat(lastTrackId).isEqualTo(1);
    }

    @Test
    void aTargetByHandIsNotFoundWhereTheAnswersJump() {
        make(TrackerConfig.defaults().withInitBox(new InitBox(590, 100, 50, 60)));
        frames(1, 20);
        filter.quality = 0.1f;
        frames(21, 30);
        filter.quality = 0.9f;
        filter.stepX = -100;
        frames(31, 40);
        assertThat(last()).isEqualTo("40 LOST LEFT_THE_PICTURE");
    }

    @Test
    void aTargetByHandThatTheDetectorContradictsStaysLost() {
        make(TrackerConfig.defaults().withInitBox(new InitBox(100, 100, 50, 50)));
        frames(1, 20);
        frame(21, found(21, 100));
        int valid = 0;
        for (long id = 22; id < 600; id++) {
            frame(id, found(id));
            valid += id > 80 && !last().contains("LOST") ? 1 : 0;
        }
        assertThat(last()).contains("LOST");
        assertThat(valid).isZero();
    }

    @Test
    void boxesOutsideOfThePictureOrFarLargerBeginNothing() {
        Detections d = found(1, 700);
        d.add(CAT, 16, 0.9f, -1e9f, -1e9f, 2e9f, 2e9f);
        d.add(CAT, 16, 0.9f, 10, 10, 1e30f, 50);
        frame(1, d);
        assertThat(last()).isEqualTo("1 NONE START");
    }

    @Test
    void aDetectionOfTheNewestFrameAnswersThatFrameOnce() {
        frame(1, found(1, 100));
        frame(2, found(2, 103));
        assertThat(out)
                .containsExactly("1 TENTATIVE DETECTION", "2 CONFIRMED CONFIRMED_BY_DETECTIONS");
        assertThat(lastX).isEqualTo(103);
    }

    @Test
    void farBehindItLooksAtABoundedNumberOfFramesAndReachesTheNewest() {
        frame(1, found(1, 100));
        frames.slots = 100;
        filter.calls.clear();
        frame(41, null);
        assertThat(filter.calls).hasSize(6).last().isEqualTo("update 41");
        assertThat(tracker.counters().skipped).isEqualTo(34);
    }

    @Test
    void framesThatLeftTheRingAreCounted() {
        frame(1, found(1, 100));
        frames.slots = 2;
        frame(6, null);
        assertThat(tracker.counters().vanished).isEqualTo(3);
        assertThat(last()).startsWith("6 ");
    }

    @Test
    void frameIdsThatBeginAnewDoNotStopIt() {
        frame(500, found(500, 100));
        frame(3, null);
        assertThat(last()).isEqualTo("3 TENTATIVE DETECTION");
    }

    @Test
    void aDetectionOfAFrameThatIsStillToComeIsDropped() {
        frame(1, found(99, 100));
        assertThat(out).containsExactly("1 NONE START");
        assertThat(tracker.counters().staleDetections).isEqualTo(1);
    }

    @Test
    void boxesThatAreNoBoxesAreIgnored() {
        Detections d = found(1, Float.NaN);
        d.add(CAT, 16, 0.9f, 10, 10, 0, 50);
        d.add(CAT, 16, Float.NaN, 10, 10, 50, 50);
        frame(1, d);
        assertThat(last()).isEqualTo("1 NONE START");
    }

    @Test
    void aBoxByHandStartsOnTheFirstWholeFrame() {
        make(TrackerConfig.defaults().withInitBox(new InitBox(10, 20, 30, 40)));
        frames.torn.add(1L);
        frames(1, 2);
        assertThat(filter.calls).containsExactly("init 1", "undo", "init 2");
        assertThat(out).containsExactly("2 TENTATIVE INITIAL_BOX");
        frames(3, 12);
        assertThat(last()).isEqualTo("12 CONFIRMED INITIAL_BOX");
    }

    @Test
    void aBoxByHandOutsideThePictureIsRefused() {
        make(TrackerConfig.defaults().withInitBox(new InitBox(900, 20, 30, 40)));
        assertThatThrownBy(() -> frame(1, null))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("640x480");
    }

    @Test
    void anotherFrameSizeLosesTheTrackAndADetectionBringsItBack() {
        frame(1, found(1, 100));
        frames.picture = Mat.zeros(240, 320, CvType.CV_8UC3);
        frame(2, null);
        assertThat(last()).isEqualTo("2 LOST FRAME_SIZE_CHANGED");
        frame(3, found(3, 100));
        assertThat(last()).isEqualTo("3 TENTATIVE SEEN_AGAIN");
        assertThat(lastTrackId).isEqualTo(1);
    }

    @Test
    void aTrackThatLeavesThePictureIsLost() {
        frame(1, found(1, 570));
        filter.stepX = 15;
        frames(2, 6);
        assertThat(last()).isEqualTo("6 LOST LEFT_THE_PICTURE");
    }

    @Test
    void aTargetIsGivenUpWhenTheDetectorThatBeganItFallsSilent() {
        frame(1, found(1, 100));
        frame(2, found(2, 100));
        for (long id = 3; id < 1000 && !last().contains("LOST"); id++) {
            frame(id, null);
        }
        assertThat(last()).contains("LOST UNCONFIRMED_TOO_LONG");
    }
}
