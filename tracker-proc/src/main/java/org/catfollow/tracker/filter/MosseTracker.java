package org.catfollow.tracker.filter;

import java.util.Random;
import org.opencv.core.Mat;

/**
 * The first of the correlation filters, as its paper has it: Bolme, Beveridge, Draper, Lui, "Visual
 * Object Tracking using Adaptive Correlation Filters", CVPR 2010 (minimum output sum of squared error).
 *
 * <p>As in the paper: the logarithm of grey pixels, mean 0 and length 1, under a cosine window; a
 * Gaussian of 2 pixels as wanted output; the first frame learnt together with 8 small random turns and
 * stretches of it (from a fixed seed); learning rate 0.125; a peak-to-sidelobe ratio (11 x 11 pixels
 * left out) under 7 says that the target is hidden: the box stays where it was, and nothing is learnt.
 *
 * <p>Beside the paper: the window is always 64 x 64 pixels, taken from twice the width and height of
 * the box; the peak is found to a fraction of a pixel; {@link TrackedBox#quality} is the ratio beside
 * its mean over the first ten frames; {@link #correct} learns its frame with rate 0.5 and takes the box
 * over. The box never changes its size by itself.
 *
 * <p>One thread; nothing is allocated after construction.
 */
final class MosseTracker implements VisualTracker {
    private static final int SIDE = 64;
    private static final int PIXELS = SIDE * SIDE;
    private static final double PADDING = 2;
    private static final double LABEL_SIGMA = 2;
    private static final float RATE = 0.125f;
    private static final float CORRECTION_RATE = 0.5f;
    private static final float HIDDEN_BELOW = 7;
    private static final int PERTURBATIONS = 8;
    private static final double LARGEST_TURN = 0.1;
    private static final double LARGEST_STRETCH = 0.1;
    private static final long SEED = 2010;
    private static final float EPSILON = 1e-5f;
    private static final float[] LOG = new float[256];

    static {
        for (int i = 0; i < LOG.length; i++) {
            LOG[i] = (float) Math.log(1 + i);
        }
    }

    private final GreyWindow window = new GreyWindow();
    private final FourierGrid fourier = new FourierGrid(SIDE, SIDE);
    private final CyclicPeak peak = new CyclicPeak();
    private final PlainPlace place = new PlainPlace();
    private final PlainPlace before = new PlainPlace();
    private final Random random = new Random(SEED);
    private final byte[] patch = new byte[PIXELS];
    private final float[] pixels = new float[PIXELS];
    private final float[] response = new float[PIXELS];
    private final float[] hann = FourierGrid.hann(SIDE, SIDE);
    private final float[] wanted = new float[2 * PIXELS];
    private final float[] spectrum = new float[2 * PIXELS];
    private final float[] product = new float[2 * PIXELS];
    private Model model = new Model();
    private Model other = new Model();
    private boolean begun;
    private boolean learnt;

    /** The filter as a fraction: correlation with the wanted output over the energy of the input. */
    private static final class Model {
        final float[] numerator = new float[2 * PIXELS];
        final float[] denominator = new float[PIXELS];
    }

    /** Allocates all buffers; OpenCV's library is loaded already. */
    public MosseTracker() {
        FourierGrid.gaussian(SIDE, SIDE, LABEL_SIGMA, response);
        fourier.forward(response, wanted);
    }

    @Override
    public void init(Mat bgr, float x, float y, float width, float height) {
        GivenBox.checkBox(x, y, width, height);
        begin(bgr);
        place.give(x, y, width, height);
        place.first.clear();
        look(bgr);
        learn(1);
        random.setSeed(SEED);
        for (int i = 1; i <= PERTURBATIONS; i++) {
            lookPerturbed(bgr);
            blend(model, model, 1f / (i + 1)); // the mean of all so far
        }
    }

