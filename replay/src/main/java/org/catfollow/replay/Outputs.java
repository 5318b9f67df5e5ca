package org.catfollow.replay;

import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.Tracks;

/** What the stages put out, each kind in one holder. */
final class Outputs {
    private Outputs() {}

    /** What the tracker answered for a frame. */
    record Answer(Track track, Tracks all) {}

    /** What control decided in a period. */
    record Decision(ControlStatus status, Pose pose, Sensors sensors) {}

    /** What the detector found in a frame, and under which generation it was published. */
    record Found(long generation, Detections detections) {}
}
