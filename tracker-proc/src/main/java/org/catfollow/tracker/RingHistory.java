package org.catfollow.tracker;

import org.catfollow.runtime.vision.FrameMats;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.tracker.lifecycle.FrameHistory;
import org.opencv.core.Mat;

/** The ring as the tracker's history of frames. One thread; allocates nothing. */
final class RingHistory implements FrameHistory {
    private final FrameReader frames;
    private final FrameMats mats;

    RingHistory(FrameReader frames, FrameMats mats) {
        this.frames = frames;
        this.mats = mats;
    }

    @Override
    public boolean open(long frameId) {
        return frames.open(frameId) == FrameReader.Answer.OPEN
                && frames.description().format == PixelFormat.BGR24;
    }

    @Override
    public Mat pixels() {
        return mats.of(frames.slot(), frames.pixels(), frames.description());
    }

    @Override
    public long sourceIndex() {
        return frames.description().sourceIndex;
    }

    @Override
    public long captureNanos() {
        return frames.description().captureNanos;
    }

    @Override
    public boolean stillValid() {
        return frames.stillValid();
    }
}
