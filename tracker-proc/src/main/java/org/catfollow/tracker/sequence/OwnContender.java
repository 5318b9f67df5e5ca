package org.catfollow.tracker.sequence;

import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Mat;

/** One of the stage's own trackers. */
public final class OwnContender implements Contender {
    private final String name;
    private final VisualTracker tracker;
    private Mat picture;

    /** Takes a tracker over. */
    public OwnContender(String name, VisualTracker tracker) {
        this.name = name;
        this.tracker = tracker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void show(Mat bgr) {
        picture = bgr;
    }

    @Override
    public void init(Box box) {
        tracker.init(picture, box.x(), box.y(), box.width(), box.height());
    }

    @Override
    public boolean update(TrackedBox out) {
        tracker.update(picture, out);
        return true;
    }

    @Override
    public void close() {
        tracker.close();
    }
}
