package org.catfollow.detector.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.catfollow.detector.inference.OutputTensor;
import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TensorType;
import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.preprocess.Crops;
import org.catfollow.detector.preprocess.InputPlan;
import org.catfollow.detector.preprocess.Placement;
import org.catfollow.shm.slots.Detections;

/** Hand-made outputs, and what a head reads out of them. */
final class Reading {
    static final float OVERLAP = 0.45f;

    private Reading() {}

    static OutputTensor floats(List<Integer> shape, float... numbers) {
        return OutputTensor.ofFloats(
                new TensorInfo("out", TensorType.FLOAT32, shape, 0f, 0), numbers);
    }

    /** Returns a table [1, rows, columns] of these rows. */
    static OutputTable rows(float[]... rows) {
        float[] numbers = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, numbers, i * rows[0].length, rows[0].length);
        }
        return OutputTable.ofRows(floats(List.of(1, rows.length, rows[0].length), numbers));
    }

    /** Returns the same as a table [1, columns, rows]. */
    static OutputTable columns(float[]... rows) {
        int columns = rows[0].length;
        float[] numbers = new float[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns; column++) {
                numbers[column * rows.length + row] = rows[row][column];
            }
        }
        return OutputTable.ofColumns(floats(List.of(1, columns, rows.length), numbers));
    }

    /** Returns the same as a table [1, columns, rows] of signed bytes. */
    static OutputTable quantisedColumns(float scale, int zeroPoint, float[]... rows) {
        int columns = rows[0].length;
        byte[] numbers = new byte[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns; column++) {
                numbers[column * rows.length + row] =
                        (byte) (Math.round(rows[row][column] / scale) + zeroPoint);
            }
        }
        return OutputTable.ofColumns(
                OutputTensor.ofBytes(
                        new TensorInfo(
                                "out",
                                TensorType.INT8,
                                List.of(1, columns, rows.length),
                                scale,
                                zeroPoint),
                        numbers));
    }

    /** Returns a frame that is stretched over the model's whole picture. */
    static Placement stretched(int frameWidth, int frameHeight) {
        Placement placement = new Placement(InputPlan.Fit.STRETCHED, 1, 1);
        placement.place(frameWidth, frameHeight, Crops.whole(frameWidth, frameHeight));
        return placement;
    }

    static Detections read(DetectionHead head, Placement placement, ClassFilter filter) {
        return read(head, placement, filter, BoxLimits.NONE);
    }

    static Detections read(
            DetectionHead head, Placement placement, ClassFilter filter, BoxLimits limits) {
        Detections out = new Detections();
        out.add(new byte[] {'x'}, 9, 1f, 1f, 1f, 1f, 1f);
        new Decoder(head, placement, filter, limits, OVERLAP).decode(out);
        return out;
    }

    static void assertBox(Detections out, int i, float x, float y, float width, float height) {
        assertThat(Arrays.asList(out.x(i), out.y(i), out.width(i), out.height(i)))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-3f ? 0 : 1)
                .containsExactly(x, y, width, height);
    }

    static void assertScore(Detections out, int i, float score) {
        assertThat(out.score(i)).isCloseTo(score, within(1e-5f));
    }
}
