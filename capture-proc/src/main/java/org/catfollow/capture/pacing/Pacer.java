package org.catfollow.capture.pacing;

/**
 * Says when frames are due: on a grid that begins with the first frame and never drifts, however
 * late single frames are. Who is late by a whole period or more has missed points of the grid: they
 * are counted, never made up for by a burst, and the next frame is due at the next point.
 *
 * <p>Pure: instants are CLOCK_MONOTONIC nanoseconds handed in by the caller, who also does the
 * waiting. One thread; allocates nothing.
 *
 * <pre>{@code
 * pacer.start(now);
 * ... wait until pacer.isDue(now), read the picture, commit, then:
 * long due = pacer.dueNanos();
 * long late = pacer.taken(now);
 * }</pre>
 */
public final class Pacer {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double periodNanos;
    private long startNanos;
    private long point;

    private Pacer(double periodNanos) {
        this.periodNanos = periodNanos;
    }

    /** Returns a pacer for this many frames a second, 0.1 to 1000. */
    public static Pacer atRate(double framesPerSecond) {
        if (!(framesPerSecond >= 0.1 && framesPerSecond <= 1000)) {
            throw new IllegalArgumentException("frames per second " + framesPerSecond);
        }
        return new Pacer(NANOS_PER_SECOND / framesPerSecond);
    }

    /** Returns a pacer for which every frame is due at once and none is late. */
    public static Pacer asFastAsPossible() {
        return new Pacer(0);
    }

    /** Returns whether frames are due at certain instants at all. */
    public boolean paced() {
        return periodNanos > 0;
    }

    /** Begins the grid: the first frame is due at {@code nowNanos}. */
    public void start(long nowNanos) {
        startNanos = nowNanos;
        point = 0;
    }

    /**
     * Returns when the next frame is due. Without a rate: the start, which is always past.
     *
     * <p>Computed from the start, not from the frame before, so that rounding does not add up.
     */
    public long dueNanos() {
        return startNanos + Math.round(point * periodNanos);
    }

    /** Returns whether the next frame is due. */
    public boolean isDue(long nowNanos) {
        return nowNanos - dueNanos() >= 0;
    }

    /** Returns how long to wait for the next frame, nanoseconds; 0 when it is due. */
    public long remainingNanos(long nowNanos) {
        return Math.max(0, dueNanos() - nowNanos);
    }

    /**
     * Notes that the due frame was taken (or skipped) at {@code nowNanos}, and moves on to the next
     * point of the grid that is not past by a whole period.
     *
     * @return how many points of the grid were missed and will not be served: frames late
     */
    public long taken(long nowNanos) {
        if (!paced()) {
            return 0;
        }
        long behindNanos = nowNanos - dueNanos();
        long missed = behindNanos <= 0 ? 0 : (long) (behindNanos / periodNanos);
        point += 1 + missed;
        return missed;
    }
}
