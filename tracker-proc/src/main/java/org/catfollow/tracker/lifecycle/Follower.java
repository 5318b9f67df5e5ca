package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.tracker.LifecycleConfig;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Mat;

/**
 * Follows the target with the visual filter, and with its motion where the filter does not see it: then
 * the filter is told where to search, and is believed again when its answer is good and lies where the
 * target can have come to. One thread; allocates nothing.
 */
final class Follower implements AutoCloseable {
    /** Quality from which a lost target may be found by the filter alone, and for how many frames. */
    private static final float FOUND_QUALITY = 0.75f;

    private static final int FOUND_FRAMES = 3;

    /** How far a target may have come out of sight: sides of its box, at once and per second. */
    private static final double REACH_SIDES = 1;

    private static final double REACH_SIDES_PER_SECOND = 3;

    /** Distance from the picture's edge that counts as touching it, share of the picture's sides. */
    private static final float EDGE_SHARE = 0.01f;

    private final LifecycleConfig config;
    private final VisualTracker filter;
    private final TrackedBox expected = new TrackedBox();
    private final TrackedBox found = new TrackedBox();
    private long believedNanos;
    private int foundFrames;

    Follower(LifecycleConfig config, VisualTracker filter) {
        this.config = config;
        this.filter = filter;
    }

    /** Returns whether the filter looks after the target: it is alive, or searched for. */
    boolean attends(TrackEntry target, long captureNanos) {
        return target.active() || target.lifecycle.maySearch(captureNanos);
    }

    /** Shows the filter a target for the first time. */
    void teachAnew(Mat pixels, TrackedBox box, long captureNanos) {
        filter.init(pixels, box.x, box.y, box.width, box.height);
        believedNanos = captureNanos;
        foundFrames = 0;
    }

    /** Shows the filter where its target really is. */
    void correct(Mat pixels, TrackedBox box, long captureNanos) {
        filter.correct(pixels, box.x, box.y, box.width, box.height);
        believedNanos = captureNanos;
    }

    /** Asks the filter. Nothing else changes, so that {@link #undo} can take it back. */
    void look(Mat pixels, TrackedBox box) {
        filter.update(pixels, box);
    }

    /** Takes the filter's last step back. */
    void undo() {
        filter.undo();
    }

    /**
     * Draws the consequences of the filter's answer.
     *
     * @param frame what is known of the frame
     * @param box the answer; afterwards what is published: where the target is, or must be
     */
    void follow(TrackEntry target, Track frame, TrackedBox box) {
        long now = frame.captureNanos;
        target.motion.at(now, expected);
        if (target.lost()) {
            search(target, frame, box);
            return;
        }
        boolean believed = believed(target, now, box);
        if (believed) {
            believedNanos = now;
            target.motion.measure(box, now, 1);
        } else {
            filter.expect(expected.x + expected.width / 2, expected.y + expected.height / 2);
            box.copyFrom(expected);
        }
        float quality = believed ? box.quality : Math.min(box.quality, config.weakQuality() / 2);
        float visible = visibleShare(box, frame);
        target.lifecycle.followed(quality, visible, atEdge(box, frame), now);
        box.quality = quality;
    }

    private boolean believed(TrackEntry target, long now, TrackedBox box) {
        if (target.lifecycle.state() != TrackState.COASTING) {
            return box.quality >= target.lifecycle.weakQuality();
        }
        return box.quality >= target.lifecycle.recoveredQuality() && reachable(target, now, box);
    }

    private boolean reachable(TrackEntry target, long now, TrackedBox box) {
        double seconds = Math.max(0, now - believedNanos) / 1e9;
        double reach = target.motion.side() * (REACH_SIDES + REACH_SIDES_PER_SECOND * seconds);
        return near(expected, box, reach);
    }

    private static boolean atEdge(TrackedBox box, Track frame) {
        float marginX = EDGE_SHARE * frame.frameWidth;
        float marginY = EDGE_SHARE * frame.frameHeight;
        return box.x <= marginX
                || box.y <= marginY
                || box.x + box.width >= frame.frameWidth - marginX
                || box.y + box.height >= frame.frameHeight - marginY;
    }

    /** Only what the filter sees clearly, in the picture, at one place, several times in a row. */
    private void search(TrackEntry target, Track frame, TrackedBox box) {
        float visible = visibleShare(box, frame);
        boolean clear = box.quality >= FOUND_QUALITY && visible >= config.minVisible();
        boolean again = foundFrames > 0 && near(found, box, target.motion.side());
        foundFrames = !clear ? 0 : again ? foundFrames + 1 : 1;
        found.copyFrom(box);
        if (foundFrames >= FOUND_FRAMES) {
            foundFrames = 0;
            believedNanos = frame.captureNanos;
            target.motion.begin(box, frame.captureNanos);
            target.lifecycle.foundAgain();
        } else {
            box.copyFrom(expected);
            box.quality = 0;
        }
    }

    private static float visibleShare(TrackedBox box, Track frame) {
        return BoxExtent.visible(
                box.x, box.y, box.width, box.height, frame.frameWidth, frame.frameHeight);
    }

    private static boolean near(TrackedBox one, TrackedBox other, double reach) {
        double dx = one.x + one.width / 2 - other.x - other.width / 2;
        double dy = one.y + one.height / 2 - other.y - other.height / 2;
        return dx * dx + dy * dy <= reach * reach;
    }

    @Override
    public void close() {
        filter.close();
    }
}
