package org.catfollow.capture.source;

import org.opencv.core.Mat;

/** Brings decoded pixels into the slot, and never anywhere else. */
final class SlotPixels {
    private SlotPixels() {}

    /** Copies a BGR picture that fits into the slot. */
    static void copy(Mat picture, TargetSlot slot) {
        Mat target = slot.mat(picture.cols(), picture.rows());
        long address = target.dataAddr();
        picture.copyTo(target);
        requireUnmoved(target, address);
    }

    /** Checks that what was written into a slot's Mat is in the slot. */
    static void requireUnmoved(Mat target, long address) {
        if (target.dataAddr() != address) {
            // Type or size differed after all: OpenCV wrote to memory of its own.
            throw new IllegalStateException(
                    "OpenCV moved the pixels out of the slot: picture " + target);
        }
    }
}
