package org.catfollow.tracker.filter;

import java.util.Arrays;

/**
 * The gradient histograms that {@link KcfTracker} looks at, on a grid of any size: cells of 4 pixels, 18
 * signed and 9 unsigned directions and 4 gradient energies (Felzenszwalb, Girshick, McAllester and
 * Ramanan, "Object Detection with Discriminatively Trained Part-Based Models", PAMI 2010). Written to be
 * read; {@link HogFeatures} is the fast one.
 */
final class GradientCells {
    static final int CELL = 4;
    static final int CHANNELS = 31;

    private static final int SIGNED = 18;
    private static final int UNSIGNED = 9;
    private static final float CLIP = 0.2f;
    private static final float EPSILON = 1e-4f;

    /** 1 / sqrt(18): the paper's weight of the energies. */
    private static final float ENERGY_WEIGHT = 0.2357f;

    private static final float[] COSINE = new float[UNSIGNED];
    private static final float[] SINE = new float[UNSIGNED];

    static {
        for (int o = 0; o < UNSIGNED; o++) {
            COSINE[o] = (float) Math.cos(Math.PI * o / UNSIGNED);
            SINE[o] = (float) Math.sin(Math.PI * o / UNSIGNED);
        }
    }

    private final int columns;
    private final int rows;
    private final float[][] votes;
    private final float[] energy;
    private final float[] norms = new float[4];

    /** Makes the buffers for a patch of {@code columns x rows} cells. */
    GradientCells(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        this.votes = new float[columns * rows][SIGNED];
        this.energy = new float[columns * rows];
    }

    /**
     * Fills one plane of cells, row by row, for each channel.
     *
     * @param grey the patch, row by row, {@link #CELL} times as many pixels a side as there are cells
     */
    void compute(byte[] grey, float[][] out) {
        vote(grey);
        for (int i = 0; i < votes.length; i++) {
            float sum = 0;
            for (int o = 0; o < UNSIGNED; o++) {
                float both = votes[i][o] + votes[i][o + UNSIGNED];
                sum += both * both;
            }
            energy[i] = sum;
        }
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                normalise(x, y, out);
            }
        }
    }

    /** Each pixel votes for its gradient's direction in the four cells round it. */
    private void vote(byte[] grey) {
        for (float[] cell : votes) {
            Arrays.fill(cell, 0);
        }
        int width = columns * CELL;
        int height = rows * CELL;
        for (int y = 0; y < height; y++) {
            int above = Math.max(0, y - 1) * width;
            int below = Math.min(height - 1, y + 1) * width;
            for (int x = 0; x < width; x++) {
                int left = y * width + Math.max(0, x - 1);
                int right = y * width + Math.min(width - 1, x + 1);
                int dx = (grey[right] & 0xff) - (grey[left] & 0xff);
                int dy = (grey[below + x] & 0xff) - (grey[above + x] & 0xff);
                if (dx != 0 || dy != 0) {
                    share(x, y, direction(dx, dy), (float) Math.sqrt(dx * dx + dy * dy));
                }
            }
        }
    }

    private static int direction(int dx, int dy) {
        float best = 0;
        int direction = 0;
        for (int o = 0; o < UNSIGNED; o++) {
            float dot = COSINE[o] * dx + SINE[o] * dy;
            if (Math.abs(dot) > best) {
                best = Math.abs(dot);
                direction = dot > 0 ? o : o + UNSIGNED;
            }
        }
        return direction;
    }

    private void share(int x, int y, int direction, float magnitude) {
        float cellX = (x + 0.5f) / CELL - 0.5f;
        float cellY = (y + 0.5f) / CELL - 0.5f;
        int firstX = (int) Math.floor(cellX);
        int firstY = (int) Math.floor(cellY);
        float rightShare = cellX - firstX;
        float lowerShare = cellY - firstY;
        add(firstX, firstY, direction, magnitude * (1 - rightShare) * (1 - lowerShare));
        add(firstX + 1, firstY, direction, magnitude * rightShare * (1 - lowerShare));
        add(firstX, firstY + 1, direction, magnitude * (1 - rightShare) * lowerShare);
        add(firstX + 1, firstY + 1, direction, magnitude * rightShare * lowerShare);
    }

    private void add(int x, int y, int direction, float vote) {
        if (x >= 0 && x < columns && y >= 0 && y < rows) {
            votes[y * columns + x][direction] += vote;
        }
    }

    /** One over the energy of the 2 x 2 cells that this one and its neighbours make. */
    private float norm(int x, int y, int stepX, int stepY) {
        int otherX = Math.clamp(x + stepX, 0, columns - 1);
        int otherY = Math.clamp(y + stepY, 0, rows - 1);
        float sum =
                energy[y * columns + x]
                        + energy[y * columns + otherX]
                        + energy[otherY * columns + x]
                        + energy[otherY * columns + otherX];
        return 1 / (float) Math.sqrt(sum + EPSILON);
    }

    private void normalise(int x, int y, float[][] out) {
        norms[0] = norm(x, y, -1, -1);
        norms[1] = norm(x, y, 1, -1);
        norms[2] = norm(x, y, -1, 1);
        norms[3] = norm(x, y, 1, 1);
        int cell = y * columns + x;
        float[] histogram = votes[cell];
        for (int o = 0; o < SIGNED; o++) {
            out[o][cell] = clippedMean(histogram[o]);
        }
        for (int o = 0; o < UNSIGNED; o++) {
            out[SIGNED + o][cell] = clippedMean(histogram[o] + histogram[o + UNSIGNED]);
        }
        for (int n = 0; n < norms.length; n++) {
            float sum = 0;
            for (int o = 0; o < SIGNED; o++) {
                sum += Math.min(histogram[o] * norms[n], CLIP);
            }
            out[SIGNED + UNSIGNED + n][cell] = ENERGY_WEIGHT * sum;
        }
    }

    private float clippedMean(float vote) {
        float sum = 0;
        for (float norm : norms) {
            sum += Math.min(vote * norm, CLIP);
        }
        return 0.5f * sum;
    }
}
