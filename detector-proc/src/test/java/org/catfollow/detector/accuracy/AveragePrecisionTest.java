package org.catfollow.detector.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;

/** Small cases, worked out by hand after COCO's definition. */
class AveragePrecisionTest {
    private static final byte[] CAT = Detections.labelBytes("cat");

    /** What is left of 101 recalls when the first {@code n} have precision 1. */
    private static double first(int n) {
        return n / 101.0;
    }

    private static TrueBox box(double x, double y, double width, double height) {
        return new TrueBox(x, y, width, height, false);
    }

    /** Boxes as score, x, y, width, height. */
    private static Detections found(float... numbers) {
        Detections found = new Detections();
        for (int i = 0; i < numbers.length; i += 5) {
            found.add(
                    CAT,
                    0,
                    numbers[i],
                    numbers[i + 1],
                    numbers[i + 2],
                    numbers[i + 3],
                    numbers[i + 4]);
        }
        return found;
    }

    private static Accuracy accuracy(List<TrueBox> truth, Detections found) {
        AveragePrecision precision = new AveragePrecision(0.5f);
        precision.add(truth, found);
        return precision.result();
    }

    @Test
    void exactBoxesGiveOne() {
        Accuracy accuracy =
                accuracy(
                        List.of(box(10, 10, 50, 40), box(100, 0, 20, 30)),
                        found(0.9f, 10, 10, 50, 40, 0.6f, 100, 0, 20, 30));
        assertThat(accuracy.ap()).isCloseTo(1, within(1e-12));
        assertThat(accuracy.recall()).isEqualTo(1);
        assertThat(accuracy.picturesWithout()).isZero();
    }

