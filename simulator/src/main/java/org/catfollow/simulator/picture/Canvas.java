package org.catfollow.simulator.picture;

import java.util.Arrays;

/**
 * A picture in the making: for each pixel its colour, what it shows, and how near that is.
 *
 * <p>{@link #pixels} hold 0xIIRRGGBB, where II says what is seen: {@link #STILL}, {@link #FLOOR}, or
 * {@link #FIRST_ACTOR} plus an actor's index.
 */
final class Canvas {
    static final int STILL = 0;
    static final int FLOOR = 1;
    static final int FIRST_ACTOR = 2;

    final int width;
    final int height;
    final int[] pixels;

    /** One over the distance along the camera's axis; 0 is infinitely far. */
    final float[] nearness;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        nearness = new float[width * height];
    }

    void clear() {
        Arrays.fill(nearness, 0);
    }

    int shows(int pixel) {
        return pixels[pixel] >>> 24;
    }

    /** Returns how many pixels from {@code from} up to, not including, {@code end} show a thing. */
    int count(int from, int end, int shows) {
        int[] all = pixels;
        int others = 0;
        // Without a branch, so that several are looked at in one go.
        for (int i = from; i < end; i++) {
            others -= -(all[i] >>> 24 ^ shows) >> 31;
        }
        return end - from - others;
    }

    /** Returns the first pixel that shows a thing; there must be one. */
    int first(int from, int end, int shows) {
        int at = from;
        while (at < end && shows(at) != shows) {
            at++;
        }
        return at;
    }

    /** Returns the last pixel that shows a thing; there must be one. */
    int last(int from, int end, int shows) {
        int at = end - 1;
        while (at > from && shows(at) != shows) {
            at--;
        }
        return at;
    }
}
