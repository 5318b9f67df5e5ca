package org.catfollow.detector.schedule;

/**
 * Chooses K of "every K-th frame" from what a look costs. Pure state machine for one thread; allocates
 * nothing.
 *
 * <p>A look that takes T and is taken at every K-th frame costs T / K a frame. That must fit into the
 * budget, and into the share of the frame interval that the detector may use; the smaller is the
 * limit. K rises at once when the smoothed T / K is over the limit, to the smallest that fits. It
 * falls only when the cost with the smaller K would stay under {@link #RELIEF} of the limit: looks
 * that vary by up to 8 % about a steady T never make K go up and down.
 */
public final class LoadControl {
    /** Weight of the newest value in a smoothed one: a step is followed within some 10 looks. */
    private static final double SMOOTHING = 0.2;

    private static final double RELIEF = 0.85;
    private static final double OVERLOAD = 1.5;
    private static final double NANOS_PER_MILLI = 1e6;

    /** A source that pauses for longer says nothing about its rate. */
    private static final long LONGEST_INTERVAL_NANOS = 1_000_000_000;

    private final int least;
    private final int most;
    private final double budgetNanos;
    private final double cpuShare;
    private int every;
    private double workNanos;
    private double intervalNanos;
    private long lastFrameId;
    private long lastCaptureNanos;

    /** Makes one that begins with the smallest K. */
    public LoadControl(ScheduleSettings settings) {
        this.least = settings.leastEvery();
        this.most = settings.mostEvery();
        this.budgetNanos = settings.budgetMillis() * NANOS_PER_MILLI;
        this.cpuShare = settings.cpuShare();
        this.every = least;
    }

    /**
     * Learns how fast frames come, from the frames that are taken.
     *
     * @param captureNanos when it was captured, CLOCK_MONOTONIC
     */
    public void taken(long frameId, long captureNanos) {
        long frames = frameId - lastFrameId;
        long nanos = captureNanos - lastCaptureNanos;
        boolean first = lastFrameId == 0;
        lastFrameId = frameId;
        lastCaptureNanos = captureNanos;
        if (first || frames <= 0 || nanos <= 0 || nanos / frames > LONGEST_INTERVAL_NANOS) {
            return;
        }
        intervalNanos = smoothed(intervalNanos, (double) nanos / frames);
    }

    /** Learns what a look has cost that went through the model, and chooses K anew. */
    public void worked(long nanos) {
        workNanos = smoothed(workNanos, (double) Math.max(0, nanos));
        double limit = limitNanos();
        if (workNanos > limit * every) {
            every = bounded(Math.ceil(workNanos / limit));
        } else {
            every = Math.min(every, bounded(Math.ceil(workNanos / (RELIEF * limit))));
        }
    }

    private double limitNanos() {
        return intervalNanos == 0 ? budgetNanos : Math.min(budgetNanos, cpuShare * intervalNanos);
    }

    private int bounded(double wanted) {
        return (int) Math.max(least, Math.min(most, wanted));
    }

    private static double smoothed(double before, double value) {
        return before == 0 ? value : before + SMOOTHING * (value - before);
    }

    /** Returns the smoothed time from frame to frame, nanoseconds; 0 while unknown. */
    public double intervalNanos() {
        return intervalNanos;
    }

    /** Returns K. */
    public int every() {
        return every;
    }

    /** Returns whether even this K costs more than one and a half times the budget. */
    public boolean isOverloaded() {
        return workNanos > OVERLOAD * budgetNanos * every;
    }
}
