package org.catfollow.shm.slots;

/** Checks and measures on bounding boxes given as x, y, width, height. */
public final class Boxes {
    private Boxes() {}

    /** Returns whether all four numbers are finite and the size is not negative. */
    public static boolean isFinite(float x, float y, float width, float height) {
        return Float.isFinite(x)
                && Float.isFinite(y)
                && Float.isFinite(width)
                && Float.isFinite(height)
                && width >= 0
                && height >= 0;
    }

    /** Returns intersection over union of two boxes, 0 to 1; 0 when either has no area. */
    public static float iou(
            float ax, float ay, float aw, float ah, float bx, float by, float bw, float bh) {
        float overlapX = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
        float overlapY = Math.min(ay + ah, by + bh) - Math.max(ay, by);
        if (overlapX <= 0 || overlapY <= 0) {
            return 0;
        }
        float intersection = overlapX * overlapY;
        float union = aw * ah + bw * bh - intersection;
        return union > 0 ? intersection / union : 0;
    }
}
