package org.catfollow.shm.slots;

import java.util.Objects;

/**
 * What there really is in one simulated frame: up to {@link #CAPACITY} cats and decoys, seen or hidden.
 * Written by capture with a simulated source, before it commits the frame. For tests, {@code
 * cat-follow} and the detector's declared twin only. A reusable holder for one thread.
 *
 * <p>Boxes are x, y, width, height in pixels of the frame, origin top left; one without area is not in
 * the picture.
 */
public final class GroundTruth {
    /** Most things that one frame tells of. */
    public static final int CAPACITY = 8;

    /** One cat or decoy. */
    public static final class Thing {
        /** What it is. */
        public TruthKind kind = TruthKind.CAT;

        /** Its number in the world, from 0; the same from frame to frame. */
        public int id;

        /** Left edge of what is seen of it, pixels. */
        public float x;

        /** Top edge of what is seen of it, pixels. */
        public float y;

        /** Width of what is seen of it, pixels; 0 where nothing is. */
        public float width;

        /** Height of what is seen of it, pixels; 0 where nothing is. */
        public float height;

        /** How much of it is seen, 0 to 1 of its pixels if nothing hid it and no edge cut it. */
        public float visibleFraction;

        /** How far from the camera, metres. */
        public float distanceMetres;

        /** Where it is, metres along the robot's heading at its start. */
        public float worldXMetres;

        /** Where it is, metres to the left of that. */
        public float worldYMetres;
    }

    /** Id of the frame that this belongs to; 0 for none. */
    public long frameId;

    /** When that frame was captured, CLOCK_MONOTONIC nanoseconds. */
    public long captureNanos;

    /** Width of that frame, pixels. */
    public int frameWidth;

    /** Height of that frame, pixels. */
    public int frameHeight;

    private final Thing[] things = new Thing[CAPACITY];
    private int count;

    /** Makes a holder without things. */
    public GroundTruth() {
        for (int i = 0; i < CAPACITY; i++) {
            things[i] = new Thing();
        }
    }

    /** Forgets the things; the stamps stay. */
    public void clear() {
        count = 0;
    }

    /** Returns how many things there are, 0 to {@link #CAPACITY}. */
    public int count() {
        return count;
    }

    /** Returns thing {@code i}. */
    public Thing thing(int i) {
        return things[Objects.checkIndex(i, count)];
    }

    /** Appends a thing and returns it, to be filled; null where there is no more room. */
    public Thing add() {
        return count < CAPACITY ? things[count++] : null;
    }

    /** Returns the cat of which most is seen, by the area of its box; null where no cat is seen. */
    public Thing mostVisibleCat() {
        Thing best = null;
        for (int i = 0; i < count; i++) {
            Thing thing = things[i];
            boolean seen =
                    thing.kind == TruthKind.CAT && thing.width > 0 && thing.visibleFraction > 0;
            if (seen && (best == null || thing.width * thing.height > best.width * best.height)) {
                best = thing;
            }
        }
        return best;
    }
}
