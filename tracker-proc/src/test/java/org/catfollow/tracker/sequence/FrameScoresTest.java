package org.catfollow.tracker.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FrameScoresTest {
    private static final Box TARGET = new Box(100, 100, 10, 10);
    private static final Box HALF = new Box(100, 100, 10, 5);
    private static final Box ELSEWHERE = new Box(300, 100, 10, 10);

    private final FrameScores scores = new FrameScores();

    private void add(int times, Box found) {
        for (int i = 0; i < times; i++) {
            scores.add(TARGET, found);
        }
    }

    /** 21 thresholds, of which the last, 1, is never exceeded. */
    @Test
    void theAreaIsTheMeanShareOverTwentyOneThresholds() {
        add(1, TARGET);
        assertThat(scores.successAuc()).isCloseTo(20 / 21.0, within(1e-12));
        // 0.5 is more than 0, 0.05 ... 0.45, and not more than 0.5.
        add(1, HALF);
        assertThat(scores.successAuc()).isCloseTo((20 + 10) / 42.0, within(1e-12));
        add(2, ELSEWHERE);
        assertThat(scores.successAuc()).isCloseTo((20 + 10) / 84.0, within(1e-12));
        assertThat(scores.meanIou()).isCloseTo(1.5 / 4, within(1e-12));
        assertThat(scores.count()).isEqualTo(4);
    }

    @Test
    void aCentreTwentyPixelsAwayIsStillAHit() {
        scores.add(TARGET, new Box(112, 116, 10, 10));
        assertThat(scores.precision()).isEqualTo(1);
        scores.add(TARGET, new Box(112, 117, 10, 10));
        assertThat(scores.precision()).isEqualTo(0.5);
    }

    @Test
    void aTrackerThatSaysItIsLostHasNoOverlapAndNoHit() {
        scores.add(TARGET, Box.ABSENT);
        assertThat(scores.meanIou()).isZero();
        assertThat(scores.precision()).isZero();
        assertThat(scores.count()).isEqualTo(1);
    }

    @Test
    void fiveFramesWithoutOverlapAreOneLossHoweverLongItLasts() {
        add(4, ELSEWHERE);
        assertThat(scores.losses()).isZero();
        add(20, ELSEWHERE);
        assertThat(scores.losses()).isEqualTo(1);
        add(1, HALF);
        add(4, ELSEWHERE);
        assertThat(scores.losses()).isEqualTo(1);
        add(1, ELSEWHERE);
        assertThat(scores.losses()).isEqualTo(2);
    }

    @Test
    void framesWithoutAReferenceDoNotCount() {
        add(4, ELSEWHERE);
        scores.add(Box.ABSENT, TARGET);
        assertThat(scores.count()).isEqualTo(4);
        add(1, ELSEWHERE);
        assertThat(scores.losses()).isEqualTo(1);
    }

    @Test
    void withoutFramesThereIsNoFigure() {
        assertThat(scores.successAuc()).isNaN();
        assertThat(scores.precision()).isNaN();
        assertThat(scores.meanIou()).isNaN();
    }

    @Test
    void timesAreOfTheNearestRank() {
        CallTimes times = new CallTimes();
        assertThat(times.millis(50)).isNaN();
        for (int i = 100; i >= 1; i--) {
            times.add(i * 1_000_000L, 500_000);
        }
        assertThat(times.millis(50)).isEqualTo(50);
        assertThat(times.millis(99)).isEqualTo(99);
        assertThat(times.millis(100)).isEqualTo(100);
        assertThat(times.meanCpuMillis()).isEqualTo(0.5);
        assertThat(times.perSecond()).isCloseTo(1000 / 50.5, within(1e-9));
    }
}
