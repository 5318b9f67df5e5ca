package org.catfollow.tracker.filter;

/**
 * How much the target has grown since it was last seen: a one-dimensional correlation filter over
 * crops of several sizes (Danelljan et al., "Accurate Scale Estimation for Robust Visual Tracking", BMVC
 * 2014, DSST; "Discriminative Scale Space Tracking", PAMI 2017).
 *
 * <p>The crops reach a little beyond the target ({@link #MARGIN}): what is seen of a small target's size
 * is where its edges are. Farther out is background, which does not grow with the target; what of it lies
 * in the crop is paled by its colour before ({@link ColourHistogram#fadeBackground}).
 *
 * <p>{@link #undo} takes the last {@link #learn} back: each one fills the other set of buffers.
 */
final class ScaleFilter {
    /** Largest area of a crop, pixels, and its longest side. */
    static final int AREA = 512;

    static final int LONGEST = 64;

    /** Side of the crop in side lengths of the target. */
    static final double MARGIN = 1.1;

    static final int SCALES = 17;
    static final double STEP = 1.03;

    /** The crop of the size that the target had. */
    private static final int MIDDLE = SCALES / 2;

    private static final int PIXELS_PER_CELL = HogFeatures.CELL * HogFeatures.CELL;
    private static final int MOST = HogFeatures.CHANNELS * AREA / PIXELS_PER_CELL;

    /** Frequencies of a real signal of {@link #SCALES} values that are not mirrored. */
    private static final int FREQUENCIES = SCALES / 2 + 1;

    private static final double LABEL_SIGMA = 1.1;
    private static final float REGULARISATION = 0.01f;

    private final HogFeatures hog = new HogFeatures(AREA, LONGEST);
    private final float[] samples = new float[SCALES * MOST];
    private final float[] window = new float[SCALES];
    private final float[] cosine = new float[FREQUENCIES * SCALES];
    private final float[] sine = new float[FREQUENCIES * SCALES];
    private final float[] labelReal = new float[FREQUENCIES];
    private final float[] labelImaginary = new float[FREQUENCIES];
    private final float[] re = new float[FREQUENCIES * MOST];
    private final float[] im = new float[FREQUENCIES * MOST];
    private final float[][] numeratorRe = new float[2][FREQUENCIES * MOST];
    private final float[][] numeratorIm = new float[2][FREQUENCIES * MOST];
    private final float[][] denominator = new float[2][FREQUENCIES];
    private final float[] response = new float[SCALES];
    private int current;
    private int cropWidth = 16;
    private int cropHeight = 16;
    private int values;

    ScaleFilter() {
        for (int s = 0; s < SCALES; s++) {
            window[s] = (float) (0.5 * (1 - Math.cos(2 * Math.PI * (s + 1) / (SCALES + 1))));
            double label =
                    Math.exp(-0.5 * (s - MIDDLE) * (s - MIDDLE) / (LABEL_SIGMA * LABEL_SIGMA));
            for (int k = 0; k < FREQUENCIES; k++) {
                double angle = -2 * Math.PI * k * s / SCALES;
                cosine[k * SCALES + s] = (float) Math.cos(angle);
                sine[k * SCALES + s] = (float) Math.sin(angle);
                labelReal[k] += (float) (label * Math.cos(angle));
                labelImaginary[k] += (float) (label * Math.sin(angle));
            }
        }
    }

    /** Returns the factor of crop {@code index}, 0 to {@link #SCALES} - 1. */
    static double factor(double index) {
        return Math.pow(STEP, index - MIDDLE);
    }

