package org.catfollow.tracker.filter;

/**
 * What the correlation filter sees of a window: 31 HOG channels and the mean blue, green and red of
 * each cell, under a Hann window that hides the seam of the cyclic convolution.
 */
final class PatchFeatures {
    static final int PATCH = 128;
    static final int GRID = PATCH / HogFeatures.CELL;
    static final int CELLS = GRID * GRID;

    /** Two of the channels are always zero, so that a loop over them can take four at a time. */
    static final int CHANNELS = HogFeatures.CHANNELS + 3 + 2;

    private final HogFeatures hog = new HogFeatures(PATCH * PATCH, PATCH);
    private final float[] hann = new float[CELLS * CHANNELS];

    PatchFeatures() {
        for (int y = 0; y < GRID; y++) {
            for (int x = 0; x < GRID; x++) {
                for (int c = 0; c < CHANNELS; c++) {
                    hann[(y * GRID + x) * CHANNELS + c] = (float) (hann(y) * hann(x));
                }
            }
        }
    }

    private static double hann(int i) {
        return 0.5 * (1 - Math.cos(2 * Math.PI * (i + 0.5) / GRID));
    }

    /** Fills {@code out}: {@link #CHANNELS} values for each of {@link #CELLS}, from a BGR patch. */
    void compute(byte[] bgr, float[] out) {
        hog.compute(bgr, PATCH, PATCH, out, 0, CHANNELS);
        colours(bgr, out);
        for (int i = 0; i < out.length; i++) {
            out[i] *= hann[i];
        }
    }

    private static void colours(byte[] bgr, float[] out) {
        int cell = HogFeatures.CELL;
        float scale = 1f / (255 * cell * cell);
        for (int i = 0; i < CELLS; i++) {
            int from = ((i / GRID) * cell * PATCH + (i % GRID) * cell) * 3;
            int blue = 0;
            int green = 0;
            int red = 0;
            for (int y = 0; y < cell; y++) {
                int line = from + y * PATCH * 3;
                for (int b = line; b < line + cell * 3; b += 3) {
                    blue += bgr[b] & 0xff;
                    green += bgr[b + 1] & 0xff;
                    red += bgr[b + 2] & 0xff;
                }
            }
            int to = i * CHANNELS + HogFeatures.CHANNELS;
            out[to] = blue * scale - 0.5f;
            out[to + 1] = green * scale - 0.5f;
            out[to + 2] = red * scale - 0.5f;
        }
    }
}
