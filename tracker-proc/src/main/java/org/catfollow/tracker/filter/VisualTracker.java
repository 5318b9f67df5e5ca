package org.catfollow.tracker.filter;

import org.opencv.core.Mat;

/**
 * Follows one target from frame to frame by its looks alone. One thread; reusable for any number of
 * targets; {@link #close} frees native memory.
 *
 * <p>Frames are {@code CV_8UC3} in B, G, R order and are only read: they may lie on shared memory that
 * another process owns. Boxes are pixels of the frame, origin top left, and may lie partly outside.
 * The size of the frames may change from call to call, but the caller should then start again. Frames
 * of another type or without pixels, and boxes without size, are refused ({@link
 * IllegalArgumentException}).
 */
public interface VisualTracker extends AutoCloseable {
    /** Forgets the last target and learns a new one: what the box shows in this frame. */
    void init(Mat bgr, float x, float y, float width, float height);

    /**
     * Puts the box of the target already followed right, as somebody who knows better sees it in this
     * frame, and learns how it looks there; what was learnt before is kept in part, by
     * trackers that can mix.
     */
    void correct(Mat bgr, float x, float y, float width, float height);

    /** Finds the target in this frame, near where it was last, and learns from it when it looks right. */
    void update(Mat bgr, TrackedBox out);

    /**
     * Says where the target is expected in the next {@link #update}, where that is not where it was
     * last: a guess from its motion, because the caller doubts that it is seen. A tracker that cannot
     * be told ignores it; one that can learns from the next frame only when it is sure.
     */
    default void expect(float centreX, float centreY) {}

    /**
     * Takes back the last {@link #init}, {@link #correct} or {@link #update}: its frame turned out to
     * be overwritten while it was used. Only the last call can be taken back, and by some trackers only
     * its box: they begin anew there on the next frame.
     */
    void undo();

    @Override
    void close();
}
