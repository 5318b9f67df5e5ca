package org.catfollow.detector.decode;

import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.detector.preprocess.Placement;

/**
 * The boxes of one run that are worth a look, in pixels of the frame, best first. One thread; allocates
 * nothing after construction.
 *
 * <p>Boxes are cut to the part of the frame that the model saw. What is not a number, is infinite, has
 * no area there, is outside of the limits or names no wanted class is dropped: models do put out such
 * rows.
 */
public final class CandidateBoxes {
    /** One large cat is some hundred boxes of a YOLO; more than this, and the weakest are dropped. */
    static final int CAPACITY = 512;

    private final Placement placement;
    private final ClassFilter filter;
    private final BoxLimits limits;
    private final int[] order = new int[CAPACITY];
    private final int[] classIndex = new int[CAPACITY];
    private final float[] score = new float[CAPACITY];
    private final float[] x = new float[CAPACITY];
    private final float[] y = new float[CAPACITY];
    private final float[] width = new float[CAPACITY];
    private final float[] height = new float[CAPACITY];
    private int count;

    /**
     * Makes an empty store.
     *
     * @param placement where the frame lies in the model's picture; the caller keeps it up to date
     */
    public CandidateBoxes(Placement placement, ClassFilter filter, BoxLimits limits) {
        this.placement = placement;
        this.filter = filter;
        this.limits = limits;
    }

    /** Forgets all boxes. */
    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /**
     * Takes a box in, or not. The edges are parts of the model's picture: 0 is its left or top edge, 1
     * its right or bottom one. Of equal scores the one that was offered first stays in front.
     */
    void offer(int boxClass, float boxScore, float left, float top, float right, float bottom) {
        // Written so that a NaN anywhere makes it false.
        boolean sound =
                boxScore >= filter.leastScore(boxClass)
                        && boxScore <= 1f
                        && Float.isFinite(left)
                        && Float.isFinite(top)
                        && Float.isFinite(right)
                        && Float.isFinite(bottom);
        if (!sound) {
            return;
        }
        float cropX = placement.cropX();
        float cropY = placement.cropY();
        float endX = cropX + placement.cropWidth();
        float endY = cropY + placement.cropHeight();
        float boxX = Math.clamp(placement.frameX(left), cropX, endX);
        float boxY = Math.clamp(placement.frameY(top), cropY, endY);
        float boxWidth = Math.clamp(placement.frameX(right), cropX, endX) - boxX;
        float boxHeight = Math.clamp(placement.frameY(bottom), cropY, endY) - boxY;
        if (boxWidth > 0f
                && boxHeight > 0f
                && limits.allow(
                        boxWidth, boxHeight, placement.frameWidth(), placement.frameHeight())) {
            insert(boxClass, boxScore, boxX, boxY, boxWidth, boxHeight);
        }
    }

    private void insert(
            int boxClass, float boxScore, float boxX, float boxY, float boxWidth, float boxHeight) {
        boolean full = count == CAPACITY;
        if (full && score[order[count - 1]] >= boxScore) {
            return;
        }
        // The place of the weakest is taken where there is no other.
        int place = full ? order[count - 1] : count;
        int at = full ? count - 1 : count;
        while (at > 0 && score[order[at - 1]] < boxScore) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = place;
        classIndex[place] = boxClass;
        score[place] = boxScore;
        x[place] = boxX;
        y[place] = boxY;
        width[place] = boxWidth;
        height[place] = boxHeight;
        count = full ? count : count + 1;
    }

    /** Returns the class of the box at {@code rank}, 0 for the best. */
    int classIndex(int rank) {
        return classIndex[order[rank]];
    }

    float score(int rank) {
        return score[order[rank]];
    }

    float x(int rank) {
        return x[order[rank]];
    }

    float y(int rank) {
        return y[order[rank]];
    }

    float width(int rank) {
        return width[order[rank]];
    }

    float height(int rank) {
        return height[order[rank]];
    }
}
