package org.catfollow.tracker.appearance;

import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * How something looks: the colours of the inner part of its box, as a histogram over blue, green and
 * red. Two are compared by the Bhattacharyya coefficient (Comaniciu, Ramesh and Meer, "Kernel-Based
 * Object Tracking", PAMI 2003).
 *
 * <p>{@link Sampler} takes one from a picture. One thread; allocates nothing after it was made.
 */
public final class ColourSignature {
    /** Levels of each colour. */
    private static final int LEVELS = 8;

    private static final int BINS = LEVELS * LEVELS * LEVELS;

    private final float[] share = new float[BINS];
    private boolean known;

    /** Makes one of which nothing is known. */
    public ColourSignature() {}

    /** Forgets what is known. */
    public void clear() {
        known = false;
    }

    /** Takes over another one whole. */
    public void copyFrom(ColourSignature other) {
        System.arraycopy(other.share, 0, share, 0, BINS);
        known = other.known;
    }

    /** Takes over another one in part; whole while nothing is known. */
    public void learn(ColourSignature other, float rate) {
        if (!known) {
            copyFrom(other);
            return;
        }
        for (int i = 0; i < BINS; i++) {
            share[i] += rate * (other.share[i] - share[i]);
        }
    }

    /** Returns how alike two are, 0 to 1; 1 where one of them is unknown. */
    public float likeness(ColourSignature other) {
        if (!known || !other.known) {
            return 1;
        }
        double sum = 0;
        for (int i = 0; i < BINS; i++) {
            sum += Math.sqrt(share[i] * other.share[i]);
        }
        return (float) Math.min(1, sum);
    }

    /** Takes signatures from pictures: looks at a grid of points, with no copy of the picture. */
    public static final class Sampler implements AutoCloseable {
        /** Points along each side. */
        private static final int POINTS = 32;

        /** Share of the box's sides that surely is target. */
        private static final double INNER = 0.7;

        private final Mat transform = new Mat(2, 3, CvType.CV_64F);
        private final Mat grid = new Mat(POINTS, POINTS, CvType.CV_8UC3);
        private final Size size = new Size(POINTS, POINTS);
        private final Scalar black = new Scalar(0);
        private final double[] coefficients = new double[6];
        private final byte[] bgr = new byte[POINTS * POINTS * 3];

        /** Allocates all buffers; OpenCV's library is loaded already. */
        public Sampler() {}

        /** Fills {@code out} with what a box of a BGR picture shows. */
        public void sample(
                Mat picture, float x, float y, float width, float height, ColourSignature out) {
            coefficients[0] = width * INNER / POINTS;
            coefficients[1] = 0;
            coefficients[2] = x + width * (1 - INNER) / 2 + coefficients[0] / 2 - 0.5;
            coefficients[3] = 0;
            coefficients[4] = height * INNER / POINTS;
            coefficients[5] = y + height * (1 - INNER) / 2 + coefficients[4] / 2 - 0.5;
            transform.put(0, 0, coefficients);
            Imgproc.warpAffine(
                    picture,
                    grid,
                    transform,
                    size,
                    Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                    Core.BORDER_REPLICATE,
                    black);
            grid.get(0, 0, bgr);
            Arrays.fill(out.share, 0);
            for (int i = 0; i < bgr.length; i += 3) {
                spread(bgr[i] & 0xff, bgr[i + 1] & 0xff, bgr[i + 2] & 0xff, out.share);
            }
            out.known = true;
        }

        /** Each point counts for the two nearest levels of each colour: light changes a little. */
        private static void spread(int blue, int green, int red, float[] share) {
            float unit = 1f / (POINTS * POINTS);
            for (int corner = 0; corner < 8; corner++) {
                float weight =
                        weight(blue, corner & 1)
                                * weight(green, corner >> 1 & 1)
                                * weight(red, corner >> 2);
                int bin =
                        (level(blue, corner & 1) * LEVELS + level(green, corner >> 1 & 1)) * LEVELS
                                + level(red, corner >> 2);
                share[bin] += weight * unit;
            }
        }

        private static int level(int value, int upper) {
            return value * (LEVELS - 1) / 256 + upper;
        }

        private static float weight(int value, int upper) {
            float place = value * (LEVELS - 1) / 256f;
            float above = place - (int) place;
            return upper == 1 ? above : 1 - above;
        }

        @Override
        public void close() {
            transform.release();
            grid.release();
        }
    }
}
