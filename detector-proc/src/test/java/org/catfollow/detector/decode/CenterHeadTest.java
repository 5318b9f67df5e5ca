package org.catfollow.detector.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.catfollow.detector.Allocation;
import org.catfollow.detector.inference.OutputTensor;
import org.catfollow.detector.inference.TensorInfo;
import org.catfollow.detector.inference.TensorType;
import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.labels.TestLabels;
import org.catfollow.detector.preprocess.Crops;
import org.catfollow.detector.preprocess.InputPlan;
import org.catfollow.detector.preprocess.Placement;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;

/** A grid of 8 cells across and 6 down over a picture of 64x48; frames of that size where not said. */
class CenterHeadTest {
    private static final int ACROSS = 8;
    private static final int DOWN = 6;
    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final float SCALE = 1 / 256f;
    private static final int ZERO_POINT = -128;

    private static final ClassFilter CATS = TestLabels.wantAll(0.5f, "cat");

    /** Cells, and what they hold. */
    private static final class Grid {
        private final int columns;
        private final float[] numbers;

        Grid(int classes) {
            columns = classes + CenterHead.DISTANCES;
            numbers = new float[ACROSS * DOWN * columns];
        }

        /** Fills a cell: the classes' scores, then left, top, right, bottom. */
        Grid with(int x, int y, float... cell) {
            System.arraycopy(cell, 0, numbers, (y * ACROSS + x) * columns, cell.length);
            return this;
        }

        /** Gives one score, and a box of an eighth of the picture in each direction, to some cells. */
        Grid withCats(float score, int[]... cells) {
            for (int[] cell : cells) {
                with(cell[0], cell[1], score, 0.125f, 0.125f, 0.125f, 0.125f);
            }
            return this;
        }

        private List<Integer> shape() {
            return List.of(1, DOWN, ACROSS, columns);
        }

        OutputTensor floats() {
            return Reading.floats(shape(), numbers);
        }

