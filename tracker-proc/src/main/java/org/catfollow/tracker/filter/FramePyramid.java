package org.catfollow.tracker.filter;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts windows out of a frame at any size, without aliasing and without a copy of the frame.
 *
 * <p>A window much larger than its crop is taken from the frame halved once or more (averaged over
 * areas); a halving is made when the first crop of a frame asks for it. What lies outside the picture
 * repeats its border.
 */
final class FramePyramid implements AutoCloseable {
    private static final int LEVELS = 5;

    private final Mat[] halvings = new Mat[LEVELS];
    private final Size[] sizes = new Size[LEVELS];
    private final Mat transform = new Mat(2, 3, CvType.CV_64F);
    private final double[] coefficients = new double[6];
    private int made;
    private int columns;
    private int rows;
    private Mat frame;

    FramePyramid() {
        for (int level = 1; level < LEVELS; level++) {
            halvings[level] = new Mat();
        }
    }

    /** Takes the frame that the next crops come from; used until the next call. */
    void use(Mat bgr) {
        int newColumns = bgr.cols();
        int newRows = bgr.rows();
        if (bgr.type() != CvType.CV_8UC3 || newColumns < 1 || newRows < 1) {
            throw new IllegalArgumentException(
                    "frame is not 8-bit BGR: type=" + CvType.typeToString(bgr.type()));
        }
        if (newColumns != columns || newRows != rows) {
            columns = newColumns;
            rows = newRows;
            for (int level = 1; level < LEVELS; level++) {
                sizes[level] = new Size(Math.max(1, columns >> level), Math.max(1, rows >> level));
            }
        }
        frame = bgr;
        made = 0;
    }

    int columns() {
        return columns;
    }

    int rows() {
        return rows;
    }

    /**
     * Resamples a window into {@code out}.
     *
     * @param centreX centre of the window, pixels of the frame, 0 at the left edge of the first pixel
     * @param outSize size of the crop, pixels; the same object for the same crop
     */
    void crop(double centreX, double centreY, double width, double height, Size outSize, Mat out) {
        double shrink = Math.sqrt(width * height / (outSize.width * outSize.height));
        int level = 0;
        while (level < LEVELS - 1 && shrink >= 2 << level) {
            level++;
        }
        Mat source = level(level);
        double factorX = level == 0 ? 1 : columns / sizes[level].width;
        double factorY = level == 0 ? 1 : rows / sizes[level].height;
        double stepX = width / outSize.width;
        double stepY = height / outSize.height;
        coefficients[0] = stepX / factorX;
        coefficients[1] = 0;
        coefficients[2] = (centreX - width / 2 + stepX / 2) / factorX - 0.5;
        coefficients[3] = 0;
        coefficients[4] = stepY / factorY;
        coefficients[5] = (centreY - height / 2 + stepY / 2) / factorY - 0.5;
        transform.put(0, 0, coefficients);
        Imgproc.warpAffine(
                source,
                out,
                transform,
                outSize,
                Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_REPLICATE);
    }

    private Mat level(int wanted) {
        while (made < wanted) {
            Mat from = made == 0 ? frame : halvings[made];
            made++;
            Imgproc.resize(from, halvings[made], sizes[made], 0, 0, Imgproc.INTER_AREA);
        }
        return wanted == 0 ? frame : halvings[wanted];
    }

    /** Lets go of the frame, which is the caller's. */
    void release() {
        frame = null;
        made = 0;
    }

    @Override
    public void close() {
        for (int level = 1; level < LEVELS; level++) {
            halvings[level].release();
        }
        transform.release();
    }
}
