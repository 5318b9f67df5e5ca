package org.catfollow.tracker.filter;

/**
 * Where the target is in one frame and how sure the filter is. A reusable holder for one thread.
 *
 * <p>The box is x, y, width, height in pixels of the frame, origin top left; it may lie partly outside.
 */
public final class TrackedBox {
    /** Left edge, pixels. */
    public float x;

    /** Top edge, pixels. */
    public float y;

    /** Width, pixels. */
    public float width;

    /** Height, pixels. */
    public float height;

    /**
     * How sharp the response is beside what it was when the target was given, or what it usually is of
     * a target in plain sight, 0 to 1. It tells a lost target from a found one; it does not tell a loose
     * box from a tight one.
     */
    public float quality;

    /** Peak-to-sidelobe ratio of the response (Bolme et al. 2010), in standard deviations. */
    public float peakToSidelobe;

    /** Sets the box. */
    public void setBox(float boxX, float boxY, float boxWidth, float boxHeight) {
        x = boxX;
        y = boxY;
        width = boxWidth;
        height = boxHeight;
    }

    /** Takes over the box of another holder; how sure it is stays. */
    public void copyFrom(TrackedBox other) {
        setBox(other.x, other.y, other.width, other.height);
    }
}
