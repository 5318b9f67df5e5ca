package org.catfollow.detector.looks;

import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;

/**
 * Where the target was last, by the tracker. One thread; allocates nothing.
 *
 * <p>Only a track that was confirmed counts, also while it coasts. A nearer look at a dog is more likely
 * to call it a cat than the first look is; so a second look may help to keep a target, and to find it
 * again, but never to confirm one that a single box has begun.
 */
public final class LastSeen {
    /** Of the last track that was seen confirmed; ids begin at 1. */
    private long confirmedId;

    private long captureNanos;
    private float x;
    private float y;
    private float width;
    private float height;

    /** Takes what the tracker says of its newest frame. */
    public void track(Track track) {
        if (track.state == TrackState.CONFIRMED) {
            confirmedId = track.trackId;
        } else if (track.state == TrackState.TENTATIVE && track.trackId != confirmedId) {
            // Begun by a second look, perhaps: it is for first looks to confirm it.
            confirmedId = 0;
        }
        boolean hasBox = track.valid() || track.state == TrackState.COASTING;
        if (hasBox && confirmedId != 0 && track.trackId == confirmedId) {
            captureNanos = track.captureNanos;
            x = track.x;
            y = track.y;
            width = track.width;
            height = track.height;
        }
    }

    /** Returns whether there is a place that is at most so old at {@code nowNanos}. */
    boolean isKnown(long nowNanos, long oldestNanos) {
        return confirmedId != 0 && nowNanos - captureNanos <= oldestNanos;
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
