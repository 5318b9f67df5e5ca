package org.catfollow.tracker.lifecycle;

import java.util.HashSet;
import java.util.Set;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** A ring without pixels: the last {@link #slots} frames, 100 ms apart; some may be torn. */
final class FakeFrames implements FrameHistory {
    static final long PERIOD_NANOS = 100_000_000L;

    final Set<Long> torn = new HashSet<>();
    int slots = 16;
    long newest;

    /** How often frames are still whole when they are asked. */
    int validChecks = Integer.MAX_VALUE;

    Mat picture = Mat.zeros(480, 640, CvType.CV_8UC3);
    private long open;

    static long capturedAt(long frameId) {
        return 5_000_000_000L + frameId * PERIOD_NANOS;
    }

    @Override
    public boolean open(long frameId) {
        open = frameId;
        return frameId <= newest && frameId > newest - slots;
    }

    @Override
    public Mat pixels() {
        return picture;
    }

    @Override
    public long sourceIndex() {
        return open - 1;
    }

    @Override
    public long captureNanos() {
        return capturedAt(open);
    }

    @Override
    public boolean stillValid() {
        validChecks--;
        return !torn.contains(open) && validChecks >= 0;
    }

    long openFrame() {
        return open;
    }
}
