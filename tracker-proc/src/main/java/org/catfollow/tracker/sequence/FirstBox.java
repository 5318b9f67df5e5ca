package org.catfollow.tracker.sequence;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Mat;

/** Gives a tracker its target; a box or a picture that will not do is refused in one line. */
final class FirstBox {
    /** Longest side that a box can sensibly have, pixels. */
    private static final float LONGEST = 100_000;

    private FirstBox() {}

    /**
     * Gives it.
     *
     * @throws StageFailure (usage) for a box outside of the picture or far larger, or a picture that the
     *     tracker cannot use
     */
    static void give(VisualTracker tracker, Mat picture, Box box) {
        if (!(box.width() <= LONGEST) || !(box.height() <= LONGEST)) {
            throw wrong(box, "is larger than any picture");
        }
        if (box.iou(new Box(0, 0, picture.cols(), picture.rows())) == 0) {
            throw wrong(
                    box,
                    "lies outside the picture of %dx%d pixels"
                            .formatted(picture.cols(), picture.rows()));
        }
        try {
            tracker.init(picture, box.x(), box.y(), box.width(), box.height());
        } catch (IllegalArgumentException e) {
            throw wrong(box, "cannot be followed: " + e.getMessage());
        }
    }

    private static StageFailure wrong(Box box, String why) {
        return new StageFailure(
                ExitCode.USAGE,
                "first box %s,%s,%s,%s (counted from 0): %s"
                        .formatted(box.x(), box.y(), box.width(), box.height(), why));
    }
}
