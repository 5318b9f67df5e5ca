package org.catfollow.detector.decode;

import org.catfollow.detector.inference.OutputTensor;
import org.catfollow.detector.labels.ClassFilter;

/**
 * A grid of centre points [1, H, W, C+4]: for each cell a score for each class, then how far it is from
 * the cell's centre to the left, top, right and bottom edge of the box, as parts of the model's picture.
 *
 * <p>A thing is where a score is a maximum among its eight neighbours (Zhou, Wang, Kraehenbuehl 2019,
 * "Objects as Points", section 4); its box is given by the distances to its four edges (Tian et al. 2019,
 * "FCOS", section 3.1). Of neighbours with equal scores, which quantised ones often have, the first in
 * row order is the maximum.
 */
public final class CenterHead implements DetectionHead {
    /** Columns behind the classes: left, top, right, bottom. */
    public static final int DISTANCES = 4;

    private final OutputTable cells;
    private final int across;
    private final int down;
    private final int distances;
    private final ClassScores classes;

    /**
     * Makes one.
     *
     * @param output of shape [1, cells down, cells across, classes and distances]
     */
    public CenterHead(OutputTensor output, ClassFilter filter) {
        this.cells = OutputTable.ofCells(output);
        this.down = output.info().shape().get(1);
        this.across = output.info().shape().get(2);
        this.distances = cells.columns() - DISTANCES;
        this.classes = new ClassScores(cells, 0, distances, filter);
    }

    @Override
    public void offerTo(CandidateBoxes candidates) {
        for (int y = 0; y < down; y++) {
            for (int x = 0; x < across; x++) {
                int classIndex = classes.strongest(y * across + x);
                if (classIndex != ClassScores.NONE && isPeak(x, y, classIndex)) {
                    offer(x, y, classIndex, candidates);
                }
            }
        }
    }

    /** Returns whether no neighbour has a higher score, and none before it in row order an equal one. */
    private boolean isPeak(int x, int y, int classIndex) {
        int cell = y * across + x;
        float own = cells.stored(cell, classIndex);
        int lastX = Math.min(x + 1, across - 1);
        int lastY = Math.min(y + 1, down - 1);
        for (int otherY = Math.max(y - 1, 0); otherY <= lastY; otherY++) {
            for (int otherX = Math.max(x - 1, 0); otherX <= lastX; otherX++) {
                int other = otherY * across + otherX;
                float score = cells.stored(other, classIndex);
                if (score > own || (score == own && other < cell)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void offer(int x, int y, int classIndex, CandidateBoxes candidates) {
        int cell = y * across + x;
        float centreX = (x + 0.5f) / across;
        float centreY = (y + 0.5f) / down;
        candidates.offer(
                classIndex,
                classes.score(cell, classIndex),
                centreX - cells.real(cell, distances),
                centreY - cells.real(cell, distances + 1),
                centreX + cells.real(cell, distances + 2),
                centreY + cells.real(cell, distances + 3));
    }

    @Override
    public boolean repeatsItself() {
        return true;
    }
}
