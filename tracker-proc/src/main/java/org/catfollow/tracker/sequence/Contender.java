package org.catfollow.tracker.sequence;

import org.catfollow.tracker.filter.TrackedBox;
import org.opencv.core.Mat;

/**
 * A tracker that is followed through a sequence and judged, ours or another's. One thread. Boxes are
 * pixels, origin top left, x and y from 0.
 */
public interface Contender extends AutoCloseable {
    /** Returns its name in tables. */
    String name();

    /**
     * Hands over the picture of the next {@link #init} or {@link #update}. Not timed: what a tracker
     * needs only because it is measured here, such as a copy for another library, is done in it.
     *
     * @param bgr 8-bit B, G, R; stays as it is until the next call
     */
    void show(Mat bgr);

    /** Forgets the last target and learns a new one. */
    void init(Box box);

    /**
     * Finds the target. This is what is timed.
     *
     * @param out where it is
     * @return false where the tracker itself says that it has lost it; {@code out} counts for nothing
     *     then
     */
    boolean update(TrackedBox out);

    @Override
    void close();
}
