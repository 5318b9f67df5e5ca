package org.catfollow.detector.decode;

import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.shm.slots.Detections;

/**
 * Rows of an SSD's post-processing to boxes in pixels: the wanted classes, at or above a score, the
 * best {@link Detections#CAPACITY} of them, best first. Pure but for the scratch space: one thread.
 * Allocates nothing after construction.
 */
public final class SsdDecoder {
    private final ClassFilter filter;
    private final float minScore;
    private final int[] best = new int[Detections.CAPACITY];

    /**
     * Makes a decoder.
     *
     * @param minScore lowest score that counts, 0 to 1
     */
    public SsdDecoder(ClassFilter filter, float minScore) {
        this.filter = filter;
        this.minScore = minScore;
    }

    /**
     * Fills {@code out} with the boxes; its stamps are the caller's.
     *
     * <p>Boxes are cut to the frame. What is not a number, has no area in the frame, or names no class
     * is dropped: models do put out such rows.
     *
     * @param boxes four numbers a row: top, left, bottom, right as parts of height and width
     * @param classes class index of each row
     * @param scores score of each row, in any order
     * @param count how many rows the model says are filled
     * @param frameWidth width of the frame, pixels
     * @param frameHeight height of the frame, pixels
     */
    public void decode(
            float[] boxes,
            float[] classes,
            float[] scores,
            float count,
            int frameWidth,
            int frameHeight,
            Detections out) {
        // A count that is not a number becomes 0 here.
        int rows = Math.min((int) count, scores.length);
        int kept = 0;
        for (int row = 0; row < rows; row++) {
            if (scores[row] >= minScore
                    && scores[row] <= 1f
                    && label(classes[row]) != null
                    && hasArea(boxes, row)) {
                kept = insert(row, kept, scores);
            }
        }
        out.clear();
        for (int i = 0; i < kept; i++) {
            add(boxes, classes, scores, best[i], frameWidth, frameHeight, out);
        }
    }

    /** Keeps {@link #best} sorted by falling score; of equal scores the earlier row stays in front. */
    private int insert(int row, int kept, float[] scores) {
        int at = kept;
        while (at > 0 && scores[best[at - 1]] < scores[row]) {
            at--;
        }
        if (at == best.length) {
            return kept;
        }
        int moved = Math.min(kept, best.length - 1) - at;
        System.arraycopy(best, at, best, at + 1, moved);
        best[at] = row;
        return Math.min(kept + 1, best.length);
    }

    private byte[] label(float classNumber) {
        int classIndex = Math.round(classNumber);
        return classIndex == classNumber ? filter.labelOrNull(classIndex) : null;
    }

    private static boolean hasArea(float[] boxes, int row) {
        float height = part(boxes[4 * row + 2]) - part(boxes[4 * row]);
        float width = part(boxes[4 * row + 3]) - part(boxes[4 * row + 1]);
        // Written so that a NaN anywhere makes it false.
        return height > 0f && width > 0f;
    }

    /** Cuts to 0..1; NaN stays NaN. */
    private static float part(float value) {
        return Math.max(0f, Math.min(1f, value));
    }

    private void add(
            float[] boxes,
            float[] classes,
            float[] scores,
            int row,
            int frameWidth,
            int frameHeight,
            Detections out) {
        float y = part(boxes[4 * row]) * frameHeight;
        float x = part(boxes[4 * row + 1]) * frameWidth;
        float height = part(boxes[4 * row + 2]) * frameHeight - y;
        float width = part(boxes[4 * row + 3]) * frameWidth - x;
        int classIndex = Math.round(classes[row]);
        byte[] label = filter.labelOrNull(classIndex);
        out.add(label, classIndex, scores[row], x, y, width, height);
    }
}
