package org.catfollow.tracker.filter;

import java.util.Arrays;

/**
 * Histograms of oriented gradients in the 31 channels of Felzenszwalb, Girshick, McAllester and
 * Ramanan, "Object Detection with Discriminatively Trained Part-Based Models", PAMI 2010: 18 signed
 * directions, 9 unsigned ones, 4 gradient energies, on square cells of 4 pixels.
 *
 * <p>Votes are shared bilinearly between cells, directions are not shared. Cells at the border, which
 * the paper drops, are kept and normalised by the nearest blocks.
 */
final class HogFeatures {
    static final int CELL = 4;
    static final int CHANNELS = 31;

    private static final int SIGNED = 18;
    private static final int UNSIGNED = 9;
    private static final float CLIP = 0.2f;
    private static final float EPSILON = 1e-4f;
    private static final int SPAN = 511;
    private static final byte[] DIRECTION = directionTable();

    private final int[] grey;
    private final float[] votes;
    private final float[] line;
    private final float[] energy;
    private final float[] norms;
    private final int[] firstCell;
    private final float[] firstWeight;
    private final float[] magnitude;
    private final int[] gradient;
    private int width;
    private int height;
    private int columns;
    private int rows;

    /**
     * Makes the buffers for patches up to {@code pixels} in all and {@code side} on a side; both sides
     * are multiples of {@link #CELL}.
     */
    HogFeatures(int pixels, int side) {
        int cells = pixels / (CELL * CELL);
        int across = side / CELL;
        this.grey = new int[pixels];
        this.votes = new float[(cells + 4 * across + 4) * SIGNED];
        this.line = new float[(across + 2) * SIGNED];
        this.energy = new float[cells];
        this.norms = new float[cells + 2 * across + 1];
        this.firstCell = new int[side];
        this.firstWeight = new float[side];
        this.magnitude = new float[side];
        this.gradient = new int[side];
        for (int i = 0; i < side; i++) {
            float position = (i + 0.5f) / CELL + 0.5f; // + 1 for the padding
            firstCell[i] = (int) position;
            firstWeight[i] = 1 - (position - firstCell[i]);
        }
    }

    private static byte[] directionTable() {
        double[] cosine = new double[UNSIGNED];
        double[] sine = new double[UNSIGNED];
        for (int o = 0; o < UNSIGNED; o++) {
            cosine[o] = Math.cos(Math.PI * o / UNSIGNED);
            sine[o] = Math.sin(Math.PI * o / UNSIGNED);
        }
        byte[] table = new byte[SPAN * SPAN];
        for (int dy = -255; dy <= 255; dy++) {
            for (int dx = -255; dx <= 255; dx++) {
                double best = 0;
                int direction = 0;
                for (int o = 0; o < UNSIGNED; o++) {
                    double dot = cosine[o] * dx + sine[o] * dy;
                    if (Math.abs(dot) > best) {
                        best = Math.abs(dot);
                        direction = dot > 0 ? o : o + UNSIGNED;
                    }
                }
                table[(dy + 255) * SPAN + dx + 255] = (byte) direction;
            }
        }
        return table;
    }

