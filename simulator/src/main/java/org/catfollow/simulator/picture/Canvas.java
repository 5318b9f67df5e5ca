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

    /** The stamp of the last actor whose silhouette covers a pixel, hidden or not. */
    final int[] stamps;

    private int stamp;

    Canvas(int width, int height) {
        this.width = width;
        this.height = height;
        pixels = new int[width * height];
        nearness = new float[width * height];
        stamps = new int[width * height];
    }

    void clear() {
        Arrays.fill(nearness, 0);
    }

    /** Returns a number that no pixel is stamped with. */
    int nextStamp() {
        stamp++;
        if (stamp == Integer.MAX_VALUE) {
            Arrays.fill(stamps, 0);
            stamp = 1;
        }
        return stamp;
    }

    int shows(int pixel) {
        return pixels[pixel] >>> 24;
    }
}
