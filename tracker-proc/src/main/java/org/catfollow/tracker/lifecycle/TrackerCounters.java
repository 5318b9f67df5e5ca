package org.catfollow.tracker.lifecycle;

/** What the tracker did and could not do since it started. Written and read by its thread. */
public final class TrackerCounters {
    /** Frames answered with a track, whatever its state. */
    public long frames;

    /** Frames passed over because the tracker was too far behind. */
    public long skipped;

    /** Frames that had left the ring before they were looked at. */
    public long vanished;

    /** Frames overwritten while they were used; what came out of them was thrown away. */
    public long torn;

    /** Detections whose frame had left the ring, or was none that could be matched: dropped. */
    public long staleDetections;

    /** Results in which the target was seen. */
    public long agreements;

    /** Results with boxes of which none was the target. */
    public long disagreements;

    /** Tracks begun, by hand or by a detection. */
    public long tracksStarted;

    /** Frames that the filter was run on a second time, after a detection. */
    public long rerunFrames;

    TrackerCounters() {}
}
