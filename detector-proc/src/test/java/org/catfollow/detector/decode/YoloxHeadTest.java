package org.catfollow.detector.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.labels.TestLabels;
import org.catfollow.detector.preprocess.Crops;
import org.catfollow.detector.preprocess.InputPlan;
import org.catfollow.detector.preprocess.Placement;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;

class YoloxHeadTest {
    private static final int SIDE = 64;

    /** 8x8 cells of 8 pixels, 4x4 of 16, 2x2 of 32. */
    private static final int CELLS = 64 + 16 + 4;

    private static final ClassFilter CATS = TestLabels.wantAll(0.3f, "cat");

    private static Detections read(int cell, float... row) {
        float[][] rows = new float[CELLS][6];
        rows[cell] = row;
        YoloGrid grid = YoloGrid.ofCells(CELLS, SIDE, SIDE).orElseThrow();
        Placement frame = new Placement(InputPlan.Fit.TOP_LEFT, SIDE, SIDE);
        frame.place(SIDE, SIDE, Crops.whole(SIDE, SIDE));
        return Reading.read(new YoloxHead(Reading.rows(rows), grid, CATS), frame, CATS);
    }

    @Test
    void addsThePlaceOfTheCellAndMultipliesByItsStride() {
        // First grid, third line, fifth cell: middle (4 + 0.5, 2 + 0.25) * 8, size e^ln(2) * 8.
        float logTwo = (float) Math.log(2);
        Detections first = read(2 * 8 + 4, 0.5f, 0.25f, logTwo, 0, 0.8f, 0.9f);
        assertThat(first.count()).isEqualTo(1);
        Reading.assertScore(first, 0, 0.72f);
        Reading.assertBox(first, 0, 36 - 8, 18 - 4, 16, 8);
        // Second grid, last cell: middle (3, 3) * 16.
        Reading.assertBox(read(64 + 15, 0, 0, 0, 0, 1, 1), 0, 40, 40, 16, 16);
        // Third grid, second cell: middle (1 + 0.25, 0.5) * 32, cut at the top.
        Reading.assertBox(read(64 + 16 + 1, 0.25f, 0.5f, 0, logTwo, 1, 1), 0, 24, 0, 32, 48);
    }

    @Test
    void deducesTheStridesFromTheNumberOfCells() {
        assertThat(YoloGrid.ofCells(3549, 416, 416).orElseThrow().strides())
                .containsExactly(8, 16, 32);
        assertThat(YoloGrid.ofCells(8400, 640, 640).orElseThrow().strides())
                .containsExactly(8, 16, 32);
        assertThat(YoloGrid.ofCells(8500, 640, 640).orElseThrow().strides())
                .containsExactly(8, 16, 32, 64);
        assertThat(YoloGrid.ofCells(52 * 40 + 26 * 20 + 13 * 10, 416, 320)).isPresent();
        assertThat(YoloGrid.ofCells(300, 640, 640)).isEmpty();
    }

    @Test
    void dropsRowsThatAreNoBoxes() {
        assertThat(read(3, Float.NaN, 0, 0, 0, 1, 1).count()).isZero();
        assertThat(read(3, 0, 0, 200, 0, 1, 1).count()).as("size overflows").isZero();
        assertThat(read(3, 0, 0, Float.NEGATIVE_INFINITY, 0, 1, 1).count()).isZero();
        assertThat(read(3, 0, 0, 0, 0, Float.NaN, 1).count()).isZero();
        assertThat(read(3, 0, 0, 0, 0, 2, 1).count()).isZero();
    }
}
