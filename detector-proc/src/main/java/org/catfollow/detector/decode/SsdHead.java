package org.catfollow.detector.decode;

import org.catfollow.detector.inference.OutputTensor;
import org.catfollow.detector.labels.ClassFilter;

/** The four outputs of {@code TFLite_Detection_PostProcess}: SSD and EfficientDet-Lite. */
public final class SsdHead implements DetectionHead {
    private final OutputTensor boxes;
    private final OutputTensor classes;
    private final OutputTensor scores;
    private final OutputTensor count;
    private final ClassFilter filter;

    /**
     * Makes one.
     *
     * @param boxes four numbers a row: top, left, bottom, right as parts of the model's picture
     * @param classes class index of each row
     * @param scores score of each row, in any order
     * @param count how many rows the model says are filled
     */
    public SsdHead(
            OutputTensor boxes,
            OutputTensor classes,
            OutputTensor scores,
            OutputTensor count,
            ClassFilter filter) {
        this.boxes = boxes;
        this.classes = classes;
        this.scores = scores;
        this.count = count;
        this.filter = filter;
    }

    @Override
    public void offerTo(CandidateBoxes candidates) {
        // A count that is not a number becomes 0 here.
        int rows = Math.min((int) count.real(0), scores.length());
        for (int row = 0; row < rows; row++) {
            float classNumber = classes.real(row);
            int classIndex = Math.round(classNumber);
            float score = scores.real(row);
            if (classIndex == classNumber && score >= filter.leastScore(classIndex)) {
                candidates.offer(
                        classIndex,
                        score,
                        boxes.real(4 * row + 1),
                        boxes.real(4 * row),
                        boxes.real(4 * row + 3),
                        boxes.real(4 * row + 2));
            }
        }
    }

    @Override
    public boolean repeatsItself() {
        return false;
    }
}
