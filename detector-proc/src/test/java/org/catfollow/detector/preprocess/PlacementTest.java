package org.catfollow.detector.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.detector.preprocess.InputPlan.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
    private static Placement place(Fit fit, int inputSide, int frameWidth, int frameHeight) {
        Placement placement = new Placement(fit, inputSide, inputSide);
        assertThat(placement.place(frameWidth, frameHeight, Crops.whole(frameWidth, frameHeight)))
                .isTrue();
        return placement;
    }

    private static int[] content(Placement placement) {
        return new int[] {placement.left(), placement.top(), placement.width(), placement.height()};
    }

    @Test
    void fillsThePictureWhenStretched() {
        assertThat(content(place(Fit.STRETCHED, 300, 640, 480))).containsExactly(0, 0, 300, 300);
    }

    @Test
    void putsAFrameInTheMiddleOrInTheTopLeftCorner() {
        assertThat(content(place(Fit.CENTRED, 416, 640, 480))).containsExactly(0, 52, 416, 312);
        assertThat(content(place(Fit.CENTRED, 416, 480, 640))).containsExactly(52, 0, 312, 416);
        assertThat(content(place(Fit.TOP_LEFT, 416, 640, 480))).containsExactly(0, 0, 416, 312);
        assertThat(content(place(Fit.TOP_LEFT, 416, 480, 640))).containsExactly(0, 0, 312, 416);
    }

    @Test
    void roundsAsTheModelsOwnPreprocessingDoes() {
        // 338 * 416 / 640 = 219.7
        assertThat(content(place(Fit.CENTRED, 416, 640, 338))).containsExactly(0, 98, 416, 220);
        assertThat(content(place(Fit.TOP_LEFT, 416, 640, 338))).containsExactly(0, 0, 416, 219);
    }

    @Test
    void enlargesASmallFrameAndKeepsAPixelOfAThinOne() {
        assertThat(content(place(Fit.CENTRED, 416, 104, 104))).containsExactly(0, 0, 416, 416);
        assertThat(content(place(Fit.TOP_LEFT, 416, 10_000, 2))).containsExactly(0, 0, 416, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "STRETCHED,300,640,338",
        "CENTRED,416,640,338",
        "CENTRED,416,333,1000",
        "TOP_LEFT,416,640,338",
        "TOP_LEFT,416,333,1000"
    })
    void findsTheWayBackToTheCornersOfTheFrame(Fit fit, int side, int width, int height) {
        Placement placement = place(fit, side, width, height);
        int[] content = content(placement);
        float part = 1f / side;
        assertThat(placement.frameX(content[0] * part)).isCloseTo(0f, within(1e-3f));
        assertThat(placement.frameY(content[1] * part)).isCloseTo(0f, within(1e-3f));
        assertThat(placement.frameX((content[0] + content[2]) * part))
                .isCloseTo(width, within(1e-3f));
        assertThat(placement.frameY((content[1] + content[3]) * part))
                .isCloseTo(height, within(1e-3f));
    }

    @Test
    void tellsWhetherAFrameLiesOtherwiseThanTheOneBefore() {
        Placement placement = place(Fit.CENTRED, 416, 640, 480);
        assertThat(placement.place(640, 480, Crops.whole(640, 480))).isFalse();
        assertThat(placement.place(480, 640, Crops.whole(480, 640))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"STRETCHED,300", "CENTRED,416", "TOP_LEFT,416"})
    void findsTheWayBackFromAPartToTheFrame(Fit fit, int side) {
        Placement placement = new Placement(fit, side, side);
        assertThat(placement.place(640, 480, Crops.of(100, 50, 200, 120))).isTrue();
        int[] content = content(placement);
        float part = 1f / side;
        assertThat(placement.frameX(content[0] * part)).isCloseTo(100f, within(1e-3f));
        assertThat(placement.frameY(content[1] * part)).isCloseTo(50f, within(1e-3f));
        assertThat(placement.frameX((content[0] + content[2]) * part))
                .isCloseTo(300f, within(1e-3f));
        assertThat(placement.frameY((content[1] + content[3]) * part))
                .isCloseTo(170f, within(1e-3f));
        assertThat(placement.frameWidth()).isEqualTo(640);
        assertThat(placement.isWhole()).isFalse();
    }
}
