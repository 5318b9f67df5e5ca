package org.catfollow.capture.source;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * The largest picture that a slot of the ring takes; it takes every smaller one too.
 *
 * @param maxWidth pixels
 * @param maxHeight pixels
 */
public record SlotSize(int maxWidth, int maxHeight) {
    /** Checks that the size is one. */
    public SlotSize {
        if (maxWidth < 1 || maxHeight < 1 || 3L * maxWidth * maxHeight > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "slot of " + maxWidth + "x" + maxHeight + " pixels; 1 byte to 2 GiB");
        }
    }

    /** Returns the bytes of the largest picture: three for each pixel. */
    public int bytes() {
        return 3 * maxWidth * maxHeight;
    }

    /** Returns whether a picture of this size can be put into a slot. */
    public boolean fits(int width, int height) {
        return width >= 1 && height >= 1 && width <= maxWidth && height <= maxHeight;
    }

    /**
     * Refuses a picture that does not fit.
     *
     * @param what names the picture in the message
     * @throws StageFailure with {@link ExitCode#HARDWARE}, both sizes and the flags that help
     */
    public void requireFit(String what, int width, int height) {
        if (!fits(width, height)) {
            throw new StageFailure(ExitCode.HARDWARE, tooLarge(what, width, height));
        }
    }

    /** Returns the one line that says that a picture does not fit, both sizes, and what to do. */
    String tooLarge(String what, int width, int height) {
        return what
                + " is "
                + width
                + "x"
                + height
                + " pixels, more than the slot's "
                + maxWidth
                + "x"
                + maxHeight
                + "; start with --slot-width "
                + Math.max(width, maxWidth)
                + " --slot-height "
                + Math.max(height, maxHeight);
    }
}
