package org.catfollow.control.sensing;

import org.catfollow.shm.slots.Track;

/**
 * Where the target is in the picture, as fractions of it. A reusable holder for one thread.
 *
 * <p>A track comes from another process: a box that cannot be (no size, not finite, its centre outside
 * the picture) counts as unseen.
 */
public final class TargetView {
    /** A box this near to the upper or lower edge, as a fraction of the picture, may be cut by it. */
    private static final double EDGE = 0.01;

    private boolean seen;
    private boolean cut;
    private double rightError;
    private double upError;
    private double size;

    /** Takes over what a track says of its frame. */
    public void look(Track track) {
        double width = track.frameWidth;
        double height = track.frameHeight;
        double centreX = (track.x + track.width / 2.0) / width;
        double centreY = (track.y + track.height / 2.0) / height;
        // Comparisons with NaN are false, and a frame without size makes infinities or NaN.
        seen =
                track.valid()
                        && width > 0
                        && height > 0
                        && track.width > 0
                        && track.height > 0
                        && centreX >= 0
                        && centreX <= 1
                        && centreY >= 0
                        && centreY <= 1;
        if (!seen) {
            forget();
            return;
        }
        rightError = centreX - 0.5;
        upError = 0.5 - centreY;
        size = track.height / height;
        cut = track.y <= EDGE * height || track.y + track.height >= (1 - EDGE) * height;
    }

    /** Forgets what was seen. */
    public void forget() {
        seen = false;
        cut = false;
        rightError = 0;
        upError = 0;
        size = 0;
    }

    /** Returns whether there is a box to steer by; without one all figures are 0. */
    public boolean seen() {
        return seen;
    }

    /** Returns how far the box's centre is right of the picture's, -0.5 to 0.5 of its width. */
    public double rightError() {
        return rightError;
    }

    /** Returns how far the box's centre is above the picture's, -0.5 to 0.5 of its height. */
    public double upError() {
        return upError;
    }

    /** Returns the box's height as a fraction of the picture's; over 1 when it reaches out of it. */
    public double size() {
        return size;
    }

    /**
     * Returns whether the upper or lower edge may cut the target. Then {@link #size} is a lower bound:
     * the target may be far nearer than it looks.
     */
    public boolean cut() {
        return cut;
    }
}
