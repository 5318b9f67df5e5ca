package org.catfollow.detector.gate;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Compares a frame with an earlier one, both small and grey, and measures what changed. One thread;
 * allocates nothing after the first frame.
 */
final class MotionGate implements AutoCloseable {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;
    private static final double PIXELS = WIDTH * HEIGHT;

    /** Each small pixel is the mean of some 16; noise of 8 grey levels is 3 in their difference. */
    private static final double LEAST_DIFFERENCE = 15;

    private static final double SET = 255;

    /** A slow cat moves by less than a small pixel from frame to frame. */
    private static final long REFERENCE_NANOS = 100_000_000;

    // In OpenCV, one row a region; region 0 is what did not change.
    private static final int COLUMNS = 5;

    /** Regions that touch nowhere are at least two pixels apart. */
    private static final int MOST_REGIONS = 1 + (WIDTH / 2) * (HEIGHT / 2);

    private final Size size = new Size(WIDTH, HEIGHT);
    private final Mat small = new Mat();
    private final Mat grey = new Mat();
    private final Mat reference = new Mat();
    private final Mat difference = new Mat();
    private final Mat changed = new Mat();
    private final Mat labels = new Mat();
    private final Mat statistics = new Mat();
    private final Mat centroids = new Mat();
    private final int[] numbers = new int[MOST_REGIONS * COLUMNS];
    private boolean hasReference;
    private long referenceNanos;
    private double weight;

    /**
     * Looks at a frame.
     *
     * @param bgr 8-bit BGR; only read, and not kept
     */
    Verdict look(Mat bgr, long captureNanos) {
        Imgproc.resize(bgr, small, size, 0, 0, Imgproc.INTER_AREA);
        Imgproc.cvtColor(small, grey, Imgproc.COLOR_BGR2GRAY);
        if (!hasReference) {
            keep(captureNanos);
            weight = 0;
            return Verdict.UNKNOWN;
        }
        Core.absdiff(grey, reference, difference);
        long age = captureNanos - referenceNanos;
        if (age < 0 || age >= REFERENCE_NANOS) {
            keep(captureNanos);
        }
        Imgproc.threshold(difference, changed, LEAST_DIFFERENCE, SET, Imgproc.THRESH_BINARY);
        int regions = Imgproc.connectedComponentsWithStats(changed, labels, statistics, centroids);
        statistics.get(0, 0, numbers);
        int largest = 0;
        int moving = 0;
        for (int i = 1; i < regions; i++) {
            int area = numbers[i * COLUMNS + Imgproc.CC_STAT_AREA];
            largest = Math.max(largest, area);
            moving += area;
        }
        weight = MotionJudge.weight(moving / PIXELS);
        return MotionJudge.judge(moving / PIXELS, largest / PIXELS);
    }

    private void keep(long captureNanos) {
        grey.copyTo(reference);
        hasReference = true;
        referenceNanos = captureNanos;
    }

    /** Returns how much motion the last look saw, as {@link MotionJudge#weight} has it. */
    double weight() {
        return weight;
    }

    @Override
    public void close() {
        small.release();
        grey.release();
        reference.release();
        difference.release();
        changed.release();
        labels.release();
        statistics.release();
        centroids.release();
    }
}
