package org.catfollow.tracker.filter;

/**
 * The half of the two-dimensional spectra of many real planes that is not mirrored: for each column
 * frequency a row of row frequencies 0 to grid / 2, the channels of each side by side.
 */
final class Spectrum {
    final float[][] re;
    final float[][] im;

    Spectrum(int channels, int grid) {
        re = new float[grid][(grid / 2 + 1) * channels];
        im = new float[grid][(grid / 2 + 1) * channels];
    }
}
