package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.Track;

/** Takes the track of one frame; the holder is used again for the next, so it is copied at once. */
@FunctionalInterface
public interface TrackSink {
    /** Publishes; all fields are filled but {@link Track#publishNanos}, which is the taker's. */
    void publish(Track track);
}
