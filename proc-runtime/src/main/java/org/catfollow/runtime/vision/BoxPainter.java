package org.catfollow.runtime.vision;

import java.util.Locale;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Draws boxes and words over a BGR picture, for people. Any thread. */
public final class BoxPainter {
    private static final Scalar YELLOW = new Scalar(0, 220, 255);
    private static final Scalar BLACK = new Scalar(0, 0, 0);

    private BoxPainter() {}

    /**
     * Draws what a detector found, thin and yellow.
     *
     * @param remark follows each box's label and score
     */
    public static void detections(Mat bgr, Detections detections, String remark) {
        for (int i = 0; i < detections.count(); i++) {
            Rect box =
                    rectangle(
                            detections.x(i),
                            detections.y(i),
                            detections.width(i),
                            detections.height(i));
            Imgproc.rectangle(bgr, box, YELLOW, 1);
            text(
                    bgr,
                    String.format(
                            Locale.ROOT,
                            "%s %.2f%s",
                            detections.label(i),
                            detections.score(i),
                            remark),
                    box.x + 2,
                    box.y + box.height - 6,
                    YELLOW);
        }
    }

    /** Returns the box in whole pixels. */
    public static Rect rectangle(float x, float y, float width, float height) {
        return new Rect(Math.round(x), Math.round(y), Math.round(width), Math.round(height));
    }

    /** Writes a line: dark below light, so that it can be read on any picture. */
    public static void text(Mat bgr, String text, int x, int y, Scalar colour) {
        int font = Imgproc.FONT_HERSHEY_SIMPLEX;
        Size size = Imgproc.getTextSize(text, font, 0.45, 1, null);
        // Inside the picture wherever the box is.
        Point at = new Point(Math.max(0, Math.min(x, bgr.cols() - size.width - 4)), y);
        Imgproc.putText(bgr, text, at, font, 0.45, BLACK, 3, Imgproc.LINE_AA);
        Imgproc.putText(bgr, text, at, font, 0.45, colour, 1, Imgproc.LINE_AA);
    }
}
