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
import org.catfollow.tracker.InitBox;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.filter.TrackerKind;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class TargetTrackerTest {
    private static final byte[] CAT = Detections.labelBytes("cat");

    private final List<String> out = new ArrayList<>();
    private FakeFrames frames;
    private FakeFilter filter;
    private TargetTracker tracker;
    private float lastX;
    private long lastTrackId;

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

    private static TrackerConfig withMinScore(float minScore) {
        TrackerConfig d = TrackerConfig.defaults();
        return new TrackerConfig(
                TrackerKind.CF,
                List.of(),
                d.initBox(),
                d.minIou(),
                minScore,
                d.confirmations(),
                d.replacements(),
                d.handFrames(),
                d.weakQuality(),
                d.recoveredQuality(),
                d.coastNanos(),
                d.unconfirmedNanos(),
                d.tentativeNanos(),
                d.minVisible(),
                d.maxFramesPerCall());
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

    private void take(Track track) {
        out.add(track.frameId + " " + track.state + " " + track.reason);
        lastX = track.x;
        lastTrackId = track.trackId;
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
    void aDetectionOnAFrameOverwrittenWhileUsedIsTakenBack() {
        frames(1, 5);
        frames.torn.add(3L);
        frame(6, found(3, 100));
        assertThat(filter.calls).containsExactly("init 3", "undo");
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
    void theHighestScoreBeginsATrackAndOneUnderTheLimitDoesNot() {
        make(withMinScore(0.5f));
        Detections low = new Detections();
        low.frameId = 1;
        low.add(CAT, 16, 0.3f, 10, 10, 50, 50);
        frame(1, low);
        assertThat(last()).isEqualTo("1 NONE START");
        Detections two = found(2, 100);
        two.add(CAT, 16, 0.9f, 300, 100, 50, 50);
        frame(2, two);
        assertThat(lastX).isEqualTo(300);
    }

    @Test
    void oneDisagreeingDetectionMovesNothingThreeAtOnePlaceReplace() {
        frame(1, found(1, 100));
        frame(2, found(2, 400));
        assertThat(lastX).isEqualTo(100);
        frame(3, found(3, 405));
        assertThat(last()).isEqualTo("3 TENTATIVE DETECTION");
        assertThat(lastX).isEqualTo(100);
        frame(4, found(4, 410));
        assertThat(last()).isEqualTo("4 CONFIRMED REPLACED_BY_DETECTIONS");
        assertThat(lastX).isEqualTo(410);
        assertThat(lastTrackId).isEqualTo(2);
    }

    @Test
    void disagreeingDetectionsAtSeveralPlacesDoNotReplace() {
        frame(1, found(1, 100));
        frame(2, found(2, 400));
        frame(3, found(3, 300));
        frame(4, found(4, 200));
        frame(5, found(5, 400));
        assertThat(lastX).isEqualTo(100);
    }

    @Test
    void anAgreeingDetectionBetweenBreaksTheRow() {
        frame(1, found(1, 100));
        frame(2, found(2, 400));
        frame(3, found(3, 400));
        frame(4, found(4, 100));
        frame(5, found(5, 400));
        assertThat(lastX).isEqualTo(100);
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
        assertThat(filter.calls).hasSize(8).last().isEqualTo("update 41");
        assertThat(tracker.counters().skipped).isEqualTo(32);
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
    void anotherFrameSizeLosesTheTrackAndADetectionBeginsANewOne() {
        frame(1, found(1, 100));
        frames.picture = new Mat(240, 320, CvType.CV_8UC3);
        frame(2, null);
        assertThat(last()).isEqualTo("2 LOST FRAME_SIZE_CHANGED");
        frame(3, found(3, 100));
        assertThat(last()).isEqualTo("3 TENTATIVE DETECTION");
        assertThat(lastTrackId).isEqualTo(2);
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
