package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cat, a dog and a ball side by side, thirty frames a second. */
class FollowScoreTest {
    private static final float CAT = 100;
    private static final float DOG = 300;
    private static final float BALL = 500;
    private static final float WALL = 200;
    private static final double FRAME_SECONDS = Scenes.PERIOD_NANOS * 1e-9;

    private final FollowScore score = new FollowScore();
    private long frameId;

    /** Lets the track's centre be at {@code x} for so many frames. */
    private void go(int frames, float x, ControlState state, TrackState track) {
        for (int i = 0; i < frames; i++) {
            frameId++;
            GroundTruth truth = Scenes.truth(frameId);
            Scenes.put(truth, TruthKind.CAT, 3, CAT - 20, 180, 40, 40);
            Scenes.put(truth, TruthKind.DOG, 1, DOG - 20, 180, 40, 40);
            Scenes.put(truth, TruthKind.BALL, 2, BALL - 20, 180, 40, 40);
            Track box = Scenes.track(frameId, x - 20, 180, 40, 40);
            box.state = track;
            score.frame(truth, box, state);
        }
    }

    private void follow(int frames, float x) {
        go(frames, x, ControlState.APPROACH, TrackState.CONFIRMED);
    }

    private void search(int frames) {
        go(frames, WALL, ControlState.SEARCH, TrackState.LOST);
    }

    @Test
    void aDriveOnTheCatIsOnTheCatAlone() {
        search(30);
        follow(90, CAT);

        FollowFigures figures = score.figures();
        assertThat(figures.onCat()).isEqualTo(1);
        assertThat(figures.followed()).isTrue();
        assertThat(figures.followingSeconds()).isCloseTo(3, within(1e-3));
        assertThat(figures.judgedSeconds()).isCloseTo(4, within(0.05));
        assertThat(figures.followedDecoy()).isFalse();
        assertThat(figures.followedNothing()).isFalse();
        assertThat(figures.longestDecoy()).isNull();
    }

    @Test
    void distanceIsKeptFromTheCatAlone() {
        search(1);
        go(30, CAT, ControlState.APPROACH, TrackState.CONFIRMED);
        go(60, CAT, ControlState.TRACK, TrackState.CONFIRMED);
        go(90, DOG, ControlState.TRACK, TrackState.CONFIRMED);
        go(90, WALL, ControlState.TRACK, TrackState.CONFIRMED);

        assertThat(score.figures().heldSeconds()).isCloseTo(60 * FRAME_SECONDS, within(1e-6));
    }

    @Test
    void aDecoyForASecondInARowIsFollowed() {
        search(1);
        follow(31, DOG);
        follow(93, CAT);

        FollowFigures figures = score.figures();
        assertThat(figures.followedDecoy()).isTrue();
        assertThat(figures.longestDecoy()).isEqualTo(TruthKind.DOG);
        assertThat(figures.longestDecoySeconds()).isCloseTo(31 * FRAME_SECONDS, within(1e-6));
        assertThat(figures.onCat()).isEqualTo(0.75);
    }

    @Test
    void twoDecoysForLessThanASecondEachAreNotFollowed() {
        search(1);
        follow(25, DOG);
        follow(28, BALL);
        follow(25, DOG);

        FollowFigures figures = score.figures();
        assertThat(figures.followedDecoy()).isFalse();
        assertThat(figures.decoySeconds()).isCloseTo(78 * FRAME_SECONDS, within(1e-6));
        assertThat(figures.longestDecoy()).isEqualTo(TruthKind.BALL);
        assertThat(figures.followed()).as("but something was, all the time").isTrue();
    }

    @Test
    void aLookAtTheCatEndsADecoysSecond() {
        search(1);
        follow(25, DOG);
        follow(1, CAT);
        follow(25, DOG);

        assertThat(score.figures().followedDecoy()).isFalse();
    }

    @Test
    void whoSearchesBetweenTwoLooksHasFollowedNeither() {
        search(1);
        follow(25, DOG);
        search(1);
        follow(25, DOG);

        assertThat(score.figures().followedDecoy()).isFalse();
        assertThat(score.figures().followed()).isFalse();
    }

    @Test
    void coastingNeitherCountsNorEndsIt() {
        search(1);
        follow(20, DOG);
        go(60, WALL, ControlState.COAST, TrackState.COASTING);
        assertThat(score.figures().followedDecoy()).isFalse();
        follow(12, DOG);

        FollowFigures figures = score.figures();
        assertThat(figures.followedDecoy()).isTrue();
        assertThat(figures.decoySeconds()).isCloseTo(32 * FRAME_SECONDS, within(1e-6));
        assertThat(figures.nothingSeconds()).isZero();
    }

    @Test
    void aTrackOnNothingRealIsCountedByItself() {
        search(1);
        follow(40, WALL);
        follow(40, CAT);

        FollowFigures figures = score.figures();
        assertThat(figures.followedNothing()).isTrue();
        assertThat(figures.longestNothingSeconds()).isCloseTo(40 * FRAME_SECONDS, within(1e-6));
        assertThat(figures.followedDecoy()).isFalse();
        assertThat(figures.onCat()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @EnumSource(names = {"ACQUIRE", "APPROACH", "TRACK"})
    void wheelsOrHeadFollowAConfirmedTrack(ControlState state) {
        search(1);
        go(40, BALL, state, TrackState.CONFIRMED);

        assertThat(score.figures().followedDecoy()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"IDLE", "GOTO", "SEARCH", "LOST", "STOPPED"})
    void nothingIsFollowedInAnyOtherState(ControlState state) {
        go(40, BALL, state, TrackState.CONFIRMED);

        assertThat(score.figures().followingSeconds()).isZero();
        assertThat(score.figures().onCat()).isNaN();
    }

    @Test
    void anUnconfirmedTrackIsOnlyLookedAt() {
        go(90, DOG, ControlState.ACQUIRE, TrackState.TENTATIVE);

        assertThat(score.figures().followed()).isFalse();
        assertThat(score.figures().judgedSeconds()).isCloseTo(89 * FRAME_SECONDS, within(1e-6));
    }

    @Test
    void aGapCountsForAFewFramesAtMost() {
        follow(1, DOG);
        frameId += 300;
        follow(1, DOG);

        assertThat(score.figures().decoySeconds()).isCloseTo(0.2, within(1e-6));
    }
}
