package org.catfollow.tracker.sequence;

import java.util.Arrays;

/**
 * How well the boxes of one run fit the reference: overlap and distance of each frame that counts.
 *
 * <p>Measures are those of the Object Tracking Benchmark (Wu, Lim, Yang: Online Object Tracking: A
 * Benchmark, CVPR 2013). Frames without a reference box do not count, nor does the one in which the
 * target was given.
 */
public final class FrameScores {
    /** Pixels between two centres that still count as a hit. */
    static final int PRECISION_PIXELS = 20;

    /** Frames in a row without any overlap that are a loss. */
    static final int FRAMES_OF_A_LOSS = 5;

    /** Overlap thresholds 0, 0.05 ... 1. */
    private static final int THRESHOLDS = 21;

    private double[] overlaps = new double[256];
    private int count;
    private int hits;
    private int losses;
    private int missesInARow;

    /** Makes one without frames. */
    public FrameScores() {}

    /**
     * Takes one frame in.
     *
     * @param reference where the target is; a frame on which that is not known does not count
     * @param found where the tracker says it is; {@link Box#ABSENT} overlaps with nothing
     */
    public void add(Box reference, Box found) {
        if (!reference.present()) {
            return;
        }
        double iou = found.present() ? reference.iou(found) : 0;
        if (count == overlaps.length) {
            overlaps = Arrays.copyOf(overlaps, 2 * count);
        }
        overlaps[count++] = iou;
        if (found.present() && reference.centreDistance(found) <= PRECISION_PIXELS) {
            hits++;
        }
        missesInARow = iou > 0 ? 0 : missesInARow + 1;
        if (missesInARow == FRAMES_OF_A_LOSS) {
            losses++;
        }
    }

    /** Returns how many frames count. */
    public int count() {
        return count;
    }

    /**
     * Returns the area under the success plot, 0 to 1: the mean, over the thresholds 0, 0.05 ... 1, of
     * the share of frames that overlap by more. NaN without frames.
     */
    public double successAuc() {
        long above = 0;
        for (int i = 0; i < count; i++) {
            for (int step = 0; step < THRESHOLDS; step++) {
                if (overlaps[i] > step / (THRESHOLDS - 1.0)) {
                    above++;
                }
            }
        }
        return (double) above / THRESHOLDS / count;
    }

    /** Returns the share of frames whose centre is at most 20 pixels away. NaN without frames. */
    public double precision() {
        return (double) hits / count;
    }

    /** Returns the mean overlap, 0 to 1. NaN without frames. */
    public double meanIou() {
        return Arrays.stream(overlaps, 0, count).sum() / count;
    }

    /** Returns how often the target was lost: five counted frames in a row without any overlap. */
    public int losses() {
        return losses;
    }
}
