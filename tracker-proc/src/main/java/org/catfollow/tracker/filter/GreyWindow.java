package org.catfollow.tracker.filter;

import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a window out of a frame, at any size, as grey pixels of a fixed number. What lies outside the
 * picture repeats its border. The plain trackers use it; nothing is allocated after construction.
 */
final class GreyWindow implements AutoCloseable {
    /** Most pixels of the frame, along one side, that one pixel of the window averages. */
    private static final int MOST_AVERAGED = 4;

    private final Mat transform = new Mat(2, 3, CvType.CV_64F);
    private final Mat fine = new Mat();
    private final Mat coarse = new Mat();
    private final Mat grey = new Mat();
    private final double[] coefficients = new double[6];
    private final Size fineSize = new Size();
    private final Size size = new Size();

    /**
     * Resamples an upright window.
     *
     * @param centreX its centre, pixels of the frame, 0 at the left edge of the first pixel
     * @param columns width of {@code out}, pixels
     * @param out {@code columns * rows} grey pixels, row by row
     */
    void cut(
            Mat bgr,
            double centreX,
            double centreY,
            double width,
            double height,
            int columns,
            int rows,
            byte[] out) {
        double stepX = width / columns;
        double stepY = height / rows;
        int averaged = averaged(Math.max(stepX, stepY));
        cut(bgr, centreX, centreY, stepX, 0, 0, stepY, columns, rows, averaged, out);
    }

    /** The same, turned by {@code radians} round its centre. */
    void cutTurned(
            Mat bgr,
            double centreX,
            double centreY,
            double width,
            double height,
            double radians,
            int columns,
            int rows,
            byte[] out) {
        double stepX = width / columns;
        double stepY = height / rows;
        double cosine = Math.cos(radians);
        double sine = Math.sin(radians);
        int averaged = averaged(Math.max(stepX, stepY));
        cut(
                bgr,
                centreX,
                centreY,
                stepX * cosine,
                -stepY * sine,
                stepX * sine,
                stepY * cosine,
                columns,
                rows,
                averaged,
                out);
    }

    private static int averaged(double step) {
        return (int) Math.min(MOST_AVERAGED, Math.max(1, Math.round(step)));
    }

    private void cut(
            Mat bgr,
            double centreX,
            double centreY,
            double xx,
            double xy,
            double yx,
            double yy,
            int columns,
            int rows,
            int averaged,
            byte[] out) {
        fineSize.width = columns * averaged;
        fineSize.height = rows * averaged;
        size.width = columns;
        size.height = rows;
        double middleX = (fineSize.width - 1) / 2;
        double middleY = (fineSize.height - 1) / 2;
        coefficients[0] = xx / averaged;
        coefficients[1] = xy / averaged;
        coefficients[2] = centreX - 0.5 - coefficients[0] * middleX - coefficients[1] * middleY;
        coefficients[3] = yx / averaged;
        coefficients[4] = yy / averaged;
        coefficients[5] = centreY - 0.5 - coefficients[3] * middleX - coefficients[4] * middleY;
        transform.put(0, 0, coefficients);
        Imgproc.warpAffine(
                bgr,
                fine,
                transform,
                fineSize,
                Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_REPLICATE);
        Mat small = fine;
        if (averaged > 1) {
            Imgproc.resize(fine, coarse, size, 0, 0, Imgproc.INTER_AREA);
            small = coarse;
        }
        Imgproc.cvtColor(small, grey, Imgproc.COLOR_BGR2GRAY);
        grey.get(0, 0, out);
    }

    @Override
    public void close() {
        transform.release();
        fine.release();
        coarse.release();
        grey.release();
    }
}
