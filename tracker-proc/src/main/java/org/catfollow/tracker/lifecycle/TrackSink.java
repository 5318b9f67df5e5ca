package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.Tracks;

/** Takes the tracks of one frame; the holders are used again for the next, so they are copied at once. */
@FunctionalInterface
public interface TrackSink {
    /**
     * Publishes; all fields are filled but {@code publishNanos}, which is the taker's.
     *
     * @param target the target's track
     * @param all every track, the target's among them
     */
    void publish(Track target, Tracks all);
}
