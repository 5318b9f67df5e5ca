package org.catfollow.detector.preprocess;

import org.catfollow.runtime.vision.RegionOfInterest;

/** A part of a frame, in whole pixels. A reusable holder for one thread. */
public final class Crop {
    /** Left edge, pixels. */
    public int x;

    /** Top edge, pixels. */
    public int y;

    /** Width, pixels. */
    public int width;

    /** Height, pixels. */
    public int height;

    /** Makes it this part. */
    public void set(int newX, int newY, int newWidth, int newHeight) {
        x = newX;
        y = newY;
        width = newWidth;
        height = newHeight;
    }

    /** Makes it the part of a frame of this size that {@code region} names. */
    public void set(RegionOfInterest region, int frameWidth, int frameHeight) {
        set(
                region.left(frameWidth),
                region.top(frameHeight),
                region.columns(frameWidth),
                region.rows(frameHeight));
    }

    /** Returns whether a place, in pixels of the frame, lies in it. */
    public boolean contains(float placeX, float placeY) {
        return placeX >= x && placeX < x + width && placeY >= y && placeY < y + height;
    }

    /** Returns whether it has a pixel, and none outside of a frame of this size. */
    boolean liesIn(int frameWidth, int frameHeight) {
        return x >= 0
                && y >= 0
                && width >= 1
                && height >= 1
                && width <= frameWidth - x
                && height <= frameHeight - y;
    }

    @Override
    public String toString() {
        return width + "x" + height + " at " + x + "," + y;
    }
}
