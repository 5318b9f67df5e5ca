package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.shm.slots.SimulatedCarState;
import org.junit.jupiter.api.Test;

/** A photograph of 1000x500 pixels, 2 m wide, 2 m ahead, seen by a camera of 640x480. */
class SceneGeometryTest {
    private static final double FOCAL = 320 / Math.tan(Math.toRadians(27));
    private static final double AHEAD = 2 - SceneGeometry.CAMERA_AHEAD_METRES;

    private final SceneGeometry geometry = new SceneGeometry(1000, 500, 2, 2, 640, 480, 54, 41);
    private final SimulatedCarState car = new SimulatedCarState();

    /** Returns where a pixel of the photograph appears: x, y. */
    private double[] seen(int level, double x, double y) {
        geometry.look(car);
        double[] h = new double[9];
        geometry.homography(level, h);
        double w = h[6] * x + h[7] * y + h[8];
        return new double[] {(h[0] * x + h[1] * y + h[2]) / w, (h[3] * x + h[4] * y + h[5]) / w};
    }

    @Test
    void theMiddleIsStraightAhead() {
        assertThat(seen(0, 500, 250)).containsExactly(new double[] {320, 240}, within(1e-9));
    }

    @Test
    void aMetreIsAsLargeAsAPinholeMakesIt() {
        double[] right = seen(0, 1000, 250);
        assertThat(right[0]).isCloseTo(320 + FOCAL / AHEAD, within(1e-9));
        assertThat(right[1]).isCloseTo(240, within(1e-9));
        assertThat(seen(0, 500, 500)[1]).isGreaterThan(240);
    }

    @Test
    void aSmallerCopyOfThePhotographLandsOnTheSamePixels() {
        car.panDegrees = 12;
        assertThat(seen(2, 200, 30)).containsExactly(seen(0, 800, 120), within(1e-9));
    }

    @Test
    void panningRightMovesItLeft() {
        car.panDegrees = 10;
        double expected = 320 - FOCAL * Math.tan(Math.toRadians(10));
        assertThat(seen(0, 500, 250)[0]).isCloseTo(expected, within(1e-9));
    }

    @Test
    void turningLeftSwingsTheCameraRoundTheRearAxle() {
        car.headingDegrees = 10;
        double turn = Math.toRadians(10);
        double ahead = 2 - SceneGeometry.CAMERA_AHEAD_METRES * Math.cos(turn);
        double aside = SceneGeometry.CAMERA_AHEAD_METRES * Math.sin(turn);
        double bearing = turn + Math.atan(aside / ahead);
        assertThat(seen(0, 500, 250)[0]).isCloseTo(320 + FOCAL * Math.tan(bearing), within(1e-9));
    }

    @Test
    void tiltingUpMovesItDown() {
        car.tiltDegrees = 10;
        double focal = 240 / Math.tan(Math.toRadians(20.5));
        assertThat(seen(0, 500, 250)[1])
                .isCloseTo(240 + focal * Math.tan(Math.toRadians(10)), within(1e-9));
    }

    @Test
    void halfTheWayIsTwiceTheSize() {
        double far = seen(0, 1000, 250)[0] - 320;
        car.xMetres = AHEAD / 2;
        assertThat(seen(0, 1000, 250)[0] - 320).isCloseTo(2 * far, within(1e-9));
    }

    @Test
    void neverDrivesThroughTheWall() {
        car.xMetres = 5;
        geometry.look(car);
        assertThat(geometry.scale()).isPositive();
    }

    @Test
    void turnsItsBackToItAtNinetyDegreesAndBefore() {
        geometry.look(car);
        assertThat(geometry.faces()).isTrue();
        car.panDegrees = 70;
        geometry.look(car);
        assertThat(geometry.faces()).isFalse();
        car.headingDegrees = 180;
        car.panDegrees = 0;
        geometry.look(car);
        assertThat(geometry.faces()).isFalse();
    }
}
