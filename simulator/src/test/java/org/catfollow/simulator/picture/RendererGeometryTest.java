package org.catfollow.simulator.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.simulator.Worlds;
import org.junit.jupiter.api.Test;

/** A ball of 0.2 m, its middle as high as the lens and 2 m ahead of it. */
class RendererGeometryTest {
    private static final String BALL = "kind: ball, height: 0.2, at: [2, 0]";

    private final Shot shot = new Shot(Worlds.bare(BALL));
    private final PictureTruth.Sighting ball = shot.look(0, 0, 0).truth.decoy(0);

    @Test
    void isAsLargeInThePictureAsAPinholeMakesIt() {
        double halfAngleTangent = Math.tan(Math.asin(0.1 / 2));

        assertThat((double) ball.width).isCloseTo(2 * Shot.FOCAL_X * halfAngleTangent, within(1.5));
        assertThat((double) ball.height)
                .isCloseTo(2 * Shot.FOCAL_Y * halfAngleTangent, within(1.5));
        assertThat(ball.distanceMetres).isCloseTo(2, within(1e-6f));
    }

    @Test
    void isInTheMiddleWhenItIsStraightAhead() {
        assertThat(Shot.middleX(ball)).isCloseTo(160, within(1.0));
        assertThat(Shot.middleY(ball)).isCloseTo(120, within(1.0));
        assertThat(ball.visibleFraction).isEqualTo(1);
        assertThat(ball.insideFraction).isEqualTo(1);
    }

    @Test
    void panRightMovesItLeft() {
        shot.look(0, 10, 0);

        assertThat(Shot.middleX(ball))
                .isCloseTo(160 - Shot.FOCAL_X * Math.tan(Math.toRadians(10)), within(1.0));
        assertThat(Shot.middleY(ball)).isCloseTo(120, within(1.0));
    }

    @Test
    void turningLeftMovesItRight() {
        shot.look(10, 0, 0);

        assertThat(Shot.middleX(ball))
                .isCloseTo(160 + Shot.FOCAL_X * Math.tan(Math.toRadians(10)), within(1.0));
    }

    @Test
    void panRightUndoesTurningLeft() {
        byte[] straight = shot.bytes();

        assertThat(shot.look(15, 15, 0).bytes()).isEqualTo(straight);
    }

    @Test
    void tiltUpMovesItDown() {
        shot.look(0, 0, 10);

        assertThat(Shot.middleX(ball)).isCloseTo(160, within(1.0));
        assertThat(Shot.middleY(ball))
                .isCloseTo(120 + Shot.FOCAL_Y * Math.tan(Math.toRadians(10)), within(1.0));
    }

    @Test
    void anotherMetreNearerItIsTwiceAsLarge() {
        float before = ball.width;
        shot.take(1, 0, 0, 0, 0);

        assertThat(ball.width / before).isCloseTo(2, within(0.1f));
        assertThat(ball.distanceMetres).isCloseTo(1, within(1e-6f));
    }

    @Test
    void behindTheCameraItIsNotSeen() {
        shot.look(180, 0, 0);

        assertThat(ball.pixels).isZero();
        assertThat(ball.width).isZero();
        assertThat(ball.wholeWidth).isZero();
        assertThat(ball.insideFraction).isZero();
        assertThat(ball.worldX).isEqualTo(2);
    }

    @Test
    void halfBeyondTheBorderItsWholeBoxGoesOn() {
        float whole = ball.width;
        shot.look(0, -27, 0);

        assertThat(ball.x + ball.width).isEqualTo(Shot.WIDTH);
        assertThat(ball.width).isCloseTo(whole / 2, within(3f));
        assertThat(ball.wholeX).isEqualTo(ball.x);
        assertThat(ball.wholeX + ball.wholeWidth).isGreaterThan(Shot.WIDTH + 5f);
        assertThat(ball.insideFraction).isBetween(0.35f, 0.6f);
        assertThat(ball.visibleFraction).isEqualTo(1);
    }
}