    /**
     * Fills {@code out}, cell by cell, row by row: {@link #CHANNELS} values of each, {@code stride}
     * apart.
     *
     * @param bgr the patch, row by row, 3 bytes a pixel
     */
    void compute(byte[] bgr, int patchWidth, int patchHeight, float[] out, int at, int stride) {
        width = patchWidth;
        height = patchHeight;
        columns = width / CELL;
        rows = height / CELL;
        toGrey(bgr);
        vote();
        sumEnergy();
        blockNorms();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                normalise(row, column, out, at + (row * columns + column) * stride);
            }
        }
    }

    private void toGrey(byte[] bgr) {
        for (int i = 0, b = 0; i < width * height; i++, b += 3) {
            // BT.601 weights in 256ths.
            grey[i] =
                    (29 * (bgr[b] & 0xff) + 150 * (bgr[b + 1] & 0xff) + 77 * (bgr[b + 2] & 0xff))
                            >> 8;
        }
    }

    /** One line of pixels votes into a line of cells, which then is shared between two. */
    private void vote() {
        int length = (columns + 2) * SIGNED;
        Arrays.fill(votes, 0, (rows + 2) * length, 0);
        for (int y = 0; y < height; y++) {
            gradients(y);
            Arrays.fill(line, 0, length, 0);
            for (int x = 0; x < width; x++) {
                int at = firstCell[x] * SIGNED + DIRECTION[gradient[x]];
                float left = magnitude[x] * firstWeight[x];
                line[at] += left;
                line[at + SIGNED] += magnitude[x] - left;
            }
            share(line, length, votes, firstCell[y] * length, firstWeight[y]);
        }
    }

    private static void share(float[] line, int length, float[] votes, int at, float weight) {
        float other = 1 - weight;
        for (int i = 0; i < length; i++) {
            votes[at + i] += weight * line[i];
        }
        for (int i = 0; i < length; i++) {
            votes[at + length + i] += other * line[i];
        }
    }

    private void gradients(int y) {
        int above = Math.max(0, y - 1) * width;
        int below = Math.min(height - 1, y + 1) * width;
        int here = y * width;
        gradient(0, grey[here + 1] - grey[here], grey[below] - grey[above]);
        for (int x = 1; x < width - 1; x++) {
            gradient(x, grey[here + x + 1] - grey[here + x - 1], grey[below + x] - grey[above + x]);
        }
        int x = width - 1;
        gradient(x, grey[here + x] - grey[here + x - 1], grey[below + x] - grey[above + x]);
    }

    private void gradient(int x, int dx, int dy) {
        magnitude[x] = (float) Math.sqrt(dx * dx + dy * dy);
        gradient[x] = (dy + 255) * SPAN + dx + 255;
    }

    private void sumEnergy() {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int at = ((row + 1) * (columns + 2) + column + 1) * SIGNED;
                float sum = 0;
                for (int o = 0; o < UNSIGNED; o++) {
                    float both = votes[at + o] + votes[at + o + UNSIGNED];
                    sum += both * both;
                }
                energy[row * columns + column] = sum;
            }
        }
    }

    /** One norm for each corner where four cells meet; cells at the border meet themselves. */
    private void blockNorms() {
        for (int row = 0; row <= rows; row++) {
            int above = Math.max(0, row - 1) * columns;
            int below = Math.min(rows - 1, row) * columns;
            for (int column = 0; column <= columns; column++) {
                int left = Math.max(0, column - 1);
                int right = Math.min(columns - 1, column);
                float sum =
                        energy[above + left]
                                + energy[above + right]
                                + energy[below + left]
                                + energy[below + right];
                norms[row * (columns + 1) + column] = 1 / (float) Math.sqrt(sum + EPSILON);
            }
        }
    }

    private void normalise(int row, int column, float[] out, int to) {
        int corner = row * (columns + 1) + column;
        float n1 = norms[corner];
        float n2 = norms[corner + 1];
        float n3 = norms[corner + columns + 1];
        float n4 = norms[corner + columns + 2];
        int from = ((row + 1) * (columns + 2) + column + 1) * SIGNED;
        float t1 = 0;
        float t2 = 0;
        float t3 = 0;
        float t4 = 0;
        for (int o = 0; o < SIGNED; o++) {
            float h = votes[from + o];
            float h1 = Math.min(h * n1, CLIP);
            float h2 = Math.min(h * n2, CLIP);
            float h3 = Math.min(h * n3, CLIP);
            float h4 = Math.min(h * n4, CLIP);
            out[to + o] = 0.5f * (h1 + h2 + h3 + h4);
            t1 += h1;
            t2 += h2;
            t3 += h3;
            t4 += h4;
        }
        for (int o = 0; o < UNSIGNED; o++) {
            float h = votes[from + o] + votes[from + o + UNSIGNED];
            out[to + SIGNED + o] =
                    0.5f
                            * (Math.min(h * n1, CLIP)
                                    + Math.min(h * n2, CLIP)
                                    + Math.min(h * n3, CLIP)
                                    + Math.min(h * n4, CLIP));
        }
        // 1 / sqrt(18): the paper's weight of the four energies.
        int energies = to + SIGNED + UNSIGNED;
        out[energies] = 0.2357f * t1;
        out[energies + 1] = 0.2357f * t2;
        out[energies + 2] = 0.2357f * t3;
        out[energies + 3] = 0.2357f * t4;
    }
}
