package org.catfollow.tracker.lifecycle;

import org.catfollow.tracker.filter.TrackedBox;

/** Where the track was in the last frames, by frame id. */
final class BoxHistory {
    /** Frames remembered; a power of two, more than any ring holds. */
    private static final int CAPACITY = 64;

    /** Frames that were skipped have no box: one this near stands in for them. */
    private static final int NEAREST = 3;

    private final long[] frameIds = new long[CAPACITY];
    private final float[] x = new float[CAPACITY];
    private final float[] y = new float[CAPACITY];
    private final float[] width = new float[CAPACITY];
    private final float[] height = new float[CAPACITY];

    BoxHistory() {
        clear();
    }

    void clear() {
        java.util.Arrays.fill(frameIds, Long.MIN_VALUE);
    }

    void put(long frameId, TrackedBox box) {
        int i = (int) (frameId & CAPACITY - 1);
        frameIds[i] = frameId;
        x[i] = box.x;
        y[i] = box.y;
        width[i] = box.width;
        height[i] = box.height;
    }

    /** Fills {@code out} with the box in a frame, or in the nearest one. Returns whether there was one. */
    boolean find(long frameId, TrackedBox out) {
        for (int far = 0; far <= NEAREST; far++) {
            if (exact(frameId - far, out) || exact(frameId + far, out)) {
                return true;
            }
        }
        return false;
    }

    private boolean exact(long frameId, TrackedBox out) {
        int i = (int) (frameId & CAPACITY - 1);
        if (frameIds[i] != frameId) {
            return false;
        }
        out.setBox(x[i], y[i], width[i], height[i]);
        return true;
    }
}
