package org.catfollow.detector.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.detector.Allocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class MotionGateTest {
    private static final long FRAME = 33_333_333;

    private MotionGate gate;
    private long now;

    @BeforeEach
    void open() {
        Pictures.room(0);
        gate = new MotionGate();
    }

    @AfterEach
    void close() {
        gate.close();
    }

    private Verdict look(Mat picture) {
        now += FRAME;
        return gate.look(picture, now);
    }

    @Test
    void cannotTellFromOnePicture() {
        assertThat(look(Pictures.room(0))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void seesNothingInTheSamePicture() {
        for (int i = 0; i < 10; i++) {
            look(Pictures.room(0));
        }
        assertThat(look(Pictures.room(0))).isEqualTo(Verdict.NOTHING);
        assertThat(gate.weight()).isZero();
    }

    @Test
    void seesNothingInNoise() {
        look(Pictures.roomWithNoise(0, 8));
        for (int i = 1; i < 20; i++) {
            assertThat(look(Pictures.roomWithNoise(i, 8))).isEqualTo(Verdict.NOTHING);
        }
    }

    @Test
    void seesAThingAsSmallAsACatFourMetresAway() {
        look(Pictures.room(0));
        assertThat(look(Pictures.roomWithThing(300, 200))).isEqualTo(Verdict.SOMETHING);
        assertThat(gate.weight()).isBetween(0.05, 0.5);
    }

    @Test
    void seesAThingThatMovesByAPixelAFrame() {
        look(Pictures.roomWithThing(300, 200));
        boolean seen = false;
        for (int i = 1; i <= 6; i++) {
            seen |= look(Pictures.roomWithThing(300 + i, 200)) == Verdict.SOMETHING;
        }
        assertThat(seen).isTrue();
    }

    @Test
    void cannotTellWhenEverythingMoves() {
        look(Pictures.room(0));
        assertThat(look(Pictures.room(40))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void isNeverSureThatThereIsNothingWhileTheCameraTurns() {
        look(Pictures.room(0));
        // Slow enough that the stripes never come to lie upon each other.
        for (int i = 1; i < 40; i++) {
            assertThat(look(Pictures.room(15 * i))).isNotEqualTo(Verdict.NOTHING);
        }
    }

    @Test
    void cannotTellWhenTheLightIsSwitched() {
        look(Pictures.room(0));
        Mat dark = new Mat();
        Core.multiply(Pictures.room(0), new Scalar(0.5, 0.5, 0.5), dark);
        assertThat(look(dark)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void allocatesNothingPerFrame() {
        Mat still = Pictures.room(0);
        Mat thing = Pictures.roomWithThing(300, 200);
        long bytes =
                Allocation.bytes(
                        200,
                        100,
                        () -> {
                            look(still);
                            look(thing);
                        });
        assertThat(bytes).as("bytes in 200 frames").isLessThan(200);
    }
}
