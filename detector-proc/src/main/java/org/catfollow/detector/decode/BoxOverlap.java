package org.catfollow.detector.decode;

/** How much two boxes cover each other. Pure. */
public final class BoxOverlap {
    private BoxOverlap() {}

    /** Returns intersection over union, 0 to 1, of two boxes given as left, top, width, height. */
    public static float iou(
            float ax, float ay, float aw, float ah, float bx, float by, float bw, float bh) {
        float width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
        float height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
        if (!(width > 0f && height > 0f)) {
            return 0f;
        }
        float intersection = width * height;
        return intersection / (aw * ah + bw * bh - intersection);
    }
}
