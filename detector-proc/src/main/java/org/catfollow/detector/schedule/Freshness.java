package org.catfollow.detector.schedule;

/**
 * Whether the newest frame is looked at, or the next one waited for, because it is due at any moment.
 * Pure state machine for one thread; allocates nothing.
 *
 * <p>A detector that has been busy finds a frame that is up to an interval old, and its result would be
 * older than its own inference and a frame interval when the input was prepared meanwhile. A frame so
 * old has its successor due within what preparing takes: waiting for that costs some milliseconds of
 * work and makes the result younger by nearly an interval.
 */
public final class Freshness {
    private static final double SMOOTHING = 0.2;

    /** How fast a delivery that has become slower is believed. */
    private static final double DRIFT = 0.01;

    /** How late the next frame may be, as a share of the interval, before it is not waited for. */
    private static final double LATENESS = 0.25;

    private double deliveryNanos = -1;
    private double preparingNanos;

    /**
     * Learns how long it takes from the choice of a frame to the beginning of its inference.
     *
     * @param nanos of the look that was just taken
     */
    public void prepared(long nanos) {
        preparingNanos += SMOOTHING * (Math.max(0, nanos) - preparingNanos);
    }

    /**
     * Decides on the newest frame.
     *
     * @param ageNanos how long ago it was captured
     * @param intervalNanos from frame to frame; 0 while unknown
     * @return how long to wait for the next one at most; 0 to look at this one
     */
    public long waitNanos(long ageNanos, double intervalNanos) {
        // The youngest that a frame can be had: a camera's own delay is no reason to wait.
        boolean younger = deliveryNanos < 0 || ageNanos < deliveryNanos;
        deliveryNanos = younger ? ageNanos : deliveryNanos + DRIFT * (ageNanos - deliveryNanos);
        boolean old = ageNanos + preparingNanos > intervalNanos;
        boolean nextIsYoungEnough = deliveryNanos + preparingNanos <= intervalNanos;
        if (intervalNanos <= 0 || !old || !nextIsYoungEnough) {
            return 0;
        }
        double due = intervalNanos + deliveryNanos - ageNanos;
        return (long) Math.max(0, due + LATENESS * intervalNanos);
    }
}
