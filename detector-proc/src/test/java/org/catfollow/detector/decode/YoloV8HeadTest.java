package org.catfollow.detector.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.labels.Labels;
import org.catfollow.detector.labels.TestLabels;
import org.catfollow.detector.preprocess.Crops;
import org.catfollow.detector.preprocess.InputPlan;
import org.catfollow.detector.preprocess.Placement;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;

class YoloV8HeadTest {
    private static final int SIDE = 416;
    private static final Labels LABELS = TestLabels.of("person", "cat", "dog");
    private static final float[] CAT = {0.5f, 0.25f, 0.2f, 0.4f, 0.1f, 0.9f, 0.3f};

    private static ClassFilter filter(float minScore, String... classes) {
        return ClassFilter.of(LABELS, List.of(classes), minScore, Map.of());
    }

    private static Detections read(OutputTable table, ClassFilter filter) {
        YoloV8Head head = new YoloV8Head(table, SIDE, SIDE, filter);
        return Reading.read(head, Reading.stretched(100, 200), filter);
    }

    @Test
    void readsColumnsFirstAndRowsFirst() {
        float[] nothing = new float[7];
        ClassFilter filter = filter(0.5f, "all");
        for (OutputTable table :
                List.of(Reading.columns(nothing, CAT), Reading.rows(nothing, CAT))) {
            Detections out = read(table, filter);
            assertThat(out.count()).isEqualTo(1);
            assertThat(out.label(0)).isEqualTo("cat");
            assertThat(out.classIndex(0)).isEqualTo(1);
            assertThat(out.score(0)).isEqualTo(0.9f);
            Reading.assertBox(out, 0, 40, 10, 20, 80);
        }
    }

    @Test
    void readsQuantisedNumbers() {
        Detections out = read(Reading.quantisedColumns(0.005f, -128, CAT), filter(0.5f, "all"));
        assertThat(out.label(0)).isEqualTo("cat");
        assertThat(out.score(0)).isCloseTo(0.9f, within(1e-4f));
        Reading.assertBox(out, 0, 40, 10, 20, 80);
    }

    @Test
    void countsAQuantisedScoreThatEqualsTheLowest() {
        OutputTable table = Reading.quantisedColumns(1 / 128f, -128, CAT);
        float stored = table.real(0, 5);
        assertThat(read(table, filter(stored, "cat")).count()).isEqualTo(1);
        assertThat(read(table, filter(stored + 0.001f, "cat")).count()).isZero();
    }

    @Test
    void takesAScoreThatRoundingPutsOverOneForOne() {
        float[] sure = {0.5f, 0.25f, 0.2f, 0.4f, 0, 1, 0};
        Detections out =
                read(Reading.quantisedColumns(0.0046976f, -128, sure), filter(0.5f, "cat"));
        assertThat(out.score(0)).isEqualTo(1f);
    }

    @Test
    void leavesOutARowWhoseStrongestClassIsNotWanted() {
        float[] dog = {0.5f, 0.25f, 0.2f, 0.4f, 0.1f, 0.6f, 0.8f};
        assertThat(read(Reading.columns(dog), filter(0.5f, "cat")).count()).isZero();
        assertThat(read(Reading.columns(dog), filter(0.5f, "dog")).count()).isEqualTo(1);
    }

    @Test
    void asksEachClassForItsOwnScore() {
        float[] cat = {0.2f, 0.2f, 0.2f, 0.2f, 0, 0.45f, 0};
        float[] dog = {0.8f, 0.8f, 0.2f, 0.2f, 0, 0, 0.65f};
        ClassFilter filter =
                ClassFilter.of(
                        LABELS, List.of("cat", "dog"), 0.5f, Map.of("cat", 0.4f, "dog", 0.7f));
        Detections out = read(Reading.columns(cat, dog), filter);
        assertThat(out.count()).isEqualTo(1);
        assertThat(out.label(0)).isEqualTo("cat");
    }

    @Test
    void publishesAGroupUnderItsFirstNameAndOnce() {
        float[] cat = {0.5f, 0.5f, 0.2f, 0.2f, 0, 0.6f, 0};
        float[] sameAsDog = {0.5f, 0.5f, 0.2f, 0.2f, 0, 0, 0.8f};
        Detections out = read(Reading.columns(cat, sameAsDog), filter(0.5f, "cat+dog"));
        assertThat(out.count()).isEqualTo(1);
        assertThat(out.label(0)).isEqualTo("cat");
        assertThat(out.classIndex(0)).isEqualTo(1);
        assertThat(out.score(0)).isEqualTo(0.8f);
        assertThat(read(Reading.columns(cat, sameAsDog), filter(0.5f, "cat", "dog")).count())
                .isEqualTo(2);
    }

    @Test
    void leavesOutBoxesOutsideOfTheLimits() {
        // In the frame: 20 by 80 pixels of 100 by 200.
        OutputTable table = Reading.columns(CAT);
        ClassFilter filter = filter(0.5f, "cat");
        YoloV8Head head = new YoloV8Head(table, SIDE, SIDE, filter);
        Placement frame = Reading.stretched(100, 200);
        float any = Float.MAX_VALUE;
        BoxLimits[] fit = {
            new BoxLimits(0.079f, 0.081f, 0f, any), new BoxLimits(0f, 1f, 0.24f, 0.26f)
        };
        BoxLimits[] misfit = {
            new BoxLimits(0.09f, 1f, 0f, any),
            new BoxLimits(0f, 0.07f, 0f, any),
            new BoxLimits(0f, 1f, 0.3f, any),
            new BoxLimits(0f, 1f, 0f, 0.2f)
        };
        for (BoxLimits limits : fit) {
            assertThat(Reading.read(head, frame, filter, limits).count()).isEqualTo(1);
        }
        for (BoxLimits limits : misfit) {
            assertThat(Reading.read(head, frame, filter, limits).count()).isZero();
        }
    }

    @Test
    void findsTheWayBackFromAPictureWithABorder() {
        // 640x480 in 416x416: scaled by 0.65 to 416x312, with 52 rows of border above and below.
        Placement frame = new Placement(InputPlan.Fit.CENTRED, SIDE, SIDE);
        frame.place(640, 480, Crops.whole(640, 480));
        ClassFilter filter = filter(0.5f, "cat");
        float[] cat = {208, 52 + 156, 65, 130, 0, 0.9f, 0};
        YoloV8Head head = new YoloV8Head(Reading.columns(cat), SIDE, SIDE, filter);
        Reading.assertBox(Reading.read(head, frame, filter), 0, 270, 140, 100, 200);
    }

    @Test
    void keepsTheBestWhenThereAreMoreThanCanBeLookedAt() {
        int rows = CandidateBoxes.CAPACITY + 100;
        float[][] table = new float[rows][];
        for (int i = 0; i < rows; i++) {
            // All in one place, rising scores; and at the end one elsewhere, the best.
            table[i] = new float[] {0.5f, 0.5f, 0.1f, 0.1f, 0, 0.5f + i * 1e-4f, 0};
        }
        table[rows - 1] = new float[] {0.2f, 0.2f, 0.1f, 0.1f, 0, 0.99f, 0};
        Detections out = read(Reading.columns(table), filter(0.1f, "cat"));
        assertThat(out.count()).isEqualTo(2);
        assertThat(out.score(0)).isEqualTo(0.99f);
        Reading.assertScore(out, 1, 0.5f + (rows - 2) * 1e-4f);
    }
}
