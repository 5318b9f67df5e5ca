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

    private final DriveScore score = new DriveScore(5);
    private final GroundTruth truth = new GroundTruth();
    private long nanos = 77;

    /** Shows the cat's centre at a share of the width, for so many pictures. */
    private void show(int pictures, double at, double distance, ControlState state) {
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
            score.frame(truth, state);
            nanos += PERIOD;
        }
    }

    @Test
    void aRobotThatFindsCentresAndHoldsSucceeds() {
        show(20, -1, 3, ControlState.SEARCH);
        show(10, 0.9, 2.5, ControlState.APPROACH);
        show(40, 0.55, 0.8, ControlState.TRACK);
        DriveFigures figures = score.figures();
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
        DriveFigures figures = score.figures();
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
        assertThat(score.figures().centredSeconds()).isNaN();
    }

    @Test
    void whoRunsIntoTheCatFails() {
        show(60, 0.5, 0.15, ControlState.TRACK);
        assertThat(score.figures().heldSeconds()).isGreaterThan(DriveScore.HELD_SECONDS);
        assertThat(score.figures().success()).isFalse();
    }

    @Test
    void whatIsOutOfSightLaterIsNotAnErrorButCounted() {
        show(20, 0.5, 1, ControlState.TRACK);
        show(10, -1, 1, ControlState.COAST);
        DriveFigures figures = score.figures();
        assertThat(figures.meanError()).isCloseTo(0, within(1e-6));
        assertThat(figures.inPicture()).isBetween(0.5, 0.7);
    }
}