        OutputTensor bytes() {
            byte[] bytes = new byte[numbers.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] =
                        (byte) Math.clamp(Math.round(numbers[i] / SCALE) + ZERO_POINT, -128, 127);
            }
            return OutputTensor.ofBytes(
                    new TensorInfo("out", TensorType.INT8, shape(), SCALE, ZERO_POINT), bytes);
        }
    }

    private static Grid cats() {
        return new Grid(1);
    }

    private static Placement frame(int width, int height) {
        Placement placement = new Placement(InputPlan.Fit.CENTRED, WIDTH, HEIGHT);
        placement.place(width, height, Crops.whole(width, height));
        return placement;
    }

    private static Detections read(OutputTensor output, ClassFilter filter) {
        return Reading.read(new CenterHead(output, filter), frame(WIDTH, HEIGHT), filter);
    }

    /** What is found in the same grid as floats and as bytes, which has to be as much. */
    private static Detections read(Grid grid) {
        Detections found = read(grid.bytes(), CATS);
        assertThat(read(grid.floats(), CATS).count()).as("in floats").isEqualTo(found.count());
        return found;
    }

    @Test
    void measuresABoxFromTheMiddleOfThePeaksCell() {
        // Cell (5, 2): its centre is at (44, 20).
        Grid grid = cats().with(5, 2, 0.75f, 0.125f, 0.25f, 0.0625f, 0.5f);
        for (OutputTensor output : List.of(grid.floats(), grid.bytes())) {
            Detections found = read(output, CATS);
            assertThat(found.count()).isEqualTo(1);
            assertThat(found.label(0)).isEqualTo("cat");
            assertThat(found.score(0)).isEqualTo(0.75f);
            Reading.assertBox(found, 0, 44 - 8, 20 - 12, 8 + 4, 12 + 24);
        }
    }

    @Test
    void findsNothingInAnEmptyGrid() {
        assertThat(read(cats()).count()).isZero();
    }

    @Test
    void leavesOutTheNeighboursOfAPeak() {
        // Boxes so small that none overlaps another: nothing else could leave them out.
        Grid grid = cats();
        for (int y = 1; y <= 3; y++) {
            for (int x = 2; x <= 4; x++) {
                grid.with(x, y, x == 3 && y == 2 ? 0.8f : 0.75f, 0.01f, 0.01f, 0.01f, 0.01f);
            }
        }
        Detections found = read(grid);
        assertThat(found.count()).isEqualTo(1);
        Reading.assertBox(read(grid.floats(), CATS), 0, 28 - 0.64f, 20 - 0.48f, 1.28f, 0.96f);
    }

    @Test
    void givesOneBoxForAPlateauThatOfItsFirstCell() {
        float small = 0.0625f;
        for (int[] corner : new int[][] {{0, 0}, {3, 2}, {5, 3}}) {
            Grid grid = cats();
            for (int y = corner[1]; y < corner[1] + 3; y++) {
                for (int x = corner[0]; x < corner[0] + 3; x++) {
                    grid.with(x, y, 0.99609375f, small, small, small, small);
                }
            }
            Detections found = read(grid);
            assertThat(found.count()).isEqualTo(1);
            Reading.assertBox(found, 0, 8 * corner[0], 8 * corner[1] + 1, 8, 6);
        }
    }

    @Test
    void findsTwoCatsSideBySide() {
        Detections found =
                read(
                        cats().withCats(0.75f, new int[] {2, 2})
                                .withCats(0.5625f, new int[] {3, 2})
                                .withCats(0.875f, new int[] {5, 2}));
        assertThat(found.count()).isEqualTo(2);
        assertThat(found.score(0)).isEqualTo(0.875f);
        Reading.assertBox(found, 0, 44 - 8, 20 - 6, 16, 12);
        assertThat(found.score(1)).isEqualTo(0.75f);
        Reading.assertBox(found, 1, 20 - 8, 20 - 6, 16, 12);
    }

    @Test
    void keepsTheBetterOfTwoPeaksWhoseBoxesAreTheSame() {
        Grid grid =
                cats().with(2, 2, 0.75f, 0.25f, 0.25f, 0.5f, 0.25f)
                        .with(4, 2, 0.875f, 0.5f, 0.25f, 0.25f, 0.25f);
        Detections found = read(grid);
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.score(0)).isEqualTo(0.875f);
    }

    @Test
    void doesNotTakeCellsOfTheNextLineForNeighbours() {
        int last = ACROSS - 1;
        Grid grid = cats().withCats(0.75f, new int[] {last, 1}, new int[] {0, 2});
        assertThat(read(grid).count()).isEqualTo(2);
    }

    @Test
    void findsPeaksInAllCorners() {
        int right = ACROSS - 1;
        int bottom = DOWN - 1;
        Grid grid =
                cats().withCats(
                                0.75f,
                                new int[] {0, 0},
                                new int[] {right, 0},
                                new int[] {0, bottom},
                                new int[] {right, bottom});
        Detections found = read(grid);
        assertThat(found.count()).isEqualTo(4);
        // Cut at the picture's edges: from (0, 0) to (4 + 8, 4 + 6).
        Reading.assertBox(found, 0, 0, 0, 12, 10);
        Reading.assertBox(found, 3, 60 - 8, 44 - 6, 12, 10);
    }

    @Test
    void countsAScoreThatEqualsTheLowest() {
        assertThat(read(cats().withCats(0.5f, new int[] {3, 3})).count()).isEqualTo(1);
        assertThat(read(cats().withCats(0.49609375f, new int[] {3, 3})).count()).isZero();
        ClassFilter between = TestLabels.wantAll(0.499f, "cat");
        OutputTensor below = cats().withCats(0.49609375f, new int[] {3, 3}).bytes();
        assertThat(read(below, between).count()).as("a step below, in bytes").isZero();
    }

    @Test
    void takesTheStrongestClassOfACell() {
        ClassFilter all = TestLabels.wantAll(0.5f, "cat", "dog", "fox");
        Grid grid = new Grid(3).with(3, 2, 0.5f, 0.75f, 0.625f, 0.125f, 0.125f, 0.125f, 0.125f);
        for (OutputTensor output : List.of(grid.floats(), grid.bytes())) {
            Detections found = read(output, all);
            assertThat(found.count()).isEqualTo(1);
            assertThat(found.label(0)).isEqualTo("dog");
            assertThat(found.classIndex(0)).isEqualTo(1);
            assertThat(found.score(0)).isEqualTo(0.75f);
            Reading.assertBox(found, 0, 28 - 8, 20 - 6, 16, 12);
            // A dog that looks a little like a cat is no cat.
            ClassFilter cat =
                    ClassFilter.of(
                            TestLabels.of("cat", "dog", "fox"), List.of("cat"), 0.5f, Map.of());
            assertThat(read(output, cat).count()).isZero();
        }
    }

    @Test
    void looksForPeaksInEachClassByItself() {
        ClassFilter all = TestLabels.wantAll(0.5f, "cat", "dog");
        Grid grid =
                new Grid(2)
                        .with(3, 2, 0.75f, 0, 0.125f, 0.125f, 0.125f, 0.125f)
                        .with(4, 2, 0, 0.875f, 0.125f, 0.125f, 0.125f, 0.125f);
        for (OutputTensor output : List.of(grid.floats(), grid.bytes())) {
            Detections found = read(output, all);
            assertThat(found.count()).isEqualTo(2);
            assertThat(found.label(0)).isEqualTo("dog");
            assertThat(found.label(1)).isEqualTo("cat");
        }
    }

    @Test
    void dropsWhatIsNoNumber() {
        float nan = Float.NaN;
        float part = 0.125f;
        float[][] unsound = {
            {nan, part, part, part, part},
            {2f, part, part, part, part},
            {Float.POSITIVE_INFINITY, part, part, part, part},
            {0.75f, nan, part, part, part},
            {0.75f, part, nan, part, part},
            {0.75f, part, part, nan, part},
            {0.75f, part, part, part, nan},
            {0.75f, part, part, Float.POSITIVE_INFINITY, part},
            {0.75f, -part, part, part, part},
        };
        for (float[] cell : unsound) {
            Grid grid = cats().with(3, 2, cell);
            assertThat(read(grid.floats(), CATS).count()).as("%s", (Object) cell).isZero();
        }
    }

    @Test
    void isNotDisturbedByANeighbourThatIsNoNumber() {
        Grid grid = cats().withCats(0.75f, new int[] {3, 2}).with(4, 2, Float.NaN);
        assertThat(read(grid.floats(), CATS).count()).isEqualTo(1);
    }

    @Test
    void findsTheWayBackFromAPictureWithABorder() {
        // 640x240 in 64x48: scaled by a tenth to 64x24, with 12 rows of border above and below.
        Grid grid = cats().with(3, 2, 0.75f, 0.125f, 0.125f, 0.125f, 0.125f);
        for (OutputTensor output : List.of(grid.floats(), grid.bytes())) {
            Detections found = Reading.read(new CenterHead(output, CATS), frame(640, 240), CATS);
            assertThat(found.count()).isEqualTo(1);
            // Centre (28, 20 - 12), sides 16 and 12, all times ten.
            Reading.assertBox(found, 0, 200, 20, 160, 120);
        }
    }

    @Test
    void allocatesNothingPerRun() {
        Grid grid =
                cats().withCats(0.75f, new int[] {2, 2}, new int[] {3, 2}, new int[] {6, 4})
                        .withCats(0.5625f, new int[] {4, 2});
        Detections found = new Detections();
        Decoder decoder =
                new Decoder(
                        new CenterHead(grid.bytes(), CATS),
                        frame(WIDTH, HEIGHT),
                        CATS,
                        BoxLimits.NONE,
                        Reading.OVERLAP);
        int runs = 100;
        long bytes = Allocation.bytes(1_000, runs, () -> decoder.decode(found));
        assertThat(bytes).as("bytes in %d runs", runs).isLessThan(runs);
        assertThat(found.count()).isEqualTo(2);
    }
}
