package org.catfollow.detector.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.labels.TestLabels;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;

class YoloV5HeadTest {
    private static final int INPUT_WIDTH = 320;
    private static final int INPUT_HEIGHT = 160;
    private static final ClassFilter CATS_AND_DOGS = TestLabels.wantAll(0.4f, "cat", "dog");

    /** A frame twice as large as the model's picture. */
    private static Detections read(ClassFilter filter, float[]... rows) {
        YoloV5Head head = new YoloV5Head(Reading.rows(rows), INPUT_WIDTH, INPUT_HEIGHT, filter);
        return Reading.read(head, Reading.stretched(2 * INPUT_WIDTH, 2 * INPUT_HEIGHT), filter);
    }

    @Test
    void readsMiddleAndSizeInPartsOfThePicture() {
        Detections out = read(CATS_AND_DOGS, new float[] {0.5f, 0.25f, 0.2f, 0.4f, 0.8f, 0.9f, 0});
        assertThat(out.count()).isEqualTo(1);
        assertThat(out.label(0)).isEqualTo("cat");
        Reading.assertScore(out, 0, 0.72f);
        Reading.assertBox(out, 0, 256, 16, 128, 128);
    }

    @Test
    void readsMiddleAndSizeInPixelsOfThePicture() {
        Detections out = read(CATS_AND_DOGS, new float[] {160, 40, 64, 64, 0.8f, 0.1f, 0.9f});
        assertThat(out.label(0)).isEqualTo("dog");
        Reading.assertBox(out, 0, 256, 16, 128, 128);
    }

    @Test
    void takesABoxAtTheLeftEdgeInPixelsForWhatItIs() {
        Detections out = read(CATS_AND_DOGS, new float[] {1, 1, 20, 30, 0.8f, 0.9f, 0});
        Reading.assertBox(out, 0, 0, 0, 22, 32);
    }

    @Test
    void asksObjectnessTimesClassScoreForTheLeastScore() {
        float[] strong = {0.5f, 0.5f, 0.2f, 0.2f, 0.5f, 0.81f, 0};
        float[] weak = {0.5f, 0.5f, 0.2f, 0.2f, 0.5f, 0.79f, 0};
        assertThat(read(CATS_AND_DOGS, strong).count()).isEqualTo(1);
        assertThat(read(CATS_AND_DOGS, weak).count()).isZero();
    }

    @Test
    void keepsTheBestOfBoxesThatOverlapAndBothOfOtherClasses() {
        float[] best = {0.5f, 0.5f, 0.2f, 0.2f, 1, 0.9f, 0};
        float[] second = {0.52f, 0.5f, 0.2f, 0.2f, 1, 0.8f, 0};
        float[] elsewhere = {0.2f, 0.2f, 0.2f, 0.2f, 1, 0.7f, 0};
        float[] dog = {0.5f, 0.5f, 0.2f, 0.2f, 1, 0, 0.6f};
        Detections out = read(CATS_AND_DOGS, second, dog, best, elsewhere);
        assertThat(out.count()).isEqualTo(3);
        Reading.assertScore(out, 0, 0.9f);
        Reading.assertScore(out, 1, 0.7f);
        assertThat(out.label(2)).isEqualTo("dog");
    }

    @Test
    void dropsRowsThatAreNoBoxes() {
        float[][] rows = {
            {Float.NaN, 0.5f, 0.2f, 0.2f, 1, 0.9f, 0},
            {0.5f, 0.5f, Float.POSITIVE_INFINITY, 0.2f, 1, 0.9f, 0},
            {0.5f, 0.5f, -0.2f, 0.2f, 1, 0.9f, 0},
            {0.5f, 0.5f, 0.2f, 0, 1, 0.9f, 0},
            {0.5f, 0.5f, 0.2f, 0.2f, Float.NaN, 0.9f, 0},
            {0.5f, 0.5f, 0.2f, 0.2f, 1, Float.NaN, Float.NaN},
            {0.5f, 0.5f, 0.2f, 0.2f, Float.POSITIVE_INFINITY, 0.9f, 0},
            {0.5f, 0.5f, 0.2f, 0.2f, 3, 0.9f, 0},
            {1.5f, 0.5f, 0.2f, 0.2f, 1, 0.9f, 0},
        };
        for (float[] row : rows) {
            assertThat(read(CATS_AND_DOGS, row).count()).as("%s", (Object) row).isZero();
        }
    }
}
