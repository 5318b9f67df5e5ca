package org.catfollow.tracker.filter;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Fourier transforms of many small square planes, by OpenCV, between plain arrays. Spectra are whole
 * (not the packed half), real and imaginary part in turn.
 */
final class SpectrumTransform implements AutoCloseable {
    private final Mat planes;
    private final Mat spectra;
    private final Mat[] plane;
    private final Mat[] spectrum;

    SpectrumTransform(int count, int grid) {
        planes = new Mat(count * grid, grid, CvType.CV_32F);
        spectra = new Mat(count * grid, grid, CvType.CV_32FC2);
        plane = new Mat[count];
        spectrum = new Mat[count];
        for (int i = 0; i < count; i++) {
            plane[i] = planes.rowRange(i * grid, (i + 1) * grid);
            spectrum[i] = spectra.rowRange(i * grid, (i + 1) * grid);
        }
    }

    /** Transforms all planes. */
    void forward(float[] values, float[] out) {
        planes.put(0, 0, values);
        for (int i = 0; i < plane.length; i++) {
            Core.dft(plane[i], spectrum[i], Core.DFT_COMPLEX_OUTPUT, 0);
        }
        spectra.get(0, 0, out);
    }

    /** Transforms all spectra back; they are those of real planes. */
    void inverse(float[] values, float[] out) {
        spectra.put(0, 0, values);
        for (int i = 0; i < plane.length; i++) {
            Core.dft(
                    spectrum[i],
                    plane[i],
                    Core.DFT_INVERSE | Core.DFT_SCALE | Core.DFT_REAL_OUTPUT,
                    0);
        }
        planes.get(0, 0, out);
    }

    @Override
    public void close() {
        for (int i = 0; i < plane.length; i++) {
            plane[i].release();
            spectrum[i].release();
        }
        planes.release();
        spectra.release();
    }
}
