package org.catfollow.detector.decode;

import org.catfollow.detector.labels.ClassFilter;

/**
 * Finished rows [1, N, 6]: left, top, right, bottom, score, class. What YOLOv10 and YOLO exports with
 * suppression inside put out, in parts of the model's picture or in its pixels.
 */
public final class RowsHead implements DetectionHead {
    /** Columns of a row. */
    public static final int COLUMNS = 6;

    private static final int SCORE = 4;
    private static final int CLASS = 5;

    /** In parts, no box ends farther out; in pixels, one that ends here has nothing in it. */
    private static final float FARTHEST_PART = 2f;

    private final OutputTable table;
    private final ClassFilter filter;
    private final float partsPerPixelAcross;
    private final float partsPerPixelDown;

    /**
     * Makes one.
     *
     * @param inputWidth width of the model's picture, pixels
     * @param inputHeight height of the model's picture, pixels
     */
    public RowsHead(OutputTable table, int inputWidth, int inputHeight, ClassFilter filter) {
        this.table = table;
        this.filter = filter;
        this.partsPerPixelAcross = 1f / inputWidth;
        this.partsPerPixelDown = 1f / inputHeight;
    }

    @Override
    public void offerTo(CandidateBoxes candidates) {
        for (int row = 0; row < table.rows(); row++) {
            float classNumber = table.real(row, CLASS);
            int classIndex = Math.round(classNumber);
            float score = table.probability(row, SCORE);
            if (classIndex == classNumber && score >= filter.leastScore(classIndex)) {
                float right = table.real(row, 2);
                float bottom = table.real(row, 3);
                boolean pixels = Math.max(right, bottom) > FARTHEST_PART;
                float across = pixels ? partsPerPixelAcross : 1f;
                float down = pixels ? partsPerPixelDown : 1f;
                candidates.offer(
                        classIndex,
                        score,
                        table.real(row, 0) * across,
                        table.real(row, 1) * down,
                        right * across,
                        bottom * down);
            }
        }
    }

    @Override
    public boolean repeatsItself() {
        return false;
    }
}
