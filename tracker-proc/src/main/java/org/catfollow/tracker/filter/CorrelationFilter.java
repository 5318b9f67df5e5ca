package org.catfollow.tracker.filter;

/**
 * The correlation filter at the heart of the tracker: ridge regression over all cyclic shifts of a
 * window, solved in the Fourier domain.
 *
 * <p>Henriques, Caseiro, Martins and Batista, "High-Speed Tracking with Kernelized Correlation
 * Filters", PAMI 2015, with its linear kernel (there called DCF), which in the primal has one filter a
 * channel over a shared denominator (Danelljan et al., "Accurate Scale Estimation for Robust Visual
 * Tracking", BMVC 2014). Each filter is then cut to the target's box in the spatial domain, one step of
 * what BACF (Galoogahi et al., ICCV 2017) and CSR-DCF (Lukezic et al., CVPR 2017) iterate, so that the
 * background in the window does not answer for the target.
 *
 * <p>{@link #undo} takes the last {@link #learn} back: each one fills the other set of buffers.
 */
final class CorrelationFilter {
    private static final int GRID = PatchFeatures.GRID;
    private static final int CELLS = PatchFeatures.CELLS;
    private static final int CHANNELS = PatchFeatures.CHANNELS;
    private static final int FREQUENCIES = GRID / 2 + 1;
    private static final float REGULARISATION = 1;

    /** Width of the label's peak in side lengths of the target, as in the paper. */
    private static final double LABEL_SIGMA = 0.1;

    private final SpectrumTransform many = new SpectrumTransform(CHANNELS, GRID);
    private final SpectrumTransform one = new SpectrumTransform(1, GRID);
    private final Spectrum spectrum = new Spectrum(CHANNELS, GRID);
    private final Spectrum responseSpectrum = new Spectrum(1, GRID);
    private final Spectrum label = new Spectrum(1, GRID);
    private final float[] filterPlanes = new float[CHANNELS * CELLS];
    private final float[] productRe = new float[FREQUENCIES * CHANNELS];
    private final float[] productIm = new float[FREQUENCIES * CHANNELS];
    private final float[] sums = new float[FREQUENCIES];
    private final Spectrum[] appearance = {
        new Spectrum(CHANNELS, GRID), new Spectrum(CHANNELS, GRID)
    };
    private final Spectrum[] filter = {new Spectrum(CHANNELS, GRID), new Spectrum(CHANNELS, GRID)};
    private int current;

    /** Makes a filter for targets whose area is {@code targetCells} cells squared. */
    CorrelationFilter(double targetCells) {
        double sigma = LABEL_SIGMA * targetCells;
        float[] gaussian = new float[CELLS];
        for (int y = 0; y < GRID; y++) {
            for (int x = 0; x < GRID; x++) {
                int dx = x < GRID / 2 ? x : x - GRID;
                int dy = y < GRID / 2 ? y : y - GRID;
                gaussian[y * GRID + x] =
                        (float) Math.exp(-0.5 * (dx * dx + dy * dy) / (sigma * sigma));
            }
        }
        one.forward(gaussian, label); // even and real: its spectrum is real
    }

    /**
     * Fills {@code response}: how well the target fits at each shift, in cells, from the window's
     * centre; negative shifts wrap round.
     */
    void respond(float[] features, float[] response) {
        many.forward(features, spectrum);
        Spectrum h = filter[current];
        for (int k = 0; k < GRID; k++) {
            conjugateProduct(
                    h.re[k], h.im[k], spectrum.re[k], spectrum.im[k], productRe, productIm);
            sumChannels(productRe, responseSpectrum.re[k]);
            sumChannels(productIm, responseSpectrum.im[k]);
        }
        one.inverse(responseSpectrum, response);
    }

    private static void conjugateProduct(
            float[] hr, float[] hi, float[] zr, float[] zi, float[] outRe, float[] outIm) {
        for (int i = 0; i < outRe.length; i++) {
            outRe[i] = hr[i] * zr[i] + hi[i] * zi[i];
            outIm[i] = hr[i] * zi[i] - hi[i] * zr[i];
        }
    }

    private static void sumChannels(float[] values, float[] out) {
        for (int i = 0, at = 0; i < out.length; i++) {
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int end = at + CHANNELS; at < end; at += 4) {
                a += values[at];
                b += values[at + 1];
                c += values[at + 2];
                d += values[at + 3];
            }
            out[i] = a + b + c + d;
        }
    }

    /**
     * Learns a window with the target at its centre.
     *
     * @param rate share of this window in what is known, 1 to forget all else
     * @param targetWidth width of the target in cells
     * @param targetHeight height of the target in cells
     */
    void learn(float[] features, float rate, double targetWidth, double targetHeight) {
        many.forward(features, spectrum);
        Spectrum known = appearance[current];
        int next = 1 - current;
        Spectrum x = appearance[next];
        for (int k = 0; k < GRID; k++) {
            blend(known.re[k], spectrum.re[k], rate, x.re[k]);
            blend(known.im[k], spectrum.im[k], rate, x.im[k]);
            power(x.re[k], x.im[k], productRe);
            sumChannels(productRe, sums);
            for (int i = 0; i < FREQUENCIES; i++) {
                // The label is divided by CELLS twice: here and, as a power, in the denominator.
                float factor = label.re[k][i] / (sums[i] + CELLS * REGULARISATION);
                java.util.Arrays.fill(productIm, i * CHANNELS, (i + 1) * CHANNELS, factor);
            }
            multiply(x.re[k], productIm, spectrum.re[k]);
            multiply(x.im[k], productIm, spectrum.im[k]);
        }
        double centre = (GRID - 1) / 2.0;
        double reachX = targetWidth / 2 + 0.5;
        double reachY = targetHeight / 2 + 0.5;
        int fromX = Math.max(0, (int) Math.ceil(centre - reachX));
        int toX = Math.min(GRID - 1, (int) Math.floor(centre + reachX)) + 1;
        int fromY = Math.max(0, (int) Math.ceil(centre - reachY));
        int toY = Math.min(GRID - 1, (int) Math.floor(centre + reachY)) + 1;
        many.inverse(spectrum, filterPlanes, fromX, toX);
        int row = GRID * CHANNELS;
        java.util.Arrays.fill(filterPlanes, 0, fromY * row, 0);
        java.util.Arrays.fill(filterPlanes, toY * row, GRID * row, 0);
        many.forward(filterPlanes, fromX, toX, filter[next]);
        current = next;
    }

    private static void blend(float[] known, float[] fresh, float rate, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = (1 - rate) * known[i] + rate * fresh[i]; // exactly fresh at rate 1
        }
    }

    private static void power(float[] re, float[] im, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = re[i] * re[i] + im[i] * im[i];
        }
    }

    private static void multiply(float[] values, float[] factors, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = values[i] * factors[i];
        }
    }

    /** Takes the last {@link #learn} back. */
    void undo() {
        current = 1 - current;
    }
}
