package org.catfollow.tracker.filter;

/**
 * What the correlation filter sees of a window: 31 HOG channels and the mean blue, green and red of
 * each cell, under a Hann window that hides the seam of the cyclic convolution.
 */
final class PatchFeatures {
    static final int PATCH = 128;
    static final int GRID = PATCH / HogFeatures.CELL;
    static final int CELLS = GRID * GRID;
    static final int CHANNELS = HogFeatures.CHANNELS + 3;

    private final HogFeatures hog = new HogFeatures(PATCH);
    private final float[] hann = new float[CELLS];
    private final int[] sums = new int[3];

    PatchFeatures() {
        for (int y = 0; y < GRID; y++) {
            for (int x = 0; x < GRID; x++) {
                hann[y * GRID + x] = (float) (hann(y) * hann(x));
            }
        }
    }

    private static double hann(int i) {
        return 0.5 * (1 - Math.cos(2 * Math.PI * (i + 0.5) / GRID));
    }

    /** Fills {@code out} with {@link #CHANNELS} planes of {@link #CELLS} from a BGR patch. */
    void compute(byte[] bgr, float[] out) {
        hog.compute(bgr, out, 0);
        colours(bgr, out);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = channel * CELLS;
            for (int i = 0; i < CELLS; i++) {
                out[at + i] *= hann[i];
            }
        }
    }

    private void colours(byte[] bgr, float[] out) {
        int cell = HogFeatures.CELL;
        float scale = 1f / (255 * cell * cell);
        int plane = HogFeatures.CHANNELS * CELLS;
        for (int i = 0; i < CELLS; i++) {
            int from = ((i / GRID) * cell * PATCH + (i % GRID) * cell) * 3;
            sums[0] = 0;
            sums[1] = 0;
            sums[2] = 0;
            for (int y = 0; y < cell; y++) {
                int line = from + y * PATCH * 3;
                for (int b = 0; b < cell * 3; b += 3) {
                    sums[0] += bgr[line + b] & 0xff;
                    sums[1] += bgr[line + b + 1] & 0xff;
                    sums[2] += bgr[line + b + 2] & 0xff;
                }
            }
            out[plane + i] = sums[0] * scale - 0.5f;
            out[plane + CELLS + i] = sums[1] * scale - 0.5f;
            out[plane + 2 * CELLS + i] = sums[2] * scale - 0.5f;
        }
    }
}
