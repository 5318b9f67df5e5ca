package org.catfollow.tracker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.shm.slots.Detections;
import org.catfollow.tracker.InitBox;
import org.catfollow.tracker.Settings;
import org.catfollow.tracker.TrackerConfig;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Who is who, and who is the target. */
class TargetIdentityTest extends TargetFixture {
    @Test
    void theRuleChoosesTheTargetAmongSeveral() {
        make(Settings.of("--target", "largest"));
        frame(1, sized(1, 40, 90, 60));
        assertThat(lastX).isEqualTo(120);
        make(Settings.of("--target", "nearest"));
        Detections d = sized(1, 90, 40);
        d.add(CAT, 16, 0.5f, 400, 300, 30, 30);
        frame(1, d);
        assertThat(lastX).isEqualTo(400);
        make(Settings.of("--target", "first"));
        frame(1, sized(1, 40, 90));
        assertThat(lastTrackId).isEqualTo(1);
    }

    @Test
    void theRuleOfAnIdentityTakesThatOneAndNoOther() {
        make(Settings.of("--target", "id 2"));
        frame(1, sized(1, 90));
        assertThat(last()).isEqualTo("1 NONE START");
        frame(2, sized(2, 90, 40));
        assertThat(lastTrackId).isEqualTo(2);
        assertThat(lastX).isEqualTo(170);
    }

    @Test
    void allTracksOfAFramePublishTheirIdentities() {
        frame(1, found(1, 100, 300, 500));
        frame(2, found(2, 102, 302));
        assertThat(everything)
                .containsExactly("1 CONFIRMED 102", "2 CONFIRMED 302", "3 COASTING 500");
        assertThat(lastAll.targetId).isEqualTo(1);
        assertThat(lastAll.newestId).isEqualTo(3);
    }

    @Test
    void aTargetStaysTheTargetThoughALargerOneComes() {
        frame(1, found(1, 100));
        Detections d = found(2, 100);
        d.add(CAT, 16, 0.9f, 300, 100, 200, 200);
        frame(2, d);
        frame(3, d);
        assertThat(lastX).isEqualTo(100);
        assertThat(lastTrackId).isEqualTo(1);
    }

    @Test
    void oneDisagreeingDetectionMovesNothingThreeAtOnePlaceDoAndItIsTheSameTarget() {
        frame(1, found(1, 100));
        frame(2, found(2, 100));
        frame(3, found(3, 400));
        frame(4, found(4, 405));
        assertThat(lastX).isEqualTo(100);
        frame(5, found(5, 410));
        assertThat(last()).isEqualTo("5 CONFIRMED MOVED_BY_DETECTIONS");
        assertThat(lastX).isEqualTo(410);
        assertThat(lastTrackId).isEqualTo(1);
        assertThat(everything).containsExactly("1 CONFIRMED 410");
    }

    @Test
    void anotherAnimalThatWasSeenBesideTheTargetNeverTakesItsPlace() {
        frame(1, found(1, 100, 400));
        frame(2, found(2, 100, 400));
        for (long id = 3; id < 20; id++) {
            frame(id, found(id, 400));
        }
        assertThat(lastX).isEqualTo(100);
        assertThat(lastTrackId).isEqualTo(1);
        // Nor is it driven to, where the detector sees nothing.
        assertThat(last()).isEqualTo("19 COASTING NOT_DETECTED");
    }

    @Test
    void anotherAnimalIsTakenWhenTheTargetWasLostForLongEnough() {
        make(Settings.of("--target-hold-ms", "500"));
        frame(1, found(1, 100, 400));
        frame(2, found(2, 100, 400));
        filter.quality = 0;
        for (long id = 3; lastTrackId == 1 && id < 100; id++) {
            frame(id, found(id, 400));
        }
        assertThat(lastTrackId).isEqualTo(2);
        assertThat(lastX).isEqualTo(400);
        // Coasting takes 1.5 s, holding half a second, at ten frames a second.
        long loss = out.stream().filter(line -> line.contains("LOST")).count();
        assertThat(loss).isBetween(5L, 6L);
    }

    @Test
    void aTargetThatWasNeverConfirmedGivesWayToOneThatIs() {
        make(Settings.of("--target", "first"));
        frame(1, found(1, 100));
        frame(2, found(2, 400));
        assertThat(lastX).isEqualTo(100);
        frames.picture = red();
        frame(3, found(3, 400));
        assertThat(lastX).isEqualTo(400);
    }

    @Test
    void disagreeingDetectionsAtSeveralPlacesMoveNothing() {
        frame(1, found(1, 100));
        frame(2, found(2, 100));
        frame(3, found(3, 400));
        frame(4, found(4, 300));
        frame(5, found(5, 200));
        frame(6, found(6, 400));
        assertThat(lastX).isEqualTo(100);
    }

    @Test
    void anAgreeingDetectionBetweenBreaksTheRow() {
        frame(1, found(1, 100));
        frame(2, found(2, 400));
        frame(3, found(3, 100));
        frame(4, found(4, 400));
        frame(5, found(5, 400));
        assertThat(lastX).isEqualTo(100);
    }

