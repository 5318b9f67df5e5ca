package org.catfollow.tracker.filter;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Two-dimensional Fourier transforms of real grids of one size, for the plain trackers: spectra are
 * whole, real and imaginary part in turn, so that formulas read as in the papers.
 */
final class FourierGrid implements AutoCloseable {
    private final int cells;
    private final Mat real;
    private final Mat complex;

    FourierGrid(int columns, int rows) {
        cells = columns * rows;
        real = new Mat(rows, columns, CvType.CV_32F);
        complex = new Mat(rows, columns, CvType.CV_32FC2);
    }

    int cells() {
        return cells;
    }

    /** Transforms {@code grid}, row by row, into twice as many numbers. */
    void forward(float[] grid, float[] spectrum) {
        real.put(0, 0, grid);
        Core.dft(real, complex, Core.DFT_COMPLEX_OUTPUT);
        complex.get(0, 0, spectrum);
    }

    /** Transforms back the spectrum of a real grid. */
    void inverse(float[] spectrum, float[] grid) {
        complex.put(0, 0, spectrum);
        Core.dft(complex, real, Core.DFT_INVERSE | Core.DFT_SCALE | Core.DFT_REAL_OUTPUT);
        real.get(0, 0, grid);
    }

    /** Returns the window that takes a grid down to zero at its edges (Hann). */
    static float[] hann(int columns, int rows) {
        float[] window = new float[columns * rows];
        for (int y = 0; y < rows; y++) {
            double wy = 0.5 - 0.5 * Math.cos(2 * Math.PI * (y + 0.5) / rows);
            for (int x = 0; x < columns; x++) {
                double wx = 0.5 - 0.5 * Math.cos(2 * Math.PI * (x + 0.5) / columns);
                window[y * columns + x] = (float) (wx * wy);
            }
        }
        return window;
    }

    /** Writes a Gaussian of height 1 with its peak in cell (0, 0), cyclic; {@code sigma} in cells. */
    static void gaussian(int columns, int rows, double sigma, float[] out) {
        for (int y = 0; y < rows; y++) {
            int dy = Math.min(y, rows - y);
            for (int x = 0; x < columns; x++) {
                int dx = Math.min(x, columns - x);
                out[y * columns + x] =
                        (float) Math.exp(-0.5 * (dx * dx + dy * dy) / (sigma * sigma));
            }
        }
    }

    @Override
    public void close() {
        real.release();
        complex.release();
    }
}
