package org.catfollow.tracker.lifecycle;

/** Whether a box is one, and how much of it lies in the picture. */
final class BoxExtent {
    private BoxExtent() {}

    /** Returns the share of a box that lies in a picture, 0 to 1. */
    static float visible(float x, float y, float w, float h, int columns, int rows) {
        float width = Math.min(x + w, columns) - Math.max(x, 0);
        float height = Math.min(y + h, rows) - Math.max(y, 0);
        if (!(width > 0) || !(height > 0) || !(w > 0) || !(h > 0)) {
            return 0;
        }
        return width * height / (w * h);
    }

    /** Returns whether these numbers are a box at all; what comes from shared memory is input. */
    static boolean sound(float x, float y, float w, float h) {
        return Float.isFinite(x)
                && Float.isFinite(y)
                && Float.isFinite(w)
                && Float.isFinite(h)
                && w >= 1
                && h >= 1;
    }
}
