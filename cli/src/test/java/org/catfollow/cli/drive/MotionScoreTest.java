package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.SpeedLimit;
import org.junit.jupiter.api.Test;

/** Commands of a robot whose speed and steering are functions of the time. */
class MotionScoreTest {
    private final Moments moments = new Moments();
    private final MotionScore score = new MotionScore(moments);
    private final ControlStatus status = new ControlStatus();
    private double now;

    private static double straight(double seconds) {
        return 0 * seconds;
    }

    private void drive(
            double seconds, double period, DoubleUnaryOperator speed, DoubleUnaryOperator steer) {
        for (double end = now + seconds; now < end; now += period) {
            status.nanos = 1_000_000_000 + Math.round(now * 1e9);
            status.speedMetresPerSecond = (float) speed.applyAsDouble(now);
            status.steeringDegrees = (float) steer.applyAsDouble(now);
            moments.decided(status);
            score.decided(status);
        }
    }

    @Test
    void whoNeverDrivesHasNoJerk() {
        drive(2, 0.02, seconds -> 0, seconds -> 20 * Math.sin(9 * seconds));
        assertThat(score.figures().speedJerk()).isNaN();
        assertThat(score.figures().steeringJerk()).isNaN();
        assertThat(score.figures().drivenSpeed()).isNaN();
        assertThat(score.figures().watchedSeconds()).isCloseTo(2, within(0.03));
    }

    @Test
    void aSteadySpeedHasNoJerk() {
        drive(2, 0.02, seconds -> 0.2, MotionScoreTest::straight);
        assertThat(score.figures().speedJerk()).isCloseTo(0, within(1e-4));
        assertThat(score.figures().drivenSeconds()).isCloseTo(2, within(0.03));
        assertThat(score.figures().drivenSpeed()).isCloseTo(0.2, within(1e-6));
    }

    @Test
    void theJerkOfASineIsItsSecondDerivative() {
        // RMS of the second derivative of a sin(w t): a w^2 / sqrt(2).
        double w = 2 * Math.PI * 0.5;
        drive(
                20,
                0.017,
                seconds -> 0.5 + 0.2 * Math.sin(w * seconds),
                seconds -> 10 * Math.sin(w * seconds));
        double factor = w * w / Math.sqrt(2);
        assertThat(score.figures().speedJerk()).isCloseTo(0.2 * factor, within(0.06));
        assertThat(score.figures().steeringJerk()).isCloseTo(10 * factor, within(3.0));
    }

    @Test
    void periodsThatAreNotEqualMakeNoJerk() {
        for (int i = 0; i < 100; i++) {
            drive(0.001, 0.013, seconds -> 0.1 + 0.01 * seconds, MotionScoreTest::straight);
            drive(0.001, 0.041, seconds -> 0.1 + 0.01 * seconds, MotionScoreTest::straight);
        }
        assertThat(score.figures().speedJerk()).isCloseTo(0, within(1e-3));
    }

    @Test
    void aJumpOfTheSpeedIsTheWorstMoment() {
        drive(1, 0.05, seconds -> 0.2, MotionScoreTest::straight);
        drive(1, 0.05, seconds -> 0.1, MotionScoreTest::straight);
        assertThat(moments.all())
                .filteredOn(moment -> moment.kind() == Moment.Kind.SPEED_JERK)
                .singleElement()
                .satisfies(
                        moment ->
                                assertThat(moment.value())
                                        .isCloseTo(
                                                0.1
                                                        / (MotionScore.STEP_SECONDS
                                                                * MotionScore.STEP_SECONDS),
                                                within(1.0)));
    }

    @Test
    void aGapSaysNothing() {
        drive(1, 0.02, seconds -> 0.2, MotionScoreTest::straight);
        now += 3;
        drive(1, 0.02, seconds -> 0.5, MotionScoreTest::straight);
        assertThat(score.figures().speedJerk()).isCloseTo(0, within(1e-4));
        assertThat(score.figures().watchedSeconds()).isCloseTo(2, within(0.06));
    }

    @Test
    void theTimeThatEachLimitHeldItDownIsKept() {
        drive(1, 0.02, seconds -> 0.2, MotionScoreTest::straight);
        status.limit = SpeedLimit.OBSTACLE;
        drive(1, 0.02, seconds -> 0.1, MotionScoreTest::straight);
        status.limit = SpeedLimit.BATTERY;
        drive(2, 0.02, seconds -> 0.1, MotionScoreTest::straight);
        MotionFigures figures = score.figures();
        assertThat(figures.slowedSeconds().get(SpeedLimit.OBSTACLE)).isCloseTo(1, within(0.03));
        assertThat(figures.slowedSeconds().get(SpeedLimit.BATTERY)).isCloseTo(2, within(0.03));
        assertThat(figures.slowed()).isCloseTo(0.75, within(0.02));
    }
}
