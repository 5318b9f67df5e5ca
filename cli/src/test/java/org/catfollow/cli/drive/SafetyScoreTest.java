package org.catfollow.cli.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.ObstacleKind;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.junit.jupiter.api.Test;

class SafetyScoreTest {
    private final Moments moments = new Moments();
    private final SafetyScore score = new SafetyScore(moments);
    private final SimulatedSensors sensed = new SimulatedSensors();
    private final SimulatedCarState car = new SimulatedCarState();

    SafetyScoreTest() {
        sensed.nanos = 1_000_000_000;
        sensed.nearest = ObstacleKind.WALL;
        sensed.clearanceMetres = 1;
    }

    private void frame(double speed) {
        car.speedMetresPerSecond = (float) speed;
        moments.moved(car);
        sensed.nanos += Scenes.PERIOD_NANOS;
        sensed.frameId++;
        moments.sensed(sensed);
        score.sensed(sensed);
    }

    private void touch(ObstacleKind what, double speed) {
        sensed.nearest = what;
        sensed.clearanceMetres = -0.02f;
        sensed.touches++;
        frame(speed);
    }

    @Test
    void onlyADistanceThatTheRobotDroveToIsItsDoing() {
        sensed.catMetres = 0.7f;
        frame(0.2);
        sensed.catMetres = 0.1f;
        frame(0);
        SafetyFigures figures = score.figures();
        assertThat(figures.catMetres()).isCloseTo(0.1, within(1e-6));
        assertThat(figures.catDrivingMetres()).isCloseTo(0.7, within(1e-6));
        assertThat(figures.tooNear(0.4)).isFalse();
        assertThat(figures.tooNear(0.71)).isTrue();
    }

    @Test
    void backwardsIsDrivingToo() {
        sensed.catMetres = 0.3f;
        frame(-0.1);
        assertThat(score.figures().tooNear(0.4)).isTrue();
    }

    @Test
    void withoutACatNoDistanceIsTooSmall() {
        frame(0.2);
        assertThat(score.figures().catMetres()).isNaN();
        assertThat(score.figures().tooNear(0.4)).isFalse();
        assertThat(score.figures().clearanceMetres()).isEqualTo(1);
    }

    @Test
    void anAnimalThatRunsIntoAStandingRobotIsNotItsDoing() {
        frame(0);
        touch(ObstacleKind.CAT, 0);
        touch(ObstacleKind.DOG, 0);
        assertThat(score.figures().touches()).isEqualTo(2);
        assertThat(score.figures().ownTouches()).isZero();
    }

    @Test
    void aTouchWhileItDrivesIsItsDoingThoughItRestsInTheNextFrame() {
        touch(ObstacleKind.CAT, 0.1);
        assertThat(score.figures().ownTouches()).isEqualTo(1);
        touch(ObstacleKind.CAT, 0);
        assertThat(score.figures().ownTouches()).isEqualTo(2);
    }

    @Test
    void aWallDoesNotComeByItself() {
        frame(0);
        touch(ObstacleKind.WALL, 0);
        assertThat(score.figures().ownTouches()).isEqualTo(1);
        assertThat(moments.all())
                .singleElement()
                .satisfies(
                        moment -> {
                            assertThat(moment.frameId()).isEqualTo(2);
                            assertThat(moment.value()).isCloseTo(0.02, within(1e-6));
                        });
    }

    @Test
    void aCaptureThatWasStartedAgainCountsFromNothing() {
        touch(ObstacleKind.WALL, 0.1);
        touch(ObstacleKind.WALL, 0.1);
        sensed.touches = 0;
        frame(0.1);
        touch(ObstacleKind.WALL, 0.1);
        assertThat(score.figures().ownTouches()).isEqualTo(3);
    }
}
