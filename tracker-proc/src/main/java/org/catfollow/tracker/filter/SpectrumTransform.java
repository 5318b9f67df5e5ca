package org.catfollow.tracker.filter;

/**
 * Fourier transforms of many small square planes at once, in plain arrays: the two-dimensional real
 * transform, of which {@link Spectrum} keeps the half that is not mirrored.
 *
 * <p>The planes lie cell by cell, the channels of a cell side by side, so that each step of a transform
 * is a loop over long rows with the same factors for all, which the JVM's compiler turns into vector
 * instructions. Each row of a spectrum is an array of its own for the same reason: the compiler
 * (JDK 25) gives up where two places of one array meet in a loop. Rows are real first, packed as half
 * as many complex ones and taken apart again; then columns.
 */
final class SpectrumTransform {
    private final int channels;
    private final int grid;
    private final int half;
    private final float[] cosine;
    private final float[] sine;
    private final int[] reversed;
    private final int[] reversedHalf;
    private final float[][] packedRe;
    private final float[][] packedIm;
    private final float[][] rowRe;
    private final float[][] rowIm;
    private final Spectrum turned;

    /** Makes the buffers for planes of {@code grid} times {@code grid} cells, a power of two. */
    SpectrumTransform(int channels, int grid) {
        this.channels = channels;
        this.grid = grid;
        this.half = grid / 2;
        cosine = new float[grid];
        sine = new float[grid];
        for (int i = 0; i < grid; i++) {
            cosine[i] = (float) Math.cos(2 * Math.PI * i / grid);
            sine[i] = (float) Math.sin(2 * Math.PI * i / grid);
        }
        reversed = bitReversal(grid);
        reversedHalf = bitReversal(half);
        packedRe = new float[half][grid * channels];
        packedIm = new float[half][grid * channels];
        rowRe = new float[half + 1][grid * channels];
        rowIm = new float[half + 1][grid * channels];
        turned = new Spectrum(channels, grid);
    }

    private static int[] bitReversal(int count) {
        int[] order = new int[count];
        int bits = Integer.numberOfTrailingZeros(count);
        for (int i = 0; i < count; i++) {
            order[i] = Integer.reverse(i) >>> (32 - bits);
        }
        return order;
    }

    /** Transforms the planes: {@code cells[(y * grid + x) * channels + channel]}. */
    void forward(float[] cells, Spectrum out) {
        forward(cells, 0, grid, out);
    }

    /** Transforms planes that are zero outside the columns {@code from} to {@code to} - 1. */
    void forward(float[] cells, int from, int to, Spectrum out) {
        int start = from * channels;
        int length = (to - from) * channels;
        for (int j = 0; j < half; j++) {
            int even = 2 * j * grid * channels + start;
            System.arraycopy(cells, even, packedRe[reversedHalf[j]], start, length);
            System.arraycopy(
                    cells, even + grid * channels, packedIm[reversedHalf[j]], start, length);
        }
        butterflies(packedRe, packedIm, half, start, start + length, -1);
        unpack(start, start + length);
        for (int x = 0; x < grid; x++) {
            float[] re = out.re[reversed[x]];
            float[] im = out.im[reversed[x]];
            if (x < from || x >= to) {
                java.util.Arrays.fill(re, 0);
                java.util.Arrays.fill(im, 0);
                continue;
            }
            for (int k = 0; k <= half; k++) {
                System.arraycopy(rowRe[k], x * channels, re, k * channels, channels);
                System.arraycopy(rowIm[k], x * channels, im, k * channels, channels);
            }
        }
        butterflies(out.re, out.im, grid, 0, (half + 1) * channels, -1);
    }

    /** Transforms back; {@code cells} gets the planes. */
    void inverse(Spectrum in, float[] cells) {
        inverse(in, cells, 0, grid);
    }

