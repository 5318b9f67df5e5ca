package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;

/** Drives of ten pictures a second, a cat of 60x40 pixels in pictures of 600x400. */
class DriveScoreTest {
    private static final long PERIOD = 100_000_000;

    /** What a robot followed that followed the cat alone. */
    private static final FollowFigures CAT_ALONE = followed(1, 0, 0);

    private final DriveScore score = new DriveScore(5, true, 6, 0.4);
    private final GroundTruth truth = new GroundTruth();
    private long nanos = 77;

    private static FollowFigures followed(double onCat, double decoy, double nothing) {
        return followed(6, 4, onCat, decoy, nothing);
    }

    private static FollowFigures followed(
            double judged, double held, double onCat, double decoy, double nothing) {
        return new FollowFigures(
                judged,
                5,
                onCat == 1 ? 5 : Math.max(decoy, nothing),
                held,
                onCat,
                decoy,
                decoy,
                decoy > 0 ? TruthKind.DOG : null,
                nothing,
                nothing);
    }

    /** Shows the cat's centre at a share of the width, for so many pictures. */
    private void show(int pictures, double at, double distance) {
        show(score, pictures, at, distance);
    }

    private void show(DriveScore into, int pictures, double at, double distance) {
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
            into.frame(truth);
            into.look(nanos);
            nanos += PERIOD;
        }
    }

    @Test
    void aRobotThatFindsCentresAndHoldsSucceeds() {
        show(20, -1, 3);
        show(10, 0.9, 2.5);
        show(40, 0.55, 0.8);
        DriveFigures figures = score.figures(CAT_ALONE, Rides.FINE);
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
        show(50, -1, 3);
        DriveFigures figures = score.figures(followed(6, 0, Double.NaN, 0, 0), Rides.FINE);
        assertThat(figures.success()).isFalse();
        assertThat(figures.firstSightSeconds()).isNaN();
        assertThat(figures.meanError()).isNaN();
        assertThat(DriveReport.line(figures)).contains("no").contains("-");
    }

    @Test
    void aCatThatPassesThroughTheMiddleIsNotCentred() {
        show(3, 0.5, 2);
        show(5, 0.8, 2);
        show(3, 0.5, 2);
        assertThat(score.figures(CAT_ALONE, Rides.FINE).centredSeconds()).isNaN();
    }

    @Test
    void whoDrivesTooNearToTheCatFails() {
        show(60, 0.5, 0.8);
        assertThat(score.figures(CAT_ALONE, Rides.of(60, 0.4, 0)).success()).isTrue();
        assertThat(score.figures(CAT_ALONE, Rides.of(60, 0.39, 0)).failures())
                .containsExactly("drove to 0.39 m of the cat, less than 0.40");
    }

    @Test
    void whoStandsWhileTheCatComesNearSucceeds() {
        show(60, 0.5, 0.8);
        assertThat(score.figures(CAT_ALONE, Rides.of(60, Double.NaN, 0)).success()).isTrue();
    }

    @Test
    void whoTouchesSomethingFailsWithACatAndWithout() {
        show(60, 0.5, 0.8);
        assertThat(score.figures(CAT_ALONE, Rides.of(60, 0.6, 2)).failures())
                .containsExactly("touched something 2 times");
        DriveScore catless = new DriveScore(5, false, 6, 0.4);
        show(catless, 60, -1, 3);
        assertThat(catless.figures(followed(0, 0, 0), Rides.of(60, Double.NaN, 1)).failures())
                .containsExactly("touched something 1 times");
    }

    @Test
    void ofADriveWhoseCarWasHardlySeenNothingIsKnown() {
        show(60, 0.5, 0.8);
        DriveFigures figures = score.figures(CAT_ALONE, Rides.of(2.9, 0.6, 0));
        assertThat(figures.judged()).isFalse();
        assertThat(figures.failures()).containsExactly(DriveScore.UNKNOWN);
    }

    @Test
    void whoFollowsADecoyBesidesFails() {
        show(60, 0.5, 0.8);

        assertThat(score.figures(followed(0.9, 0.99, 0), Rides.FINE).success()).isTrue();
        assertThat(score.figures(followed(0.9, 1, 0), Rides.FINE).success()).isFalse();
    }

    @Test
    void whoKeepsNoDistanceFromTheCatFails() {
        show(60, 0.5, 0.8);

        assertThat(score.figures(followed(6, 3, 1, 0, 0), Rides.FINE).success()).isTrue();
        assertThat(score.figures(followed(6, 2.9, 1, 0, 0), Rides.FINE).success()).isFalse();
        assertThat(score.figures(followed(6, 2.9, 1, 0, 0), Rides.FINE).judged()).isTrue();
    }

    @Test
    void ofADriveThatHardlyAnythingAnsweredNothingIsKnown() {
        show(60, 0.5, 0.8);

        DriveFigures figures = score.figures(followed(2.9, 3, 1, 0, 0), Rides.FINE);
        assertThat(figures.judged()).isFalse();
        assertThat(figures.success()).isFalse();
        assertThat(DriveReport.line(figures)).contains(" unknown ");
    }

    @Test
    void ofADriveWhoseDetectorStoppedLookingNothingIsKnown() {
        DriveScore catless = new DriveScore(5, false, 60, 0.4);
        show(catless, 20, -1, 3);
        for (int i = 0; i < 580; i++) {
            catless.frame(truth);
        }

        DriveFigures figures = catless.figures(followed(60, 0, 0, 0, 0), Rides.FINE);
        assertThat(figures.lookedSeconds()).isCloseTo(1.9, within(1e-6));
        assertThat(figures.success()).isFalse();
    }

    @Test
    void aDetectorThatTakesASecondForALookLooksAllTheTime() {
        DriveScore catless = new DriveScore(5, false, 10, 0.4);
        for (long look = 1; look <= 11; look++) {
            catless.look(look * 1_000_000_000);
        }
        assertThat(catless.figures(followed(10, 0, 0, 0, 0), Rides.FINE).success()).isTrue();
    }

    @Test
    void whoTakesSomethingElseForTheCatAtTimesSucceedsAllTheSame() {
        show(60, 0.5, 0.8);

        DriveFigures figures = score.figures(followed(0.8, 0, 2), Rides.FINE);
        assertThat(figures.success()).isTrue();
        assertThat(figures.follow().followedNothing()).isTrue();
    }

    @Test
    void withoutACatWhoFollowsNothingSucceeds() {
        DriveScore catless = new DriveScore(5, false, 6, 0.4);
        show(catless, 60, -1, 3);

        assertThat(catless.figures(followed(0, 0.99, 0.5), Rides.FINE).success()).isTrue();
        assertThat(catless.figures(followed(0, 1, 0), Rides.FINE).success())
                .as("a decoy")
                .isFalse();
        assertThat(catless.figures(followed(0, 0, 1), Rides.FINE).success())
                .as("nothing real")
                .isFalse();
    }

    @Test
    void withoutACatWhoHardlyAnsweredProvesNothing() {
        DriveScore catless = new DriveScore(5, false, 20, 0.4);
        show(catless, 200, -1, 3);

        assertThat(catless.figures(followed(0, 0, 0), Rides.FINE).success())
                .as("6 s of 20")
                .isFalse();
    }

    @Test
    void whatIsOutOfSightLaterIsNotAnErrorButCounted() {
        show(20, 0.5, 1);
        show(10, -1, 1);
        DriveFigures figures = score.figures(CAT_ALONE, Rides.FINE);
        assertThat(figures.meanError()).isCloseTo(0, within(1e-6));
        assertThat(figures.inPicture()).isBetween(0.5, 0.7);
    }
}
