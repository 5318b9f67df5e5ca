package org.catfollow.detector.schedule;

/**
 * Every K-th frame at most, and the latest wins: a frame that came while the detector was busy is passed
 * over, never queued. Pure state machine for one thread; frame ids grow by one a frame, from 1.
 */
public final class FrameSchedule {
    /** Instead of a frame id: nothing to do now. */
    public static final long NONE = 0;

    private int every;
    private long lastTaken = NONE;
    private long skippedByChoice;
    private long skippedByLoad;

    /**
     * Makes a schedule.
     *
     * @param every K: 1 looks at each frame, 3 leaves out two between
     */
    public FrameSchedule(int every) {
        every(every);
    }

    /** Changes K, from the next frame on. */
    public void every(int every) {
        if (every < 1) {
            throw new IllegalArgumentException("every=" + every + " must be 1 or more");
        }
        this.every = every;
    }

    /**
     * Decides on the newest frame. A frame that is returned counts as taken.
     *
     * @param latestFrameId id of the newest complete frame, {@link #NONE} before the first
     * @return {@code latestFrameId}, or {@link #NONE}
     */
    public long next(long latestFrameId) {
        if (latestFrameId <= NONE) {
            return NONE;
        }
        if (lastTaken == NONE || latestFrameId < lastTaken) {
            // The first frame, or a new source that counts from the start again.
            lastTaken = latestFrameId;
            return latestFrameId;
        }
        long step = latestFrameId - lastTaken;
        if (step < every) {
            return NONE;
        }
        skippedByChoice += every - 1L;
        skippedByLoad += step - every;
        lastTaken = latestFrameId;
        return latestFrameId;
    }

    /** Returns the id of the frame taken last, {@link #NONE} before the first. */
    public long lastTaken() {
        return lastTaken;
    }

    /** Returns how many frames were left out because of K. */
    public long skippedByChoice() {
        return skippedByChoice;
    }

    /** Returns how many more were left out because the detector was busy: its dropped frames. */
    public long skippedByLoad() {
        return skippedByLoad;
    }
}