    /** Transforms back the columns {@code from} to {@code to} - 1; the others are left as they are. */
    void inverse(Spectrum in, float[] cells, int from, int to) {
        for (int k = 0; k < grid; k++) {
            System.arraycopy(in.re[k], 0, turned.re[reversed[k]], 0, in.re[k].length);
            System.arraycopy(in.im[k], 0, turned.im[reversed[k]], 0, in.im[k].length);
        }
        butterflies(turned.re, turned.im, grid, 0, (half + 1) * channels, 1);
        for (int x = from; x < to; x++) {
            for (int k = 0; k <= half; k++) {
                System.arraycopy(turned.re[x], k * channels, rowRe[k], x * channels, channels);
                System.arraycopy(turned.im[x], k * channels, rowIm[k], x * channels, channels);
            }
        }
        int start = from * channels;
        int length = (to - from) * channels;
        pack(start, start + length);
        butterflies(packedRe, packedIm, half, start, start + length, 1);
        for (int j = 0; j < half; j++) {
            int even = 2 * j * grid * channels + start;
            System.arraycopy(packedRe[j], start, cells, even, length);
            System.arraycopy(packedIm[j], start, cells, even + grid * channels, length);
        }
    }

    private void butterflies(float[][] re, float[][] im, int count, int from, int to, int sign) {
        for (int reach = 1; reach < count; reach *= 2) {
            int step = grid / (2 * reach);
            for (int k = 0; k < reach; k++) {
                float c = cosine[k * step];
                float s = sign * sine[k * step];
                for (int i = k; i < count; i += 2 * reach) {
                    int j = i + reach;
                    if (k == 0) {
                        addAndSubtract(re[i], re[j], from, to);
                        addAndSubtract(im[i], im[j], from, to);
                    } else {
                        butterfly(re[i], im[i], re[j], im[j], c, s, from, to);
                    }
                }
            }
        }
    }

    private static void addAndSubtract(float[] a, float[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            float p = a[i];
            float q = b[i];
            a[i] = p + q;
            b[i] = p - q;
        }
    }

    private static void butterfly(
            float[] ar, float[] ai, float[] br, float[] bi, float c, float s, int from, int to) {
        for (int i = from; i < to; i++) {
            float xr = br[i];
            float xi = bi[i];
            float tr = c * xr - s * xi;
            float ti = c * xi + s * xr;
            float pr = ar[i];
            float pi = ai[i];
            ar[i] = pr + tr;
            ai[i] = pi + ti;
            br[i] = pr - tr;
            bi[i] = pi - ti;
        }
    }

    /** Spectra of the real rows from those of pairs of rows taken as one complex row. */
    private void unpack(int from, int to) {
        for (int k = 0; k <= half; k++) {
            int a = k % half;
            int b = (half - k) % half;
            takeApart(
                    packedRe[a],
                    packedIm[a],
                    packedRe[b],
                    packedIm[b],
                    rowRe[k],
                    rowIm[k],
                    k < half ? cosine[k] : -1,
                    k < half ? sine[k] : 0,
                    from,
                    to);
        }
    }

    private static void takeApart(
            float[] ar,
            float[] ai,
            float[] br,
            float[] bi,
            float[] outRe,
            float[] outIm,
            float c,
            float s,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float evenRe = 0.5f * (ar[i] + br[i]);
            float evenIm = 0.5f * (ai[i] - bi[i]);
            float oddRe = 0.5f * (ai[i] + bi[i]);
            float oddIm = 0.5f * (br[i] - ar[i]);
            outRe[i] = evenRe + c * oddRe + s * oddIm;
            outIm[i] = evenIm + c * oddIm - s * oddRe;
        }
    }

    private void pack(int from, int to) {
        float scale = 1f / (grid * grid);
        for (int k = 0; k < half; k++) {
            int at = reversedHalf[k];
            putTogether(
                    rowRe[k],
                    rowIm[k],
                    rowRe[half - k],
                    rowIm[half - k],
                    packedRe[at],
                    packedIm[at],
                    scale * cosine[k],
                    scale * sine[k],
                    scale,
                    from,
                    to);
        }
    }

    private static void putTogether(
            float[] ar,
            float[] ai,
            float[] br,
            float[] bi,
            float[] outRe,
            float[] outIm,
            float c,
            float s,
            float scale,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            float evenRe = scale * (ar[i] + br[i]);
            float evenIm = scale * (ai[i] - bi[i]);
            float re = ar[i] - br[i];
            float im = ai[i] + bi[i];
            float oddRe = c * re - s * im;
            float oddIm = c * im + s * re;
            outRe[i] = evenRe - oddIm;
            outIm[i] = evenIm + oddRe;
        }
    }
}
