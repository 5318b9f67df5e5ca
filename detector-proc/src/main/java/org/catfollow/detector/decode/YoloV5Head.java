package org.catfollow.detector.decode;

import org.catfollow.detector.labels.ClassFilter;

/**
 * Rows of middle, width and height, objectness, and a score for each class: YOLOv5, and a YOLOX that
 * decodes in its graph. A box's score is objectness times class score.
 */
public final class YoloV5Head implements DetectionHead {
    /** Columns before the classes. */
    public static final int CLASSES = 5;

    private static final int OBJECTNESS = 4;

    private final OutputTable table;
    private final CentredBoxes boxes;
    private final ClassScores classes;
    private final float leastObjectness;

    /**
     * Makes one.
     *
     * @param inputWidth width of the model's picture, pixels
     * @param inputHeight height of the model's picture, pixels
     */
    public YoloV5Head(OutputTable table, int inputWidth, int inputHeight, ClassFilter filter) {
        this.table = table;
        this.boxes = new CentredBoxes(table, inputWidth, inputHeight);
        this.classes = new ClassScores(table, CLASSES, filter);
        this.leastObjectness = table.leastStored(filter.leastOfAll());
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
                    boxes.offer(row, classIndex, score, candidates);
                }
            }
        }
    }

    @Override
    public boolean repeatsItself() {
        return true;
    }
}
