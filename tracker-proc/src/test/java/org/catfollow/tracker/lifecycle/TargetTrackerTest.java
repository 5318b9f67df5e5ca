package org.catfollow.tracker.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.tracker.InitBox;
import org.catfollow.tracker.Settings;
import org.catfollow.tracker.TrackerConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

class TargetTrackerTest {
    private static final byte[] CAT = Detections.labelBytes("cat");

    private final List<String> out = new ArrayList<>();
    private FakeFrames frames;
    private FakeFilter filter;
    private TargetTracker tracker;
    private float lastX;
    private long lastTrackId;
    private Tracks lastAll;
    private final List<String> everything = new ArrayList<>();

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @BeforeEach
    void make() {
        make(TrackerConfig.defaults());
    }

    private void make(TrackerConfig config) {
        out.clear();
        frames = new FakeFrames();
        filter = new FakeFilter(frames);
        tracker = new TargetTracker(config, filter, 0);
    }

    private static Detections found(long frameId, float... xs) {
        Detections d = new Detections();
        d.frameId = frameId;
        d.captureNanos = FakeFrames.capturedAt(frameId);
        for (float x : xs) {
            d.add(CAT, 16, 0.7f, x, 100, 50, 50);
        }
        return d;
    }

    private void frame(long newest, Detections detections) {
        frames.newest = newest;
        tracker.doWork(newest, detections, frames, this::take);
    }

    private void frames(long from, long to) {
        for (long i = from; i <= to; i++) {
            frame(i, null);
        }
    }

    private void take(Track track, Tracks all) {
        out.add(track.frameId + " " + track.state + " " + track.reason);
        lastX = track.x;
        lastTrackId = track.trackId;
        lastAll = all;
        everything.clear();
        for (int i = 0; i < all.count(); i++) {
            TrackedObject object = all.get(i);
            everything.add(object.trackId + " " + object.state + " " + Math.round(object.x));
        }
    }

    private String last() {
        return out.get(out.size() - 1);
    }

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

    private static Detections sized(long frameId, float... sides) {
        Detections d = new Detections();
        d.frameId = frameId;
        d.captureNanos = FakeFrames.capturedAt(frameId);
        float x = 20;
        for (float side : sides) {
            d.add(CAT, 16, 0.7f, x, 100, side, side);
            x += side + 60;
        }
        return d;
    }

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
        assertThat(last()).startsWith("19 CONFIRMED");
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

    private static Mat red() {
        Mat picture = new Mat(480, 640, CvType.CV_8UC3);
        picture.setTo(new Scalar(0, 0, 255));
        return picture;
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
    void boxesOutsideOfThePictureOrFarLargerBeginNothing() {
        Detections d = found(1, 700);
        d.add(CAT, 16, 0.9f, -1e9f, -1e9f, 2e9f, 2e9f);
        d.add(CAT, 16, 0.9f, 10, 10, 1e30f, 50);
        frame(1, d);
        assertThat(last()).isEqualTo("1 NONE START");
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
        for (long id = 3; id < 1000 && last().contains("CONFIRMED CON"); id++) {
            frame(id, null);
        }
        assertThat(last()).contains("LOST UNCONFIRMED_TOO_LONG");
    }
}
