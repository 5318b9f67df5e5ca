package org.catfollow.capture.source;

import org.catfollow.runtime.StageFailure;

/**
 * Something that gives pictures, one after the other. Opened by {@link FrameSources}; used by one
 * thread, capture's duty cycle.
 *
 * <p>A source does not wait for the right moment: that is the business of {@link
 * org.catfollow.capture.pacing.Pacer}. One that {@linkplain #setsThePace() sets the pace} itself, as
 * a camera does, waits for its picture, but no longer than a round of the duty cycle may.
 */
public interface FrameSource extends AutoCloseable {
    /**
     * Puts the next picture into the slot.
     *
     * @param slot claimed by the caller, which commits it on {@link ReadResult#FRAME} only
     * @param out what the picture is; overwritten at each call
     * @throws StageFailure when the source cannot go on at all
     */
    ReadResult read(TargetSlot slot, SourceFrame out);

    /**
     * Returns whether pictures come in the source's own time, and nobody should wait before he asks
     * for one.
     */
    default boolean setsThePace() {
        return false;
    }

    /**
     * Returns why there are no pictures at the moment, one line for people; null while nothing is
     * wrong. The same object until something else is wrong.
     */
    default String trouble() {
        return null;
    }

    /**
     * Returns the rate that a camera has promised, frames per second, by which those that it left out
     * can be told; 0 where nobody has promised one.
     */
    default double promisedFramesPerSecond() {
        return 0;
    }

    /** Returns the source's own rate in frames per second, or the customary one where it has none. */
    double nativeFramesPerSecond();

    /** Goes back to picture 0. */
    void rewind();

    /** Returns what was opened, for people: one line. */
    String description();

    @Override
    void close();
}
