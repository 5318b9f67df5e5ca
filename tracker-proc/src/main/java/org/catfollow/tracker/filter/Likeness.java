package org.catfollow.tracker.filter;

import org.opencv.core.Mat;

/**
 * How much a box looks like the target, for trackers that do not say it themselves: the correlation of
 * 24 x 24 grey pixels with those of the box that was given, which follow slowly while it stays alike.
 */
final class Likeness implements AutoCloseable {
    private static final int SIDE = 24;
    private static final int PIXELS = SIDE * SIDE;
    private static final float RATE = 0.05f;

    /** Correlation under which the looks are not followed. */
    private static final double FOLLOW_ABOVE = 0.5;

    private final GreyWindow window = new GreyWindow();
    private final byte[] patch = new byte[PIXELS];
    private final float[] now = new float[PIXELS];
    private final float[] target = new float[PIXELS];

    /** Takes the looks of a box that somebody gave. */
    void learn(Mat bgr, double x, double y, double width, double height) {
        look(bgr, x, y, width, height);
        System.arraycopy(now, 0, target, 0, PIXELS);
    }

    /** Returns the correlation of a box with the target, 0 (none, or the reverse) to 1. */
    double measure(Mat bgr, double x, double y, double width, double height) {
        look(bgr, x, y, width, height);
        double dot = 0;
        double length = 1e-9;
        for (int i = 0; i < PIXELS; i++) {
            dot += now[i] * target[i];
            length += target[i] * target[i];
        }
        double alike = dot / Math.sqrt(length);
        if (alike > FOLLOW_ABOVE) {
            for (int i = 0; i < PIXELS; i++) {
                target[i] += RATE * (now[i] - target[i]);
            }
        }
        return Math.max(0, alike);
    }

    /** Fills {@code now} with mean 0 and length 1. */
    private void look(Mat bgr, double x, double y, double width, double height) {
        window.cut(bgr, x + width / 2, y + height / 2, width, height, SIDE, SIDE, patch);
        double sum = 0;
        double squares = 0;
        for (byte b : patch) {
            int value = b & 0xff;
            sum += value;
            squares += value * value;
        }
        double mean = sum / PIXELS;
        double length = Math.sqrt(Math.max(0, squares - sum * mean)) + 1e-6;
        for (int i = 0; i < PIXELS; i++) {
            now[i] = (float) (((patch[i] & 0xff) - mean) / length);
        }
    }

    @Override
    public void close() {
        window.close();
    }
}
