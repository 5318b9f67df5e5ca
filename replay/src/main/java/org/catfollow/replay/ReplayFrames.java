package org.catfollow.replay;

import org.catfollow.runtime.recording.RecordedFrames;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.tracker.lifecycle.FrameHistory;
import org.opencv.core.Mat;

/** A recording's frames, as the tracker looks them up. One thread. */
final class ReplayFrames implements FrameHistory {
    private final RecordedFrames frames;
    private final FrameDescription description = new FrameDescription();

    /** A frame was asked for that was not recorded; 0 for none. */
    private long missing;

    ReplayFrames(RecordedFrames frames) {
        this.frames = frames;
    }

    /** Forgets what was missing. */
    void begin() {
        missing = 0;
    }

    /** Returns a frame that was asked for and is not there, 0 for none. */
    long missing() {
        return missing;
    }

    @Override
    public boolean open(long frameId) {
        if (!frames.has(frameId)) {
            missing = frameId;
            return false;
        }
        frames.describe(frameId, description);
        return true;
    }

    @Override
    public Mat pixels() {
        return frames.pixels(description.frameId);
    }

    @Override
    public long sourceIndex() {
        return description.sourceIndex;
    }

    @Override
    public long captureNanos() {
        return description.captureNanos;
    }

    @Override
    public boolean stillValid() {
        return true;
    }
}
