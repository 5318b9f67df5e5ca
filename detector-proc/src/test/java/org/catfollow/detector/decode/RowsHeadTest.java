package org.catfollow.detector.decode;

import static org.assertj.core.api.Assertions.assertThat;

import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.labels.TestLabels;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;

class RowsHeadTest {
    private static final ClassFilter FILTER = TestLabels.wantAll(0.5f, "cat", "dog");

    private static Detections read(float[]... rows) {
        RowsHead head = new RowsHead(Reading.rows(rows), 320, 320, FILTER);
        return Reading.read(head, Reading.stretched(100, 200), FILTER);
    }

    @Test
    void readsCornersInPartsAndInPixels() {
        Detections parts = read(new float[] {0.1f, 0.2f, 0.5f, 0.6f, 0.9f, 1});
        assertThat(parts.label(0)).isEqualTo("dog");
        Reading.assertBox(parts, 0, 10, 40, 40, 80);
        Detections pixels = read(new float[] {32, 64, 160, 192, 0.9f, 0});
        assertThat(pixels.label(0)).isEqualTo("cat");
        Reading.assertBox(pixels, 0, 10, 40, 40, 80);
    }

    @Test
    void leavesBoxesThatOverlapToTheModel() {
        float[] one = {0.1f, 0.2f, 0.5f, 0.6f, 0.9f, 1};
        float[] other = {0.1f, 0.2f, 0.5f, 0.6f, 0.8f, 1};
        assertThat(read(one, other).count()).isEqualTo(2);
    }

    @Test
    void dropsRowsThatAreNoBoxes() {
        float[][] rows = {
            {0.1f, 0.2f, 0.5f, 0.6f, 0.4f, 1},
            {0.1f, 0.2f, 0.5f, 0.6f, Float.NaN, 1},
            {0.1f, 0.2f, 0.5f, 0.6f, 0.9f, 2},
            {0.1f, 0.2f, 0.5f, 0.6f, 0.9f, 0.5f},
            {0.1f, 0.2f, 0.5f, 0.6f, 0.9f, -1},
            {0.1f, 0.2f, 0.5f, 0.6f, 0.9f, Float.NaN},
            {0.5f, 0.2f, 0.1f, 0.6f, 0.9f, 1},
            {0.1f, Float.NaN, 0.5f, 0.6f, 0.9f, 1},
            {0, 0, 0, 0, 0, 0},
        };
        for (float[] row : rows) {
            assertThat(read(row).count()).as("%s", (Object) row).isZero();
        }
    }
}
