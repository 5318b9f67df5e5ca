package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;

/** Drives of ten pictures a second, a cat of 60x40 pixels in pictures of 600x400. */
class DriveScoreTest {
    private static final long PERIOD = 100_000_000;

    /** What a robot followed that followed the cat alone. */
    private static final FollowFigures CAT_ALONE = followed(1, 0, 0);

    private final DriveScore score = new DriveScore(5, true);
    private final GroundTruth truth = new GroundTruth();
    private long nanos = 77;

    private static FollowFigures followed(double onCat, double decoy, double nothing) {
        double longest = Math.max(decoy, nothing);
        return new FollowFigures(
                6,
                5,
                onCat == 1 ? 5 : longest,
                onCat,
                decoy,
                decoy,
                decoy > 0 ? TruthKind.DOG : null,
                nothing,
                nothing);
    }

    /** Shows the cat's centre at a share of the width, for so many pictures. */
    private void show(int pictures, double at, double distance, ControlState state) {
        show(score, pictures, at, distance, state);
    }

    private void show(
            DriveScore into, int pictures, double at, double distance, ControlState state) {
        for (int i = 0; i < pictures; i++) {
            truth.clear();
            truth.captureNanos = nanos;
            truth.frameWidth = 600;
            truth.frameHeight = 400;
            GroundTruth.Thing decoy = truth.add();
            decoy.kind = TruthKind.DOG;
            decoy.width = 600;
            decoy.height = 400;
            decoy.visibleFraction = 1;
            decoy.distanceMetres = 0.1f;
            GroundTruth.Thing cat = truth.add();
            cat.kind = TruthKind.CAT;
            cat.distanceMetres = (float) distance;
            cat.width = 0;
            cat.visibleFraction = 0;
            if (at >= 0) {
                cat.x = (float) (at * 600 - 30);
                cat.width = 60;
                cat.height = 40;
                cat.visibleFraction = 1;
            }
            into.frame(truth, state);
            nanos += PERIOD;
        }
    }

    @Test
    void aRobotThatFindsCentresAndHoldsSucceeds() {
        show(20, -1, 3, ControlState.SEARCH);
        show(10, 0.9, 2.5, ControlState.APPROACH);
        show(40, 0.55, 0.8, ControlState.TRACK);
        DriveFigures figures = score.figures(CAT_ALONE);
        assertThat(figures.success()).isTrue();
        assertThat(figures.firstSightSeconds()).isCloseTo(2, within(1e-6));
        assertThat(figures.centredSeconds()).isCloseTo(3, within(1e-6));
        assertThat(figures.meanError()).isCloseTo(0.05, within(1e-6));
        assertThat(figures.p95Error()).isCloseTo(0.05, within(1e-6));
        assertThat(figures.inPicture()).isEqualTo(1);
        assertThat(figures.nearestMetres()).isCloseTo(0.8, within(1e-6));
        assertThat(figures.frames()).isEqualTo(70);
    }

    @Test
    void aRobotThatNeverSeesTheCatFailsWithoutFigures() {
        show(50, -1, 3, ControlState.SEARCH);
        DriveFigures figures = score.figures(CAT_ALONE);
        assertThat(figures.success()).isFalse();
        assertThat(figures.firstSightSeconds()).isNaN();
        assertThat(figures.meanError()).isNaN();
        assertThat(DriveReport.line(figures)).contains("no").contains("-");
    }

    @Test
    void aCatThatPassesThroughTheMiddleIsNotCentred() {
        show(3, 0.5, 2, ControlState.ACQUIRE);
        show(5, 0.8, 2, ControlState.ACQUIRE);
        show(3, 0.5, 2, ControlState.ACQUIRE);
        assertThat(score.figures(CAT_ALONE).centredSeconds()).isNaN();
    }

    @Test
    void whoRunsIntoTheCatFails() {
        show(60, 0.5, 0.15, ControlState.TRACK);
        assertThat(score.figures(CAT_ALONE).heldSeconds()).isGreaterThan(DriveScore.HELD_SECONDS);
        assertThat(score.figures(CAT_ALONE).success()).isFalse();
    }

    @Test
    void whoFollowsADecoyBesidesFails() {
        show(60, 0.5, 0.8, ControlState.TRACK);

        assertThat(score.figures(followed(0.9, 0.99, 0)).success()).isTrue();
        assertThat(score.figures(followed(0.9, 1, 0)).success()).isFalse();
    }

    @Test
    void whoTakesNothingForTheCatStillHeldItsDistance() {
        show(60, 0.5, 0.8, ControlState.TRACK);

        DriveFigures figures = score.figures(followed(0.8, 0, 2));
        assertThat(figures.success()).isTrue();
        assertThat(figures.follow().followedNothing()).isTrue();
    }

    @Test
    void withoutACatWhoFollowsNothingSucceeds() {
        DriveScore catless = new DriveScore(5, false);
        show(catless, 60, -1, 3, ControlState.SEARCH);

        assertThat(catless.figures(followed(0, 0.99, 0.5)).success()).isTrue();
        assertThat(catless.figures(followed(0, 1, 0)).success()).as("a decoy").isFalse();
        assertThat(catless.figures(followed(0, 0, 1)).success()).as("nothing real").isFalse();
    }

    @Test
    void withoutACatWhoHardlyAnsweredProvesNothing() {
        DriveScore catless = new DriveScore(5, false);
        show(catless, 200, -1, 3, ControlState.SEARCH);

        assertThat(catless.figures(followed(0, 0, 0)).success()).as("6 s of 20").isFalse();
    }

    @Test
    void whatIsOutOfSightLaterIsNotAnErrorButCounted() {
        show(20, 0.5, 1, ControlState.TRACK);
        show(10, -1, 1, ControlState.COAST);
        DriveFigures figures = score.figures(CAT_ALONE);
        assertThat(figures.meanError()).isCloseTo(0, within(1e-6));
        assertThat(figures.inPicture()).isBetween(0.5, 0.7);
    }
}
