package org.catfollow.detector.looks;

import org.catfollow.detector.preprocess.Crop;
import org.catfollow.shm.slots.Detections;

/** Puts what two looks found together. One thread; allocates nothing after construction. */
public final class BoxMerge {
    /** A part of something is all inside of the whole, but their union is far larger. */
    private static final float SAME = 0.5f;

    /** Boxes that are cut end at the edge, but for rounding. */
    private static final float NEAR_PIXELS = 1;

    private final Detections merged = new Detections();

    /**
     * Adds boxes of a nearer look to those of the first: best first, the best {@link
     * Detections#CAPACITY} of all. What lies half or more in a box of the same target from the first
     * look is left out: the nearer look saw less of its surroundings, and perhaps only a part of it. So
     * is what reaches to an edge of {@code crop} behind which the picture goes on: it is cut there.
     *
     * @param crop where the nearer look was
     * @param region what may be looked at of the frame
     * @return how many of the nearer look's boxes are among them
     */
    public int add(Detections first, Detections nearer, Crop crop, Crop region) {
        merged.clear();
        int added = 0;
        int next = 0;
        for (int i = 0; i < nearer.count(); i++) {
            if (isIn(first, nearer, i) || isCut(nearer, i, crop, region)) {
                continue;
            }
            while (next < first.count() && first.score(next) >= nearer.score(i)) {
                merged.addFrom(first, next++);
            }
            added += merged.addFrom(nearer, i) ? 1 : 0;
        }
        while (next < first.count()) {
            merged.addFrom(first, next++);
        }
        first.clear();
        for (int i = 0; i < merged.count(); i++) {
            first.addFrom(merged, i);
        }
        return added;
    }

    private static boolean isCut(Detections nearer, int i, Crop crop, Crop region) {
        float right = nearer.x(i) + nearer.width(i);
        float bottom = nearer.y(i) + nearer.height(i);
        return (crop.x > region.x && nearer.x(i) < crop.x + NEAR_PIXELS)
                || (crop.y > region.y && nearer.y(i) < crop.y + NEAR_PIXELS)
                || (crop.x + crop.width < region.x + region.width
                        && right > crop.x + crop.width - NEAR_PIXELS)
                || (crop.y + crop.height < region.y + region.height
                        && bottom > crop.y + crop.height - NEAR_PIXELS);
    }

    private static boolean isIn(Detections first, Detections nearer, int i) {
        float area = nearer.width(i) * nearer.height(i);
        for (int j = 0; j < first.count(); j++) {
            float across =
                    Math.min(first.x(j) + first.width(j), nearer.x(i) + nearer.width(i))
                            - Math.max(first.x(j), nearer.x(i));
            float down =
                    Math.min(first.y(j) + first.height(j), nearer.y(i) + nearer.height(i))
                            - Math.max(first.y(j), nearer.y(i));
            if (first.classIndex(j) == nearer.classIndex(i)
                    && Math.max(0, across) * Math.max(0, down) >= SAME * area) {
                return true;
            }
        }
        return false;
    }
}
