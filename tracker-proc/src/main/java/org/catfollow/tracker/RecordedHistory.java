package org.catfollow.tracker;

import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.tracker.lifecycle.FrameHistory;
import org.opencv.core.Mat;

/**
 * Says again what {@link NotedHistory} noted, over frames that are all there. One thread.
 */
final class RecordedHistory implements FrameHistory {
    private final FrameHistory frames;
    private final long[] bits = new long[NotedHistory.MOST / Long.SIZE];
    private int count;
    private int asked;
    private int refusals;

    RecordedHistory(FrameHistory frames) {
        this.frames = frames;
    }

    /** Takes what was noted in a round. */
    void begin(StageRecord round) {
        count = round.takeInt();
        refusals = round.takeInt();
        bits[0] = round.takeLong();
        bits[1] = round.takeLong();
        asked = 0;
    }

    private boolean answer() {
        int index = asked++;
        if (refusals == 0 || index >= count || index >= NotedHistory.MOST) {
            return true;
        }
        return (bits[index / Long.SIZE] >>> index & 1) == 0;
    }

    @Override
    public boolean open(long frameId) {
        return answer() && frames.open(frameId);
    }

    @Override
    public boolean stillValid() {
        return answer();
    }

    @Override
    public Mat pixels() {
        return frames.pixels();
    }

    @Override
    public long sourceIndex() {
        return frames.sourceIndex();
    }

    @Override
    public long captureNanos() {
        return frames.captureNanos();
    }
}