    @Test
    void anOverlapOfThreeQuartersMeetsSixOfTheTenLimits() {
        // 75 of 100 in common: met at .50 .55 .60 .65 .70 .75.
        Accuracy accuracy = accuracy(List.of(box(0, 0, 10, 10)), found(0.9f, 0, 0, 10, 7.5f));
        assertThat(accuracy.ap50()).isCloseTo(1, within(1e-12));
        assertThat(accuracy.ap75()).isCloseTo(1, within(1e-12));
        assertThat(accuracy.ap()).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void aMissedThingLeavesTheRecallsAboveTheHalfWithoutPrecision() {
        // Recalls 0, .01 ... .50 are reached: 51 of 101.
        Accuracy accuracy =
                accuracy(
                        List.of(box(0, 0, 10, 10), box(50, 50, 10, 10)), found(0.9f, 0, 0, 10, 10));
        assertThat(accuracy.ap()).isCloseTo(first(51), within(1e-12));
        assertThat(accuracy.recall()).isEqualTo(0.5);
    }

    @Test
    void aBetterScoredMistakeHalvesThePrecision() {
        Accuracy accuracy =
                accuracy(
                        List.of(box(0, 0, 10, 10)),
                        found(0.9f, 50, 50, 10, 10, 0.8f, 0, 0, 10, 10));
        assertThat(accuracy.ap()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aWorseScoredMistakeCostsNothing() {
        Accuracy accuracy =
                accuracy(
                        List.of(box(0, 0, 10, 10)),
                        found(0.9f, 0, 0, 10, 10, 0.8f, 50, 50, 10, 10));
        assertThat(accuracy.ap()).isCloseTo(1, within(1e-12));
    }

    @Test
    void precisionIsMadeToFallOnly() {
        // Right, wrong, right, right of three: precisions 1, 1/2, 2/3, 3/4; made 1, 3/4, 3/4, 3/4.
        double expected = (34 * 1 + 67 * 0.75) / 101;
        assertThat(AveragePrecision.averagePrecision(new boolean[] {true, false, true, true}, 3))
                .isCloseTo(expected, within(1e-12));
    }

    @Test
    void aSecondBoxForTheSameThingIsWrong() {
        Accuracy accuracy =
                accuracy(
                        List.of(box(0, 0, 10, 10), box(50, 50, 10, 10)),
                        found(
                                0.9f, 0, 0, 10, 10, //
                                0.8f, 0, 0, 10, 9.9f, //
                                0.7f, 50, 50, 10, 10));
        // Right, wrong, right of two: 1 up to .50, then 2/3.
        assertThat(accuracy.ap50()).isCloseTo((51 + 50 * 2 / 3.0) / 101, within(1e-12));
    }

    @Test
    void theBestScoredBoxChoosesFirstAndTakesWhatItOverlapsMost() {
        // The first fits both things by .5 or more, the second only one: it gets it.
        Accuracy accuracy =
                accuracy(
                        List.of(box(0, 0, 10, 10), box(2, 0, 10, 10)),
                        found(0.9f, 1.5f, 0, 10, 10, 0.8f, 0, 0, 10, 10));
        assertThat(accuracy.ap50()).isCloseTo(1, within(1e-12));
        assertThat(accuracy.recall()).isEqualTo(1);
    }

    @Test
    void whatLiesInACrowdIsNeitherRightNorWrong() {
        TrueBox crowd = new TrueBox(100, 100, 100, 100, true);
        // Small boxes in the crowd: far below .5 of the union, but wholly inside.
        Accuracy accuracy =
                accuracy(
                        List.of(crowd, box(0, 0, 10, 10)),
                        found(
                                0.9f, 110, 110, 10, 10, //
                                0.8f, 150, 110, 10, 10, //
                                0.7f, 0, 0, 10, 10));
        assertThat(accuracy.ap()).isCloseTo(1, within(1e-12));
        assertThat(accuracy.recall()).isEqualTo(1);
    }

    @Test
    void aThingIsTakenBeforeTheCrowdAroundIt() {
        TrueBox crowd = new TrueBox(0, 0, 100, 100, true);
        // .6 of the thing, all of it in the crowd: it is the thing's.
        Accuracy accuracy = accuracy(List.of(crowd, box(0, 0, 10, 10)), found(0.9f, 0, 0, 10, 6));
        assertThat(accuracy.ap50()).isCloseTo(1, within(1e-12));
        // At .75 it is the crowd's: nothing right, nothing wrong.
        assertThat(accuracy.ap75()).isZero();
    }

    @Test
    void picturesAreRankedTogether() {
        AveragePrecision precision = new AveragePrecision(0.5f);
        precision.add(List.of(), found(0.9f, 0, 0, 10, 10));
        precision.add(List.of(box(0, 0, 10, 10)), found(0.8f, 0, 0, 10, 10));
        precision.add(List.of(), found(0.7f, 0, 0, 10, 10));
        precision.add(List.of(box(0, 0, 10, 10)), found(0.6f, 0, 0, 10, 10));
        // Wrong, right, wrong, right of two: 1/2 everywhere.
        assertThat(precision.result().ap()).isCloseTo(0.5, within(1e-12));
        assertThat(precision.result().falseAlarms()).isEqualTo(2);
        assertThat(precision.result().picturesWithout()).isEqualTo(2);
    }

    @Test
    void equalScoresCountInTheOrderInWhichTheyCame() {
        AveragePrecision wrongFirst = new AveragePrecision(0.5f);
        wrongFirst.add(List.of(), found(0.8f, 0, 0, 10, 10));
        wrongFirst.add(List.of(box(0, 0, 10, 10)), found(0.8f, 0, 0, 10, 10));
        assertThat(wrongFirst.result().ap()).isCloseTo(0.5, within(1e-12));
        AveragePrecision rightFirst = new AveragePrecision(0.5f);
        rightFirst.add(List.of(box(0, 0, 10, 10)), found(0.8f, 0, 0, 10, 10));
        rightFirst.add(List.of(), found(0.8f, 0, 0, 10, 10));
        assertThat(rightFirst.result().ap()).isCloseTo(1, within(1e-12));
    }

    @Test
    void onlyRecallAndFalseAlarmsKnowALowestScore() {
        AveragePrecision precision = new AveragePrecision(0.5f);
        precision.add(List.of(box(0, 0, 10, 10)), found(0.4f, 0, 0, 10, 10));
        precision.add(List.of(), found(0.3f, 0, 0, 10, 10));
        assertThat(precision.result().ap()).isCloseTo(1, within(1e-12));
        assertThat(precision.result().recall()).isZero();
        assertThat(precision.result().falseAlarms()).isZero();
    }

    @Test
    void aPictureWithACrowdAloneIsNotOneWithout() {
        Accuracy accuracy =
                accuracy(List.of(new TrueBox(0, 0, 10, 10, true)), found(0.9f, 50, 50, 10, 10));
        assertThat(accuracy.picturesWithout()).isZero();
        assertThat(accuracy.falseAlarms()).isZero();
    }

    @Test
    void withoutAnythingToFindThereIsNoFigure() {
        Accuracy accuracy = accuracy(List.of(), found(0.9f, 0, 0, 10, 10));
        assertThat(accuracy.ap()).isNaN();
        assertThat(accuracy.recall()).isNaN();
        assertThat(accuracy.falseAlarms()).isEqualTo(1);
    }
}
