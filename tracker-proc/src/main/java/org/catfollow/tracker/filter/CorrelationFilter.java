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
final class CorrelationFilter implements AutoCloseable {
    private static final int GRID = PatchFeatures.GRID;
    private static final int CELLS = PatchFeatures.CELLS;
    private static final int CHANNELS = PatchFeatures.CHANNELS;
    private static final float REGULARISATION = 1;

    /** Width of the label's peak in side lengths of the target, as in the paper. */
    private static final double LABEL_SIGMA = 0.1;

    private final SpectrumTransform many = new SpectrumTransform(CHANNELS, GRID);
    private final SpectrumTransform one = new SpectrumTransform(1, GRID);
    private final float[] label = new float[CELLS];
    private final float[] spectrum = new float[CHANNELS * CELLS * 2];
    private final float[] filterPlanes = new float[CHANNELS * CELLS];
    private final float[] denominator = new float[CELLS];
    private final float[] mask = new float[CELLS];
    private final float[] responseSpectrum = new float[CELLS * 2];
    private final float[][] appearance = new float[2][CHANNELS * CELLS * 2];
    private final float[][] filter = new float[2][CHANNELS * CELLS * 2];
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
        float[] labelSpectrum = new float[CELLS * 2];
        one.forward(gaussian, labelSpectrum);
        for (int i = 0; i < CELLS; i++) {
            label[i] = labelSpectrum[2 * i]; // even and real: its spectrum is real
        }
    }

    /**
     * Fills {@code response}: how well the target fits at each shift, in cells, from the window's
     * centre; negative shifts wrap round.
     */
    void respond(float[] features, float[] response) {
        many.forward(features, spectrum);
        java.util.Arrays.fill(responseSpectrum, 0);
        float[] h = filter[current];
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = channel * CELLS * 2;
            for (int i = 0; i < CELLS * 2; i += 2) {
                float hr = h[at + i];
                float hi = h[at + i + 1];
                float zr = spectrum[at + i];
                float zi = spectrum[at + i + 1];
                responseSpectrum[i] += hr * zr + hi * zi;
                responseSpectrum[i + 1] += hr * zi - hi * zr;
            }
        }
        one.inverse(responseSpectrum, response);
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
        float[] known = appearance[current];
        int next = 1 - current;
        float[] x = appearance[next];
        float[] h = filter[next];
        java.util.Arrays.fill(denominator, REGULARISATION);
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = channel * CELLS * 2;
            for (int i = 0; i < CELLS; i++) {
                int re = at + 2 * i;
                float xr = known[re] + rate * (spectrum[re] - known[re]);
                float xi = known[re + 1] + rate * (spectrum[re + 1] - known[re + 1]);
                x[re] = xr;
                x[re + 1] = xi;
                denominator[i] += (xr * xr + xi * xi) / CELLS;
            }
        }
        for (int i = 0; i < CELLS; i++) {
            denominator[i] = label[i] / (CELLS * denominator[i]);
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = channel * CELLS * 2;
            for (int i = 0; i < CELLS; i++) {
                spectrum[at + 2 * i] = x[at + 2 * i] * denominator[i];
                spectrum[at + 2 * i + 1] = x[at + 2 * i + 1] * denominator[i];
            }
        }
        many.inverse(spectrum, filterPlanes);
        cutToTarget(targetWidth, targetHeight);
        many.forward(filterPlanes, h);
        current = next;
    }

    private void cutToTarget(double targetWidth, double targetHeight) {
        double centre = (GRID - 1) / 2.0;
        for (int y = 0; y < GRID; y++) {
            for (int x = 0; x < GRID; x++) {
                boolean inside =
                        Math.abs(x - centre) <= targetWidth / 2 + 0.5
                                && Math.abs(y - centre) <= targetHeight / 2 + 0.5;
                mask[y * GRID + x] = inside ? 1 : 0;
            }
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            int at = channel * CELLS;
            for (int i = 0; i < CELLS; i++) {
                filterPlanes[at + i] *= mask[i];
            }
        }
    }

    /** Takes the last {@link #learn} back. */
    void undo() {
        current = 1 - current;
    }

    @Override
    public void close() {
        many.close();
        one.close();
    }
}
