package org.catfollow.runtime.vision;

import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;

/** Where the default tracker, the correlation filter, looks for its target in the next frame. */
public final class SearchWindow {
    /** Side of the window in side lengths of the target: what is round it is learnt as not it. */
    public static final double PADDING = 3;

    private SearchWindow() {}

    /** Returns the side of the square window round a target's centre, pixels. */
    public static double side(double targetWidth, double targetHeight) {
        return PADDING * Math.sqrt(targetWidth * targetHeight);
    }

    /** Returns whether a target in this state is looked for at its place. */
    public static boolean isSearched(Track track) {
        return track.state != TrackState.NONE && track.state != TrackState.LOST;
    }
}
