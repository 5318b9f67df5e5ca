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

    private final int size;
    private final int cells;
    private final int padded;
    private final int[] grey;
    private final float[] votes;
    private final float[] energy;
    private final int[] firstCell;
    private final float[] firstWeight;

    /** Makes the buffers for square patches of {@code size} pixels, a multiple of {@link #CELL}. */
    HogFeatures(int size) {
        this.size = size;
        this.cells = size / CELL;
        this.padded = cells + 2;
        this.grey = new int[size * size];
        this.votes = new float[padded * padded * SIGNED];
        this.energy = new float[cells * cells];
        this.firstCell = new int[size];
        this.firstWeight = new float[size];
        for (int i = 0; i < size; i++) {
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
     * Fills {@code out} from offset {@code at}: {@link #CHANNELS} planes of cells, row by row.
     *
     * @param bgr the patch, row by row, 3 bytes a pixel
     */
    void compute(byte[] bgr, float[] out, int at) {
        toGrey(bgr);
        vote();
        sumEnergy();
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++) {
                normalise(row, column, out, at);
            }
        }
    }

    private void toGrey(byte[] bgr) {
        for (int i = 0, b = 0; i < grey.length; i++, b += 3) {
            // BT.601 weights in 256ths.
            grey[i] =
                    (29 * (bgr[b] & 0xff) + 150 * (bgr[b + 1] & 0xff) + 77 * (bgr[b + 2] & 0xff))
                            >> 8;
        }
    }

    private void vote() {
        Arrays.fill(votes, 0);
        int rowStep = padded * SIGNED;
        for (int y = 0; y < size; y++) {
            int above = Math.max(0, y - 1) * size;
            int below = Math.min(size - 1, y + 1) * size;
            int line = y * size;
            int cellRow = firstCell[y] * rowStep;
            float weightY = firstWeight[y];
            for (int x = 0; x < size; x++) {
                int dx = grey[line + Math.min(size - 1, x + 1)] - grey[line + Math.max(0, x - 1)];
                int dy = grey[below + x] - grey[above + x];
                if ((dx | dy) == 0) {
                    continue;
                }
                float magnitude = (float) Math.sqrt(dx * dx + dy * dy);
                int direction = DIRECTION[(dy + 255) * SPAN + dx + 255];
                int at = cellRow + firstCell[x] * SIGNED + direction;
                float left = magnitude * firstWeight[x];
                float right = magnitude - left;
                votes[at] += left * weightY;
                votes[at + SIGNED] += right * weightY;
                votes[at + rowStep] += left * (1 - weightY);
                votes[at + rowStep + SIGNED] += right * (1 - weightY);
            }
        }
    }

    private void sumEnergy() {
        for (int row = 0; row < cells; row++) {
            for (int column = 0; column < cells; column++) {
                int at = ((row + 1) * padded + column + 1) * SIGNED;
                float sum = 0;
                for (int o = 0; o < UNSIGNED; o++) {
                    float both = votes[at + o] + votes[at + o + UNSIGNED];
                    sum += both * both;
                }
                energy[row * cells + column] = sum;
            }
        }
    }

    private float blockNorm(int row, int column, int rowStep, int columnStep) {
        int otherRow = Math.min(cells - 1, Math.max(0, row + rowStep)) * cells;
        int otherColumn = Math.min(cells - 1, Math.max(0, column + columnStep));
        float sum =
                energy[row * cells + column]
                        + energy[row * cells + otherColumn]
                        + energy[otherRow + column]
                        + energy[otherRow + otherColumn];
        return 1 / (float) Math.sqrt(sum + EPSILON);
    }

    private void normalise(int row, int column, float[] out, int offset) {
        float n1 = blockNorm(row, column, -1, -1);
        float n2 = blockNorm(row, column, -1, 1);
        float n3 = blockNorm(row, column, 1, -1);
        float n4 = blockNorm(row, column, 1, 1);
        int plane = cells * cells;
        int to = offset + row * cells + column;
        int from = ((row + 1) * padded + column + 1) * SIGNED;
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
            out[to + o * plane] = 0.5f * (h1 + h2 + h3 + h4);
            t1 += h1;
            t2 += h2;
            t3 += h3;
            t4 += h4;
        }
        for (int o = 0; o < UNSIGNED; o++) {
            float h = votes[from + o] + votes[from + o + UNSIGNED];
            out[to + (SIGNED + o) * plane] =
                    0.5f
                            * (Math.min(h * n1, CLIP)
                                    + Math.min(h * n2, CLIP)
                                    + Math.min(h * n3, CLIP)
                                    + Math.min(h * n4, CLIP));
        }
        // 1 / sqrt(18): the paper's weight of the four energies.
        int energies = to + (SIGNED + UNSIGNED) * plane;
        out[energies] = 0.2357f * t1;
        out[energies + plane] = 0.2357f * t2;
        out[energies + 2 * plane] = 0.2357f * t3;
        out[energies + 3 * plane] = 0.2357f * t4;
    }
}
