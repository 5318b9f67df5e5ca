package org.catfollow.tracker.filter;

import java.util.Arrays;

/**
 * The filter of {@link KcfTracker} on a grid of one size: ridge regression with a Gaussian kernel over
 * all cyclic shifts of a patch, which the Fourier transform makes a division (Henriques et al. 2015,
 * algorithm 1). Hats of the paper are spectra here.
 */
final class KcfFilter implements AutoCloseable {
    private static final int CHANNELS = GradientCells.CHANNELS;

    /** Width of the kernel, for gradient histograms. */
    private static final double SIGMA = 0.5;

    /** Regularisation. */
    private static final float LAMBDA = 1e-4f;

    final int columns;
    final int rows;
    private final int cells;
    private final GradientCells gradients;
    private final FourierGrid fourier;
    private final float[] hann;
    private final float[] label;
    private final float[] labelSpectrum;
    private final float[][] features;
    private final float[][] spectra;
    private final float[] kernel;
    private final float[] kernelSpectrum;
    private final float[] product;
    private double energy;
    private Model model;
    private Model other;

    /** What is learnt: how the target looks, and the weights of its shifts. */
    private static final class Model {
        final float[][] spectra;
        final float[] weights;

        /** Squared length of the features. */
        double energy;

        Model(int cells) {
            spectra = new float[CHANNELS][2 * cells];
            weights = new float[2 * cells];
        }
    }

    KcfFilter(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        cells = columns * rows;
        gradients = new GradientCells(columns, rows);
        fourier = new FourierGrid(columns, rows);
        hann = FourierGrid.hann(columns, rows);
        label = new float[cells];
        labelSpectrum = new float[2 * cells];
        features = new float[CHANNELS][cells];
        spectra = new float[CHANNELS][2 * cells];
        kernel = new float[cells];
        kernelSpectrum = new float[2 * cells];
        product = new float[2 * cells];
        model = new Model(cells);
        other = new Model(cells);
    }

    /** Sets the response that is wanted: a Gaussian of {@code sigma} cells. */
    void want(double sigma) {
        FourierGrid.gaussian(columns, rows, sigma, label);
        fourier.forward(label, labelSpectrum);
    }

    /** Computes the features of a patch of grey pixels, for {@link #respond} and {@link #learn}. */
    void look(byte[] grey) {
        gradients.compute(grey, features);
        energy = 0;
        for (int c = 0; c < CHANNELS; c++) {
            for (int i = 0; i < cells; i++) {
                features[c][i] *= hann[i];
                energy += features[c][i] * features[c][i];
            }
            fourier.forward(features[c], spectra[c]);
        }
    }

    /** Computes the response to the patch looked at, of every shift. */
    void respond(float[] response) {
        correlate(model.spectra, model.energy);
        multiply(kernelSpectrum, model.weights, product);
        fourier.inverse(product, response);
    }

    /** Learns the patch looked at; {@code rate} 1 forgets everything else. */
    void learn(float rate) {
        correlate(spectra, energy);
        // Into the other model: the one in force stays as it is, for undo.
        for (int i = 0; i < 2 * cells; i += 2) {
            float re = kernelSpectrum[i] + LAMBDA;
            float im = kernelSpectrum[i + 1];
            float scale = 1 / (re * re + im * im);
            float weightRe = (labelSpectrum[i] * re + labelSpectrum[i + 1] * im) * scale;
            float weightIm = (labelSpectrum[i + 1] * re - labelSpectrum[i] * im) * scale;
            other.weights[i] = mix(model.weights[i], weightRe, rate);
            other.weights[i + 1] = mix(model.weights[i + 1], weightIm, rate);
        }
        double sum = 0;
        for (int c = 0; c < CHANNELS; c++) {
            float[] to = other.spectra[c];
            float[] from = model.spectra[c];
            for (int i = 0; i < 2 * cells; i++) {
                to[i] = mix(from[i], spectra[c][i], rate);
                sum += to[i] * to[i];
            }
        }
        other.energy = sum / cells; // Parseval
        undo();
    }

    /** Puts the model before the last {@link #learn} in force, and that one back when called again. */
    void undo() {
        Model last = model;
        model = other;
        other = last;
    }

    private static float mix(float before, float now, float rate) {
        return rate == 1 ? now : before + rate * (now - before);
    }

    /** Gaussian kernel between what is looked at and every shift of another patch (equation 30). */
    private void correlate(float[][] with, double withEnergy) {
        Arrays.fill(product, 0);
        for (int c = 0; c < CHANNELS; c++) {
            float[] a = spectra[c];
            float[] b = with[c];
            for (int i = 0; i < 2 * cells; i += 2) {
                product[i] += a[i] * b[i] + a[i + 1] * b[i + 1];
                product[i + 1] += a[i + 1] * b[i] - a[i] * b[i + 1];
            }
        }
        fourier.inverse(product, kernel);
        // The authors' programs divide the distance by the number of features; so does this.
        double scale = 1 / (SIGMA * SIGMA * cells * CHANNELS);
        for (int i = 0; i < cells; i++) {
            double distance = Math.max(0, energy + withEnergy - 2 * kernel[i]);
            kernel[i] = (float) Math.exp(-distance * scale);
        }
        fourier.forward(kernel, kernelSpectrum);
    }

    private static void multiply(float[] a, float[] b, float[] out) {
        for (int i = 0; i < a.length; i += 2) {
            float re = a[i] * b[i] - a[i + 1] * b[i + 1];
            out[i + 1] = a[i] * b[i + 1] + a[i + 1] * b[i];
            out[i] = re;
        }
    }

    @Override
    public void close() {
        fourier.close();
    }
}
