package org.catfollow.detector.preprocess;

/** Whether a quantised input takes a picture's bytes as they are. Pure. */
final class PictureQuantization {
    private static final int STEPS = 255;
    private static final double TOLERANCE = 0.02;

    private PictureQuantization() {}

    /**
     * Returns whether the 256 steps of an unsigned byte cover one of the ranges that picture models
     * are trained on (-1..1, 0..1, 0..255): then step and byte of the picture are the same number, up
     * to a rounding that no model notices.
     *
     * @param scale real = scale * (number - zeroPoint); 0 where the tensor is not quantised
     */
    static boolean takesRawBytes(float scale, int zeroPoint) {
        if (scale == 0f && zeroPoint == 0) {
            return true;
        }
        double lowest = scale * (0.0 - zeroPoint);
        double highest = scale * ((double) STEPS - zeroPoint);
        return covers(lowest, highest, -1, 1)
                || covers(lowest, highest, 0, 1)
                || covers(lowest, highest, 0, STEPS);
    }

    private static boolean covers(double lowest, double highest, double from, double to) {
        double slack = TOLERANCE * (to - from);
        return Math.abs(lowest - from) <= slack && Math.abs(highest - to) <= slack;
    }
}
