package org.catfollow.tracker.scenario;

import java.util.Random;
import java.util.function.LongFunction;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** An animal with a coat of its own: a body, a head, ears, legs and a tail, patched from a seed. */
final class Animal {
    private static final int WIDTH = 240;
    private static final int HEIGHT = 160;

    /** Where it is in a frame: left edge, top edge and width of its box; none while it is away. */
    record Place(double x, double y, double width) {
        static final Place AWAY = new Place(-10_000, 0, 10);

        double height() {
            return width * HEIGHT / WIDTH;
        }
    }

    private final Mat coat;
    private final Mat shape;
    private final LongFunction<Place> way;

    /** Makes one with a coat of the colours around {@code bgr} that goes {@code way}, by frame. */
    Animal(long seed, Scalar bgr, LongFunction<Place> way) {
        this.coat = coat(new Random(seed), bgr);
        this.shape = shape();
        this.way = way;
    }

    private static Mat coat(Random random, Scalar bgr) {
        Mat coarse = new Mat(8, 12, CvType.CV_8UC3);
        byte[] bytes = new byte[8 * 12 * 3];
        for (int i = 0; i < bytes.length; i++) {
            double value = bgr.val[i % 3] * (0.6 + 0.6 * random.nextDouble());
            bytes[i] = (byte) Math.min(255, value);
        }
        coarse.put(0, 0, bytes);
        Mat fine = new Mat();
        Imgproc.resize(coarse, fine, new Size(WIDTH, HEIGHT), 0, 0, Imgproc.INTER_CUBIC);
        return fine;
    }

    /** Fills its box from edge to edge. */
    private static Mat shape() {
        Mat mask = Mat.zeros(HEIGHT, WIDTH, CvType.CV_8UC1);
        Scalar on = new Scalar(255);
        Imgproc.ellipse(mask, new Point(125, 85), new Size(85, 40), 0, 0, 360, on, -1);
        Imgproc.circle(mask, new Point(40, 50), 40, on, -1);
        Imgproc.rectangle(mask, new Rect(8, 0, 18, 30), on, -1);
        Imgproc.rectangle(mask, new Rect(54, 0, 18, 30), on, -1);
        for (int x : new int[] {60, 85, 160, 185}) {
            Imgproc.rectangle(mask, new Rect(x, 90, 16, 70), on, -1);
        }
        Imgproc.line(mask, new Point(200, 80), new Point(234, 20), on, 12);
        return mask;
    }

    /** Returns where it is, whether or not anything hides it. */
    Place at(long frameId) {
        return way.apply(frameId);
    }

    /** Draws it into a frame. */
    void draw(Mat frame, long frameId) {
        Place place = at(frameId);
        if (place.x > frame.cols() || place.x + place.width < 0) {
            return;
        }
        double scale = place.width / WIDTH;
        Mat transform = new Mat(2, 3, CvType.CV_64F);
        double shift = scale / 2 - 0.5;
        transform.put(0, 0, scale, 0, place.x + shift, 0, scale, place.y + shift);
        int smaller = (int) Math.max(1, Math.floor(1 / scale));
        Mat pelt = new Mat();
        Imgproc.blur(coat, pelt, new Size(smaller, smaller));
        Mat warpedCoat = new Mat();
        Mat warpedShape = new Mat();
        Imgproc.warpAffine(pelt, warpedCoat, transform, frame.size());
        Imgproc.warpAffine(shape, warpedShape, transform, frame.size());
        Imgproc.threshold(warpedShape, warpedShape, 127, 255, Imgproc.THRESH_BINARY);
        warpedCoat.copyTo(frame, warpedShape);
        for (Mat mat : new Mat[] {transform, pelt, warpedCoat, warpedShape}) {
            mat.release();
        }
    }

    /** Returns how much of it lies in a picture, 0 to 1. */
    double visible(long frameId, int columns, int rows) {
        Place p = at(frameId);
        double w = Math.min(p.x + p.width, columns) - Math.max(p.x, 0);
        double h = Math.min(p.y + p.height(), rows) - Math.max(p.y, 0);
        return w <= 0 || h <= 0 ? 0 : w * h / (p.width * p.height());
    }

    /** Returns a background of soft blotches from a seed. */
    static Mat background(long seed, int columns, int rows) {
        Mat coarse = new Mat(rows / 20, columns / 20, CvType.CV_8UC3);
        byte[] bytes = new byte[(int) coarse.total() * 3];
        new Random(seed).nextBytes(bytes);
        coarse.put(0, 0, bytes);
        Mat fine = new Mat();
        Imgproc.resize(coarse, fine, new Size(columns, rows), 0, 0, Imgproc.INTER_CUBIC);
        Core.convertScaleAbs(fine, fine, 0.5, 50);
        return fine;
    }
}
