package org.catfollow.tracker.filter;

import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A textured target at a known place before a textured background. */
public final class Scene {
    private static final int COLUMNS = 640;
    private static final int ROWS = 480;

    private final Mat background = texture(new Random(1), COLUMNS, ROWS, 20, 0.6, 0.6, 0.6);
    private final Mat target = texture(new Random(2), 80, 80, 10, 0.3, 0.7, 1.0);

    private static Mat texture(
            Random random, int columns, int rows, int grain, double b, double g, double r) {
        Mat coarse = new Mat(rows / grain, columns / grain, CvType.CV_8UC3);
        byte[] bytes = new byte[(int) coarse.total() * 3];
        random.nextBytes(bytes);
        coarse.put(0, 0, bytes);
        Mat fine = new Mat();
        Imgproc.resize(coarse, fine, new Size(columns, rows), 0, 0, Imgproc.INTER_CUBIC);
        Core.multiply(fine, new Scalar(b, g, r), fine);
        return fine;
    }

    /** Draws the target with its left upper corner at a whole pixel. */
    public Mat with(int x, int y, int side) {
        Mat frame = background.clone();
        Mat sized = new Mat();
        Imgproc.resize(target, sized, new Size(side, side), 0, 0, Imgproc.INTER_AREA);
        int left = Math.max(0, x);
        int top = Math.max(0, y);
        int right = Math.min(COLUMNS, x + side);
        int bottom = Math.min(ROWS, y + side);
        if (right > left && bottom > top) {
            Rect from = new Rect(left - x, top - y, right - left, bottom - top);
            sized.submat(from).copyTo(frame.submat(top, bottom, left, right));
        }
        return frame;
    }

    /** Draws the background alone. */
    public Mat without() {
        return background.clone();
    }
}
