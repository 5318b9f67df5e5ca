package org.catfollow.tracker.filter;

import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.video.Tracker;
import org.opencv.video.TrackerMIL;

/**
 * OpenCV's {@code TrackerMIL}: Babenko, Yang, Belongie, "Visual Tracking with Online Multiple Instance
 * Learning", CVPR 2009. The box keeps its size. It never says that the target is lost, so that the
 * quality is a surrogate: {@link Likeness} beside its mean over the first ten frames. See {@link
 * NativeTracker} for boxes, corrections and undo; undo leaves what the likeness followed since (a
 * twentieth of one frame).
 */
final class MilTracker extends NativeTracker {
    /** Room for the samples of what is not the target: those are 5 pixels away from it or more. */
    private static final int MARGIN = 8;

    private final TrackerMIL tracker = TrackerMIL.create();
    private final Likeness likeness = new Likeness();

    MilTracker() {
        super(TrackerKind.MIL);
    }

    @Override
    Tracker tracker() {
        return tracker;
    }

    /**
     * It draws its samples and features by the thread's generator, and their luck decides much: the same
     * sequence was followed with mean overlaps from 0.18 to 0.54. Seed 0 is what a new thread has.
     * What it draws from the whole process's generator cannot be set from here.
     */
    @Override
    void prepare() {
        Core.setRNGSeed(0);
    }

    @Override
    int margin() {
        return MARGIN;
    }

    @Override
    void learnLooks(Mat bgr, Rect box) {
        likeness.learn(bgr, box.x, box.y, box.width, box.height);
    }

    @Override
    double measure(Mat bgr, Rect box) {
        return likeness.measure(bgr, box.x, box.y, box.width, box.height);
    }

    @Override
    public void close() {
        super.close();
        likeness.close();
    }
}
