package org.catfollow.tracker;

import org.catfollow.tracker.lifecycle.FrameHistory;
import org.opencv.core.Mat;

/**
 * Notes what another history said: whether a frame was still there depends on the moment at which it was
 * asked, so who is to run again with the same result has to be told it again. One thread; allocates
 * nothing.
 */
final class NotedHistory implements FrameHistory {
    /** More answers than a round has, unless {@code --max-catch-up} is large. */
    static final int MOST = 128;

    private final FrameHistory history;
    private final long[] bits = new long[MOST / Long.SIZE];
    private int count;
    private int refusals;

    NotedHistory(FrameHistory history) {
        this.history = history;
    }

    /** Forgets what was said: a round begins. */
    void begin() {
        count = 0;
        refusals = 0;
        bits[0] = 0;
        bits[1] = 0;
    }

    /** Returns how often it was asked. */
    int count() {
        return count;
    }

    /** Returns how often it said no. */
    int refusals() {
        return refusals;
    }

    /** Returns answers, the first in the lowest bit of the first word: set for no. */
    long bits(int word) {
        return bits[word];
    }

    private boolean note(boolean answer) {
        if (!answer) {
            refusals++;
            if (count < MOST) {
                bits[count / Long.SIZE] |= 1L << count;
            }
        }
        count++;
        return answer;
    }

    @Override
    public boolean open(long frameId) {
        return note(history.open(frameId));
    }

    @Override
    public boolean stillValid() {
        return note(history.stillValid());
    }

    @Override
    public Mat pixels() {
        return history.pixels();
    }

    @Override
    public long sourceIndex() {
        return history.sourceIndex();
    }

    @Override
    public long captureNanos() {
        return history.captureNanos();
    }
}
