package org.catfollow.tracker.filter;

import java.util.Arrays;

/**
 * Which colours are the target's and which the background's (Bertinetto et al., "Staple: Complementary
 * Learners for Real-Time Tracking", CVPR 2016). It does not care how the target is bent, which is where
 * the correlation filter fails. What was learnt when the target was last given is kept beside it
 * ({@link #anchor}): a judge of the target's shape must not have learnt from its own judgements.
 *
 * <p>{@link #undo} takes the last {@link #learn} back: each one fills the other set of buffers.
 */
final class ColourHistogram {
    private static final int PATCH = PatchFeatures.PATCH;
    private static final int GRID = PatchFeatures.GRID;
    private static final int CELL = HogFeatures.CELL;
    private static final int BINS = 16 * 16 * 16;

    /** Share of the box that surely is target, and the one beyond which surely is none. */
    private static final double INNER = 0.8;

    private static final double OUTER = 1.1;

    /** How much of its difference from the mean sure background loses. */
    private static final float FADE = 0.8f;

    private static final float UNSEEN = 1e-7f;

    /** Probability of being target where there is no picture. */
    private static final float OUTSIDE = 0;

    private final float[][] target = new float[2][BINS];
    private final float[][] background = new float[2][BINS];
    private final float[][] probability = new float[2][BINS];
    private final float[][] anchored = new float[2][BINS];
    private final int[] targetCount = new int[BINS];
    private final int[] backgroundCount = new int[BINS];
    private final float[] cells = new float[GRID * GRID];
    private final float[] anchoredCells = new float[GRID * GRID];
    private final float[] rows = new float[GRID * GRID];
    private final float[] kernel = new float[2 * GRID + 1];
    private double left;
    private double top;
    private double right = PATCH;
    private double bottom = PATCH;
    private int current;
    private int currentAnchor;

    /**
     * Says which part of the next patch is picture: beyond it the border is only repeated, and would
     * teach and answer as if it were the target going on for ever.
     */
    void picture(double fromX, double fromY, double toX, double toY) {
        left = fromX;
        top = fromY;
        right = toX;
        bottom = toY;
    }

    private boolean outside(int x, int y) {
        return x + 0.5 < left || x + 0.5 > right || y + 0.5 < top || y + 0.5 > bottom;
    }

    private static int bin(byte[] bgr, int at) {
        return (bgr[at] & 0xf0) << 4 | (bgr[at + 1] & 0xf0) | (bgr[at + 2] & 0xf0) >> 4;
    }

    /** Learns a BGR patch with the target, of the size given in pixels of the patch, at its centre. */
    void learn(byte[] bgr, float rate, double targetWidth, double targetHeight) {
        Arrays.fill(targetCount, 0);
        Arrays.fill(backgroundCount, 0);
        int targetPixels = 0;
        int backgroundPixels = 0;
        double centre = (PATCH - 1) / 2.0;
        for (int y = 0; y < PATCH; y++) {
            double dy = Math.abs(y - centre) * 2 / targetHeight;
            for (int x = 0; x < PATCH; x++) {
                if (outside(x, y)) {
                    continue;
                }
                double dx = Math.abs(x - centre) * 2 / targetWidth;
                double far = Math.max(dx, dy);
                if (far <= INNER) {
                    targetCount[bin(bgr, (y * PATCH + x) * 3)]++;
                    targetPixels++;
                } else if (far > OUTER) {
                    backgroundCount[bin(bgr, (y * PATCH + x) * 3)]++;
                    backgroundPixels++;
                }
            }
        }
        blend(rate, 1f / Math.max(1, targetPixels), 1f / Math.max(1, backgroundPixels));
    }

    private void blend(float rate, float targetScale, float backgroundScale) {
        int next = 1 - current;
        for (int i = 0; i < BINS; i++) {
            float t = target[current][i];
            float b = background[current][i];
            t = (1 - rate) * t + rate * targetCount[i] * targetScale;
            b = (1 - rate) * b + rate * backgroundCount[i] * backgroundScale;
            target[next][i] = t;
            background[next][i] = b;
            probability[next][i] = t + b > UNSEEN ? t / (t + b) : 0.5f;
        }
        current = next;
    }