    @Override
    public void correct(Mat bgr, float x, float y, float width, float height) {
        if (!place.known) {
            init(bgr, x, y, width, height);
            return;
        }
        GivenBox.checkBox(x, y, width, height);
        begin(bgr);
        place.give(x, y, width, height);
        look(bgr);
        learn(CORRECTION_RATE);
    }

    @Override
    public void update(Mat bgr, TrackedBox out) {
        GivenBox.checkKnown(place.known);
        begin(bgr);
        look(bgr);
        respond();
        peak.find(response, SIDE, SIDE);
        boolean seen = peak.peakToSidelobe >= HIDDEN_BELOW;
        if (seen) {
            double perPixel = PADDING / SIDE;
            place.move(
                    peak.shiftX * perPixel * place.width,
                    peak.shiftY * perPixel * place.height,
                    bgr);
        }
        place.answer(peak.peakToSidelobe, peak.peakToSidelobe, out);
        if (seen) {
            look(bgr);
            learn(RATE);
        }
    }

    private void begin(Mat bgr) {
        GivenBox.checkFrame(bgr);
        before.copyFrom(place);
        begun = true;
        learnt = false;
    }

    private void look(Mat bgr) {
        window.cut(
                bgr,
                place.centreX,
                place.centreY,
                PADDING * place.width,
                PADDING * place.height,
                SIDE,
                SIDE,
                patch);
        transformPatch();
    }

    private void lookPerturbed(Mat bgr) {
        window.cutTurned(
                bgr,
                place.centreX,
                place.centreY,
                PADDING * place.width * (1 + LARGEST_STRETCH * (2 * random.nextDouble() - 1)),
                PADDING * place.height * (1 + LARGEST_STRETCH * (2 * random.nextDouble() - 1)),
                LARGEST_TURN * (2 * random.nextDouble() - 1),
                SIDE,
                SIDE,
                patch);
        transformPatch();
    }

    private void transformPatch() {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < PIXELS; i++) {
            float value = LOG[patch[i] & 0xff];
            pixels[i] = value;
            sum += value;
            squares += value * value;
        }
        float mean = (float) (sum / PIXELS);
        double length = Math.sqrt(Math.max(0, squares - sum * sum / PIXELS));
        float scale = (float) (1 / (length + 1e-6));
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = (pixels[i] - mean) * scale * hann[i];
        }
        fourier.forward(pixels, spectrum);
    }

    private void respond() {
        for (int i = 0, p = 0; p < PIXELS; i += 2, p++) {
            float scale = 1 / (model.denominator[p] + EPSILON);
            float re = model.numerator[i] * scale;
            float im = model.numerator[i + 1] * scale;
            product[i] = spectrum[i] * re - spectrum[i + 1] * im;
            product[i + 1] = spectrum[i] * im + spectrum[i + 1] * re;
        }
        fourier.inverse(product, response);
    }

    private void learn(float rate) {
        // Into the other model: the one in force stays as it is, for undo.
        blend(model, other, rate);
        swap();
        learnt = true;
    }

    private void blend(Model from, Model to, float rate) {
        float keep = 1 - rate;
        for (int i = 0, p = 0; p < PIXELS; i += 2, p++) {
            float re = spectrum[i];
            float im = spectrum[i + 1];
            float topRe = wanted[i] * re + wanted[i + 1] * im;
            float topIm = wanted[i + 1] * re - wanted[i] * im;
            to.numerator[i] = keep * from.numerator[i] + rate * topRe;
            to.numerator[i + 1] = keep * from.numerator[i + 1] + rate * topIm;
            to.denominator[p] = keep * from.denominator[p] + rate * (re * re + im * im);
        }
    }

    private void swap() {
        Model last = model;
        model = other;
        other = last;
    }

    @Override
    public void undo() {
        if (begun) {
            place.copyFrom(before);
        }
        if (learnt) {
            swap();
        }
        begun = false;
        learnt = false;
    }

    @Override
    public void close() {
        window.close();
        fourier.close();
    }
}
