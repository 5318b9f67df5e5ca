package org.catfollow.detector;

import org.catfollow.shm.slots.Detections;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * Finds the target of {@code --source test:} by its brightness: the whole pipeline without a model. One
 * box, labelled {@value #LABEL}, where enough pixels of a row and of a column are as red as the
 * background never is; with a score of {@value #SCORE}, which {@code --min-score} may ask more than.
 * Allocates nothing after the first frame.
 */
final class TestTargetDetector implements ObjectDetector {
    /** What {@code --model} is given. */
    static final String NAME = "test:";

    private static final String LABEL = "target";

    private static final byte[] LABEL_BYTES = Detections.labelBytes(LABEL);
    private static final float SCORE = 0.9f;

    /** Red of the target's patches is 240, of the background at most 138. */
    private static final Scalar DARKEST = new Scalar(0, 0, 200);

    private static final Scalar BRIGHTEST = new Scalar(255, 255, 255);

    /** A row through the target crosses patches of a fortieth of the shorter side; a mark is narrower. */
    private static final int FEWEST_SHARE = 40;

    private static final int SET = 255;

    private final Mat mask = new Mat();
    private final Mat columnSums = new Mat();
    private final Mat rowSums = new Mat();
    private int[] sums = new int[0];
    private int width;
    private int height;
    private int left;
    private int right;
    private int top;
    private int bottom;
    private int begin;
    private int end;
    private final float minScore;

    /**
     * Makes one.
     *
     * @param minScore lowest score to report, 0 to 1
     */
    TestTargetDetector(float minScore) {
        this.minScore = minScore;
    }

    @Override
    public void preprocess(Mat bgr) {
        width = bgr.cols();
        height = bgr.rows();
        Core.inRange(bgr, DARKEST, BRIGHTEST, mask);
    }

    @Override
    public void invoke() {
        int fewest = Math.max(2, Math.min(width, height) / FEWEST_SHARE) * SET;
        Core.reduce(mask, columnSums, 0, Core.REDUCE_SUM, CvType.CV_32S);
        Core.reduce(mask, rowSums, 1, Core.REDUCE_SUM, CvType.CV_32S);
        if (sums.length < Math.max(width, height)) {
            sums = new int[Math.max(width, height)];
        }
        columnSums.get(0, 0, sums);
        longestRun(width, fewest);
        left = begin;
        right = end;
        rowSums.get(0, 0, sums);
        longestRun(height, fewest);
        top = begin;
        bottom = end;
    }

    /** Sets begin and end: two marks in one row are as wide as a patch, but a row is not a target. */
    private void longestRun(int count, int fewest) {
        begin = 0;
        end = 0;
        int from = 0;
        for (int at = 0; at < count; at++) {
            if (sums[at] < fewest) {
                from = at + 1;
            } else if (at - from >= end - begin) {
                begin = from;
                end = at;
            }
        }
    }

    @Override
    public void decode(Detections out) {
        out.clear();
        if (SCORE >= minScore && right > left && bottom > top) {
            out.add(LABEL_BYTES, 0, SCORE, left, top, right - left + 1, bottom - top + 1);
        }
    }

    @Override
    public void close() {
        mask.release();
        columnSums.release();
        rowSums.release();
    }
}
