package org.catfollow.detector.decode;

import org.catfollow.detector.labels.ClassFilter;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;

/**
 * Chooses one of several boxes for one thing: the best, and none that overlaps a better one of the
 * same target. (Non-maximum suppression, greedy.) Allocates nothing after construction.
 *
 * <p>A model that does that itself does it class by class. Where the user made one target of several
 * classes, one animal may still have a box as a cat and one as a dog; only those are looked at then.
 */
final class Suppression {
    private final ClassFilter filter;
    private final boolean withinClasses;
    private final float maxOverlap;
    private final int[] chosen = new int[Detections.CAPACITY];

    /**
     * Makes one.
     *
     * @param withinClasses whether boxes of one class may stand for one thing too
     * @param maxOverlap highest intersection over union of two things, 0 to 1
     */
    Suppression(ClassFilter filter, boolean withinClasses, float maxOverlap) {
        this.filter = filter;
        this.withinClasses = withinClasses;
        this.maxOverlap = maxOverlap;
    }

    /** Chooses, and returns how many; {@link #chosen} has their ranks. */
    int choose(CandidateBoxes boxes) {
        int count = 0;
        for (int rank = 0; rank < boxes.count() && count < chosen.length; rank++) {
            if (!repeatsABetterOne(boxes, rank, count)) {
                chosen[count++] = rank;
            }
        }
        return count;
    }

    /** Returns the rank of the {@code i}-th box that was chosen. */
    int chosen(int i) {
        return chosen[i];
    }

    private boolean repeatsABetterOne(CandidateBoxes boxes, int rank, int count) {
        int boxClass = boxes.classIndex(rank);
        for (int i = 0; i < count; i++) {
            int better = chosen[i];
            int betterClass = boxes.classIndex(better);
            boolean comparable =
                    boxClass == betterClass
                            ? withinClasses
                            : filter.target(boxClass) == filter.target(betterClass);
            if (comparable
                    && Boxes.iou(
                                    boxes.x(rank),
                                    boxes.y(rank),
                                    boxes.width(rank),
                                    boxes.height(rank),
                                    boxes.x(better),
                                    boxes.y(better),
                                    boxes.width(better),
                                    boxes.height(better))
                            > maxOverlap) {
                return true;
            }
        }
        return false;
    }
}
