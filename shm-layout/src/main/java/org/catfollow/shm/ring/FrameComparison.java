package org.catfollow.shm.ring;

import java.nio.ByteBuffer;

/** Tells whether two frames show the same. Allocates nothing; pure. */
public final class FrameComparison {
    private FrameComparison() {}

    /**
     * Returns whether any byte differs, from a source that stamps its frames any but the stamps. Ends at
     * the first one that does.
     *
     * @param frame what both are; its size and whether it is stamped count
     * @param one the pixels, as {@link FrameReader#pixels} returns them; its limit is set
     * @param other the same of the other
     */
    public static boolean differ(FrameDescription frame, ByteBuffer one, ByteBuffer other) {
        int end = (int) frame.lengthBytes();
        if (!frame.stamped || !FrameStamp.fits(frame)) {
            return differ(one, other, 0, end);
        }
        int row = frame.strideBytes;
        int middle = frame.heightPixels / 2 * row;
        int last = end - row;
        // The rows in which there are stamps are left out whole.
        return differ(one, other, row, middle) || differ(one, other, middle + row, last);
    }

    private static boolean differ(ByteBuffer one, ByteBuffer other, int from, int to) {
        // In this order: a limit below the position would move that.
        one.clear().position(from).limit(to);
        other.clear().position(from).limit(to);
        boolean differ = one.mismatch(other) >= 0;
        one.clear();
        other.clear();
        return differ;
    }
}
