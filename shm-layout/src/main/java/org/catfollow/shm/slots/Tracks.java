package org.catfollow.shm.slots;

import java.util.Objects;

/**
 * All that the tracker follows in one frame, the target among it: one such list for every frame. A
 * reusable holder for one thread.
 *
 * <p>Boxes are x, y, width, height in pixels of the captured frame, origin top left.
 */
public final class Tracks {
    /** Most tracks of one frame. */
    public static final int CAPACITY = 16;

    /** Id of the frame that this belongs to; 0 when nothing was ever tracked. */
    public long frameId;

    /** Position of that frame in its source, counted from 0. */
    public long sourceIndex;

    /** When that frame was captured, CLOCK_MONOTONIC nanoseconds. */
    public long captureNanos;

    /** When this was ready, CLOCK_MONOTONIC nanoseconds. */
    public long publishNanos;

    /** Identity of the target, which the track slot is about; 0 for none. It may not be in the list. */
    public long targetId;

    /** The highest identity ever given on this region; 0 for none. */
    public long newestId;

    private final TrackedObject[] objects = new TrackedObject[CAPACITY];
    private int count;

    /** Makes an empty list. */
    public Tracks() {
        for (int i = 0; i < CAPACITY; i++) {
            objects[i] = new TrackedObject();
        }
    }

    /** Forgets the tracks; the stamps stay. */
    public void clear() {
        count = 0;
    }

    /** Returns how many tracks there are, 0 to {@link #CAPACITY}. */
    public int count() {
        return count;
    }

    /** Appends a track and returns it to be filled, or null where there is no room. */
    public TrackedObject add() {
        return count == CAPACITY ? null : objects[count++];
    }

    /** Returns track {@code i}; live, until the list is changed. */
    public TrackedObject get(int i) {
        return objects[Objects.checkIndex(i, count)];
    }
}
