package org.catfollow.tracker.filter;

import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** What every tracker asks of a frame and of a box before it touches them. */
final class GivenBox {
    private GivenBox() {}

    /** Refuses frames that are not 8-bit B, G, R or have no pixels. */
    static void checkFrame(Mat bgr) {
        if (bgr.type() != CvType.CV_8UC3 || bgr.cols() < 1 || bgr.rows() < 1) {
            throw new IllegalArgumentException(
                    "frame is not 8-bit BGR with pixels: %s, %d x %d"
                            .formatted(CvType.typeToString(bgr.type()), bgr.cols(), bgr.rows()));
        }
    }

    /** Refuses boxes without size and numbers that are none. */
    static void checkBox(float x, float y, float width, float height) {
        if (!(width > 0) || !(height > 0)) {
            throw new IllegalArgumentException("box has no size: " + width + " x " + height);
        }
        if (!Float.isFinite(x + y + width + height)) {
            throw new IllegalArgumentException(
                    "box is not finite: %s,%s,%s,%s".formatted(x, y, width, height));
        }
    }

    /** Refuses an update of a tracker that was never given a target. */
    static void checkKnown(boolean known) {
        if (!known) {
            throw new IllegalStateException("no target yet: init comes before update");
        }
    }
}
