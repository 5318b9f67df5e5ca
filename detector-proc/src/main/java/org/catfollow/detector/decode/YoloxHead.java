package org.catfollow.detector.decode;

import org.catfollow.detector.labels.ClassFilter;

/**
 * Raw rows of a YOLOX: place within a grid cell, logarithm of the size in cells, objectness, a score
 * for each class. What its exporter calls {@code decode_in_inference = False}.
 */
public final class YoloxHead implements DetectionHead {
    private static final int OBJECTNESS = 4;
    private static final int CLASSES = 5;

    private final OutputTable table;
    private final ClassScores classes;
    private final float leastObjectness;

    /** For each row: the cell's column and line, and its side as a part of the picture. */
    private final float[] cellX;

    private final float[] cellY;
    private final float[] cellWidth;
    private final float[] cellHeight;

    /** Makes one; {@code grid} has as many cells as {@code table} has rows. */
    public YoloxHead(OutputTable table, YoloGrid grid, ClassFilter filter) {
        this.table = table;
        this.classes = new ClassScores(table, CLASSES, filter);
        this.leastObjectness = table.leastStored(filter.leastOfAll());
        int rows = table.rows();
        if (grid.cells() != rows) {
            throw new IllegalArgumentException(rows + " rows for " + grid.cells() + " cells");
        }
        cellX = new float[rows];
        cellY = new float[rows];
        cellWidth = new float[rows];
        cellHeight = new float[rows];
        int row = 0;
        for (int stride : grid.strides()) {
            for (int y = 0; y < grid.down(stride); y++) {
                for (int x = 0; x < grid.across(stride); x++) {
                    cellX[row] = x;
                    cellY[row] = y;
                    cellWidth[row] = (float) stride / grid.inputWidth();
                    cellHeight[row] = (float) stride / grid.inputHeight();
                    row++;
                }
            }
        }
    }

    @Override
    public void offerTo(CandidateBoxes candidates) {
        for (int row = 0; row < table.rows(); row++) {
            // The product cannot be more than either factor.
            if (table.stored(row, OBJECTNESS) >= leastObjectness) {
                int classIndex = classes.strongest(row);
                if (classIndex != ClassScores.NONE) {
                    float score =
                            table.probability(row, OBJECTNESS) * classes.score(row, classIndex);
                    offer(row, classIndex, score, candidates);
                }
            }
        }
    }

    private void offer(int row, int classIndex, float score, CandidateBoxes candidates) {
        float x = (cellX[row] + table.real(row, 0)) * cellWidth[row];
        float y = (cellY[row] + table.real(row, 1)) * cellHeight[row];
        float halfWidth = (float) Math.exp(table.real(row, 2)) * cellWidth[row] / 2;
        float halfHeight = (float) Math.exp(table.real(row, 3)) * cellHeight[row] / 2;
        candidates.offer(
                classIndex, score, x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }

    @Override
    public boolean repeatsItself() {
        return true;
    }
}
