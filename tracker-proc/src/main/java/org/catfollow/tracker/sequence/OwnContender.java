package org.catfollow.tracker.sequence;

import java.util.function.Supplier;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Mat;

/** One of the stage's own trackers; a new one for each target, so that no run depends on those before. */
final class OwnContender implements Contender {
    private final String name;
    private final Supplier<VisualTracker> maker;
    private VisualTracker tracker;
    private boolean used;
    private Mat picture;

    /**
     * Makes the first.
     *
     * @throws StageFailure where the maker throws it
     */
    OwnContender(String name, Supplier<VisualTracker> maker) {
        this.name = name;
        this.maker = maker;
        this.tracker = maker.get();
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
        if (used) {
            tracker.close();
            tracker = maker.get();
        }
        used = true;
        FirstBox.give(tracker, picture, box);
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