    /**
     * Fills {@code response}: mean probability of being target in a box of the target's size at each
     * shift, in cells, from the window's centre; negative shifts wrap round.
     */
    void respond(byte[] bgr, double targetWidth, double targetHeight, float[] response) {
        cellMeans(bgr, probability[current], cells);
        makeKernel(targetWidth / CELL);
        for (int y = 0; y < GRID; y++) {
            for (int shift = -GRID / 2; shift < GRID / 2; shift++) {
                rows[y * GRID + (shift & GRID - 1)] = boxMean(cells, y * GRID, 1, shift);
            }
        }
        makeKernel(targetHeight / CELL);
        for (int x = 0; x < GRID; x++) {
            for (int shift = -GRID / 2; shift < GRID / 2; shift++) {
                response[(shift & GRID - 1) * GRID + x] = boxMean(rows, x, GRID, shift);
            }
        }
    }

    private void cellMeans(byte[] bgr, float[] p, float[] out) {
        for (int i = 0; i < out.length; i++) {
            int cellX = (i % GRID) * CELL;
            int cellY = (i / GRID) * CELL;
            if (outside(cellX + CELL / 2, cellY + CELL / 2)) {
                out[i] = OUTSIDE;
                continue;
            }
            int from = (cellY * PATCH + cellX) * 3;
            float sum = 0;
            for (int y = 0; y < CELL; y++) {
                for (int x = 0; x < CELL; x++) {
                    sum += p[bin(bgr, from + (y * PATCH + x) * 3)];
                }
            }
            out[i] = sum / (CELL * CELL);
        }
    }

    /** Draws pixels the nearer to their common mean the surer they are background, by their colour. */
    void fadeBackground(byte[] bgr, int pixels) {
        float[] p = probability[current];
        int blue = 0;
        int green = 0;
        int red = 0;
        for (int i = 0; i < pixels * 3; i += 3) {
            blue += bgr[i] & 0xff;
            green += bgr[i + 1] & 0xff;
            red += bgr[i + 2] & 0xff;
        }
        blue /= pixels;
        green /= pixels;
        red /= pixels;
        for (int i = 0; i < pixels * 3; i += 3) {
            float keep = 1 - FADE * (1 - p[bin(bgr, i)]);
            bgr[i] = (byte) (blue + keep * ((bgr[i] & 0xff) - blue));
            bgr[i + 1] = (byte) (green + keep * ((bgr[i + 1] & 0xff) - green));
            bgr[i + 2] = (byte) (red + keep * ((bgr[i + 2] & 0xff) - red));
        }
    }

    /** Keeps what is known now for {@link #anchoredCells}. */
    void anchor() {
        currentAnchor = 1 - currentAnchor;
        System.arraycopy(probability[current], 0, anchored[currentAnchor], 0, BINS);
    }

    /** Takes the last {@link #anchor} back. */
    void undoAnchor() {
        currentAnchor = 1 - currentAnchor;
    }

    /**
     * Returns the probability of being target, as known at the last {@link #anchor}, of each cell of a
     * BGR patch; the same array each time.
     */
    float[] anchoredCells(byte[] bgr) {
        cellMeans(bgr, anchored[currentAnchor], anchoredCells);
        return anchoredCells;
    }

    /** Overlap of a cell with a box whose centre is {@code i - GRID + 0.5} cells away. */
    private void makeKernel(double boxCells) {
        for (int i = 0; i < kernel.length; i++) {
            double far = Math.abs(i - GRID + 0.5);
            kernel[i] = (float) Math.min(1, Math.max(0, boxCells / 2 + 0.5 - far));
        }
    }

    private float boxMean(float[] values, int at, int step, int shift) {
        float sum = 0;
        float weights = 0;
        // Cell i's centre is i - (GRID / 2 - 0.5 + shift) from the box's: kernel index is that +
        // GRID - 0.5.
        int first = GRID / 2 - shift;
        for (int i = 0; i < GRID; i++) {
            int k = first + i;
            if (k < 0 || k >= kernel.length) {
                continue;
            }
            float weight = kernel[k];
            sum += weight * values[at + i * step];
            weights += weight;
        }
        return weights > 0 ? sum / weights : 0;
    }

    /** Takes the last {@link #learn} back. */
    void undo() {
        current = 1 - current;
    }
}