    /** Chooses the crop's size for a target of this shape; what was learnt for another is void. */
    void shape(double width, double height) {
        if (!(width > 0) || !(height > 0)) {
            return; // no target yet
        }
        double bestCost = Double.MAX_VALUE;
        for (int w = 2 * HogFeatures.CELL; w <= LONGEST; w += HogFeatures.CELL) {
            for (int h = 2 * HogFeatures.CELL;
                    h <= LONGEST && w * h <= AREA;
                    h += HogFeatures.CELL) {
                double distortion = Math.abs(Math.log(w * height / (h * width)));
                double cost = distortion + 0.5 * Math.log((double) AREA / (w * h));
                if (cost < bestCost) {
                    bestCost = cost;
                    cropWidth = w;
                    cropHeight = h;
                }
            }
        }
        values = HogFeatures.CHANNELS * cropWidth * cropHeight / PIXELS_PER_CELL;
    }

    /** Returns the width of a crop, pixels. */
    int cropWidth() {
        return cropWidth;
    }

    /** Returns the height of a crop, pixels. */
    int cropHeight() {
        return cropHeight;
    }

    /** Takes the crop of one scale: BGR, of the size chosen. */
    void sample(int scale, byte[] bgr) {
        int at = scale * values;
        hog.compute(bgr, cropWidth, cropHeight, samples, at, HogFeatures.CHANNELS);
        for (int i = 0; i < values; i++) {
            samples[at + i] *= window[scale];
        }
    }

    private void transform() {
        for (int k = 0; k < FREQUENCIES; k++) {
            int to = k * values;
            java.util.Arrays.fill(re, to, to + values, 0);
            java.util.Arrays.fill(im, to, to + values, 0);
            for (int s = 0; s < SCALES; s++) {
                float c = cosine[k * SCALES + s];
                float sn = sine[k * SCALES + s];
                int from = s * values;
                for (int i = 0; i < values; i++) {
                    re[to + i] += c * samples[from + i];
                    im[to + i] += sn * samples[from + i];
                }
            }
        }
    }

    /** Returns how much larger the target is than the middle crop, from all crops taken. */
    double estimate() {
        transform();
        java.util.Arrays.fill(response, 0);
        float[] nr = numeratorRe[current];
        float[] ni = numeratorIm[current];
        for (int k = 0; k < FREQUENCIES; k++) {
            float sumRe = 0;
            float sumIm = 0;
            for (int i = k * values; i < (k + 1) * values; i++) {
                sumRe += nr[i] * re[i] - ni[i] * im[i];
                sumIm += nr[i] * im[i] + ni[i] * re[i];
            }
            float d = denominator[current][k] + REGULARISATION;
            int twice = k == 0 ? 1 : 2; // the mirrored frequency adds its conjugate
            for (int s = 0; s < SCALES; s++) {
                response[s] +=
                        twice * (sumRe * cosine[k * SCALES + s] + sumIm * sine[k * SCALES + s]) / d;
            }
        }
        int best = 0;
        for (int s = 1; s < SCALES; s++) {
            if (response[s] > response[best]) {
                best = s;
            }
        }
        double between =
                best == 0 || best == SCALES - 1
                        ? 0
                        : ResponsePeak.vertex(
                                response[best - 1], response[best], response[best + 1]);
        return factor(best + between);
    }

    /** Learns the crops taken: the middle one has the right size. */
    void learn(float rate) {
        transform();
        int next = 1 - current;
        float[] oldRe = numeratorRe[current];
        float[] oldIm = numeratorIm[current];
        float[] newRe = numeratorRe[next];
        float[] newIm = numeratorIm[next];
        for (int k = 0; k < FREQUENCIES; k++) {
            float yr = labelReal[k];
            float yi = labelImaginary[k];
            float power = 0;
            for (int i = k * values; i < (k + 1) * values; i++) {
                float xr = re[i];
                float xi = im[i];
                newRe[i] = (1 - rate) * oldRe[i] + rate * (yr * xr + yi * xi);
                newIm[i] = (1 - rate) * oldIm[i] + rate * (yi * xr - yr * xi);
                power += xr * xr + xi * xi;
            }
            float old = denominator[current][k];
            denominator[next][k] = (1 - rate) * old + rate * power;
        }
        current = next;
    }

    /** Takes the last {@link #learn} back. */
    void undo() {
        current = 1 - current;
    }
}
