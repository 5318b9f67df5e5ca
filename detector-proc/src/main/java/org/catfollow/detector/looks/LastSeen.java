package org.catfollow.detector.looks;

import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;

/**
 * Where the target was last, by the tracker or by the detector itself, whoever knows it of the newer
 * frame. One thread; allocates nothing.
 *
 * <p>A tracker that works is nearly always ahead, for it answers every frame; when it has given up, or
 * is gone, the detector's own boxes are the newer news.
 */
public final class LastSeen {
    private boolean known;
    private long captureNanos;
    private float x;
    private float y;
    private float width;
    private float height;

    /** Takes what the tracker says, where it has a box: seen, or guessed and not yet given up. */
    public void track(Track track) {
        boolean hasBox = track.valid() || track.state == TrackState.COASTING;
        if (hasBox && (!known || track.captureNanos >= captureNanos)) {
            set(track.captureNanos, track.x, track.y, track.width, track.height);
        }
    }

    /** Takes what the detector found in a frame: the best box, if there is one. */
    public void found(Detections found, long frameCaptureNanos) {
        if (found.count() > 0 && (!known || frameCaptureNanos > captureNanos)) {
            set(frameCaptureNanos, found.x(0), found.y(0), found.width(0), found.height(0));
        }
    }

    private void set(long boxNanos, float boxX, float boxY, float boxWidth, float boxHeight) {
        known = true;
        captureNanos = boxNanos;
        x = boxX;
        y = boxY;
        width = boxWidth;
        height = boxHeight;
    }

    /** Returns whether there is a place that is at most so old at {@code nowNanos}. */
    boolean isKnown(long nowNanos, long oldestNanos) {
        return known && nowNanos - captureNanos <= oldestNanos;
    }

    /** Returns where its middle was, pixels from the left. */
    float centreX() {
        return x + width / 2;
    }

    /** Returns where its middle was, pixels from the top. */
    float centreY() {
        return y + height / 2;
    }

    /** Returns its larger side, pixels. */
    float side() {
        return Math.max(width, height);
    }
}
