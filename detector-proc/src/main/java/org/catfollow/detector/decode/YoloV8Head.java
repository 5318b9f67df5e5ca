package org.catfollow.detector.decode;

import org.catfollow.detector.labels.ClassFilter;

/**
 * Middle, width and height, and a score for each class, without objectness: YOLOv8, v9, 11 and YOLOv5u.
 * Most exporters put the columns first, [1, 4+C, N].
 */
public final class YoloV8Head implements DetectionHead {
    /** Columns before the classes. */
    public static final int CLASSES = 4;

    private final OutputTable table;
    private final CentredBoxes boxes;
    private final ClassScores classes;

    /**
     * Makes one.
     *
     * @param inputWidth width of the model's picture, pixels
     * @param inputHeight height of the model's picture, pixels
     */
    public YoloV8Head(OutputTable table, int inputWidth, int inputHeight, ClassFilter filter) {
        this.table = table;
        this.boxes = new CentredBoxes(table, inputWidth, inputHeight);
        this.classes = new ClassScores(table, CLASSES, filter);
    }

    @Override
    public void offerTo(CandidateBoxes candidates) {
        for (int row = 0; row < table.rows(); row++) {
            int classIndex = classes.strongest(row);
            if (classIndex != ClassScores.NONE) {
                boxes.offer(row, classIndex, classes.score(row, classIndex), candidates);
            }
        }
    }

    @Override
    public boolean repeatsItself() {
        return true;
    }
}