    @Test
    void aTargetThatLeftAndComesBackIsTheSame() {
        frame(1, found(1, 560));
        frame(2, found(2, 570));
        filter.stepX = 20;
        frames(3, 8);
        assertThat(last()).isEqualTo("8 LOST LEFT_THE_PICTURE");
        filter.stepX = 0;
        frame(20, found(20, 500));
        assertThat(last()).isEqualTo("20 TENTATIVE SEEN_AGAIN");
        assertThat(lastTrackId).isEqualTo(1);
    }

    @Test
    void anOlderPictureOfATargetThatWasLostSinceBringsItNotBack() {
        frame(1, found(1, 560));
        frame(2, found(2, 570));
        filter.stepX = 20;
        frames(3, 8);
        frame(9, found(4, 610));
        assertThat(last()).isEqualTo("9 LOST LEFT_THE_PICTURE");
        assertThat(everything).hasSize(1);
    }

    @Test
    void aLostTargetByHandIsNotTakenForWhatLooksDifferent() {
        make(TrackerConfig.defaults().withInitBox(new InitBox(590, 100, 50, 60)));
        frames(1, 20);
        filter.quality = 0.1f;
        frames(21, 30);
        assertThat(last()).isEqualTo("30 LOST LEFT_THE_PICTURE");
        frames.picture = red();
        frame(31, found(31, 100));
        assertThat(everything).contains("2 TENTATIVE 100");
    }

    @Test
    void aTargetSeenAgainOnAFrameThatIsOverwrittenMeanwhileStaysLost() {
        frame(1, found(1, 560));
        frame(2, found(2, 570));
        filter.stepX = 20;
        frames(3, 8);
        filter.stepX = 0;
        frames(9, 19);
        frames.validChecks = 2; // of the frame, and of the look; not of the lesson
        frame(20, found(20, 300));
        assertThat(filter.calls).endsWith("init 20", "undo");
        assertThat(last()).isEqualTo("20 LOST LEFT_THE_PICTURE");
        frames.validChecks = Integer.MAX_VALUE;
        frame(21, found(21, 300));
        assertThat(last()).isEqualTo("21 TENTATIVE SEEN_AGAIN");
        assertThat(lastX).isEqualTo(300);
    }

    @Test
    void aLessonOnAFrameThatIsOverwrittenMeanwhileMovesNothing() {
        frame(1, found(1, 100));
        frame(2, found(2, 100));
        frame(3, found(3, 400));
        frame(4, found(4, 400));
        frames.validChecks = 2;
        frame(5, found(5, 400));
        assertThat(lastX).isEqualTo(100);
        frames.validChecks = Integer.MAX_VALUE;
        frame(6, null);
        assertThat(lastX).isEqualTo(100);
    }

    @Test
    void twoCatsOfTheFirstLookAreTwoThoughThereWasNoTargetYet() {
        frame(1, found(1, 100, 400));
        frame(2, found(2, 100));
        for (long id = 3; id < 14; id++) {
            frame(id, found(id, 400));
        }
        assertThat(lastX).isEqualTo(100);
    }

    @Test
    void aTargetThatCameBackIsNotGivenAwayForOneMissedLook() {
        for (long id = 1; id <= 20; id++) {
            frame(id, found(id, 100, 400));
        }
        filter.quality = 0;
        for (long id = 21; id <= 37; id++) {
            frame(id, found(id, 400));
        }
        assertThat(last()).contains("LOST COASTED_TOO_LONG");
        filter.quality = 1;
        frame(38, found(38, 150, 400));
        assertThat(last()).contains("TENTATIVE SEEN_AGAIN");
        frame(39, found(39, 400));
        assertThat(lastTrackId).isEqualTo(1);
    }

    @Test
    void theMostAlikeIsKnownAgainWhateverTheOrder() {
        for (boolean first : new boolean[] {true, false}) {
            make(TrackerConfig.defaults());
            frame(1, found(1, 560));
            frame(2, found(2, 570));
            filter.stepX = 20;
            frames(3, 8);
            frames.picture = Mat.zeros(480, 640, CvType.CV_8UC3);
            Imgproc.rectangle(frames.picture, new Rect(190, 90, 70, 70), new Scalar(0, 0, 30), -1);
            frame(9, first ? found(9, 200, 400) : found(9, 400, 200));
            assertThat(lastTrackId).isEqualTo(1);
            assertThat(lastX).isEqualTo(400);
        }
    }

    @Test
    void anAnimalThatLooksDifferentAndOverlapsALittleMovesNothing() {
        frame(1, found(1, 100));
        frame(2, found(2, 100));
        frames.picture = Mat.zeros(480, 640, CvType.CV_8UC3);
        Imgproc.rectangle(frames.picture, new Rect(125, 90, 70, 70), new Scalar(0, 0, 255), -1);
        frame(3, found(3, 125));
        assertThat(lastX).isEqualTo(100);
        assertThat(tracker.counters().agreements).isEqualTo(1);
    }

    @Test
    void moreTracksThanThereIsRoomForAreLeftOut() {
        Detections d = new Detections();
        d.frameId = 1;
        d.captureNanos = FakeFrames.capturedAt(1);
        for (int i = 0; i < 16; i++) {
            d.add(CAT, 16, 0.7f, 10 + 60 * (i % 8), 10 + 60 * (i / 8), 50, 50);
        }
        frame(1, d);
        frame(2, found(2, 300));
        assertThat(everything).hasSize(16);
    }
}
