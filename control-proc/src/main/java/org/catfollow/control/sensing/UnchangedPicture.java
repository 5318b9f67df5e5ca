package org.catfollow.control.sensing;

/**
 * How long the wheels have turned under one and the same picture. A camera that hangs may go on sending
 * its last picture, each time with a new capture time: fresh by the clock, and the world is another one by
 * now. While the wheels turn, no two pictures of a living camera are the same to the last pixel, so that
 * such a picture is as old as the time driven under it. A car that stands may see the same for ever: that
 * time does not count; what was driven before counts until the picture changes, or the car would go on in
 * jerks.
 *
 * <p>Pure; allocates nothing; one instance for one camera.
 */
public final class UnchangedPicture {
    /** Longer is as good as this; and what a damaged track says cannot overflow. */
    private static final long LONGEST_NANOS = 1_000_000_000_000L;

    private long frameId;
    private long captureNanos;
    private long drivenNanos;
    private boolean turned;

    /**
     * Looks at one period.
     *
     * @param newestFrameId the newest tracked frame, 0 for none; the same id is the same frame
     * @param newestCaptureNanos when it was captured
     * @param same whether it shows what the frame looked at before showed, to the last pixel
     * @param turning whether the wheels were told to turn
     * @return how long they have turned since the picture last changed, nanoseconds
     */
    public long drivenNanos(
            long newestFrameId, long newestCaptureNanos, boolean same, boolean turning) {
        turned |= turning;
        if (newestFrameId == 0 || newestFrameId == frameId) {
            return drivenNanos;
        }
        if (!same) {
            drivenNanos = 0;
        } else if (turned) {
            long nanos = Math.clamp(newestCaptureNanos - captureNanos, 0, LONGEST_NANOS);
            drivenNanos = Math.min(drivenNanos + nanos, LONGEST_NANOS);
        }
        frameId = newestFrameId;
        captureNanos = newestCaptureNanos;
        turned = turning;
        return drivenNanos;
    }

    /**
     * The picture was too old to act upon by what was driven under it and its age together: from here on by
     * the first alone, or a picture that comes a little sooner would let the wheels turn again.
     *
     * @param tooOldNanos from which age on a picture is too old
     */
    public void believeNoMore(long tooOldNanos) {
        drivenNanos = drivenNanos > 0 ? Math.max(drivenNanos, tooOldNanos) : 0;
    }
}
