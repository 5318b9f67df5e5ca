package org.catfollow.capture;

import java.util.Locale;
import org.catfollow.capture.pacing.Pacer;
import org.catfollow.runtime.DurationHistogram;

/**
 * What capture has done since its start. Written and read by capture's own thread; counting
 * allocates nothing. Instants are CLOCK_MONOTONIC nanoseconds.
 *
 * <p>Jitter is how far from its due instant each frame was captured, early or late; of a camera, which
 * has a clock of its own, how far from a whole number of its periods behind the frame before. Without
 * a rate ({@code --as-fast-as-possible}) nothing is due, and none is measured.
 */
final class CaptureStatistics {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final DurationHistogram jitter = new DurationHistogram();
    private final long startNanos;
    private long frames;
    private long skipped;
    private long late;
    private long droppedByCamera;
    private long interruptions;
    private boolean afterInterruption;
    private long firstCaptureNanos;
    private long lastCaptureNanos;
    private String lastSkipReason = "";

    /** Begins to count at {@code startNanos}. */
    public CaptureStatistics(long startNanos) {
        this.startNanos = startNanos;
    }

    /**
     * Counts a committed frame and moves the pacer on.
     *
     * @param pacer the frame's schedule, still at the frame's own due instant
     * @param captureNanos when the frame was captured
     */
    public void frame(Pacer pacer, long captureNanos) {
        if (frames == 0) {
            firstCaptureNanos = captureNanos;
        }
        frames++;
        lastCaptureNanos = captureNanos;
        if (pacer.paced()) {
            jitter.record(captureNanos - pacer.dueNanos());
        }
        late += pacer.taken(captureNanos);
    }

    /**
     * Counts a committed frame of a camera, and those that are missing before it.
     *
     * @param promisedRate frames per second that the camera ought to give; 0 when nobody knows
     * @param captureNanos when the frame was captured
     */
    public void frame(double promisedRate, long captureNanos) {
        if (frames == 0) {
            firstCaptureNanos = captureNanos;
        } else if (!afterInterruption && promisedRate > 0) {
            double periodNanos = NANOS_PER_SECOND / promisedRate;
            long interval = captureNanos - lastCaptureNanos;
            long periods = Math.max(1, Math.round(interval / periodNanos));
            droppedByCamera += periods - 1;
            jitter.record(interval - Math.round(periods * periodNanos));
        }
        afterInterruption = false;
        frames++;
        lastCaptureNanos = captureNanos;
    }

    /** Notes that the camera has gone: what is missing until it is back it did not drop. */
    public void interrupted() {
        interruptions++;
        afterInterruption = true;
    }

    /**
     * Counts a picture that could not be had, and moves the pacer on: its time passes too, so that
     * the pictures behind it keep theirs.
     *
     * @param reason one line, kept until the next one
     */
    public void skipped(Pacer pacer, long nowNanos, String reason) {
        skipped++;
        lastSkipReason = reason;
        late += pacer.taken(nowNanos);
    }

    /** Returns the number of committed frames. */
    public long frames() {
        return frames;
    }

    /** Returns the number of pictures that could not be had. */
    public long skipped() {
        return skipped;
    }

    /** Returns why the last of them could not; empty while there was none. */
    public String lastSkipReason() {
        return lastSkipReason;
    }

    /** Returns how many due instants went by unserved. */
    public long late() {
        return late;
    }

    /** Returns how many frames a camera has left out, judged by its instants and its rate. */
    public long droppedByCamera() {
        return droppedByCamera;
    }

    /** Returns how often a camera went, or failed to come back for another reason. */
    public long interruptions() {
        return interruptions;
    }

    /** Returns how long it is since the start, seconds. */
    public double seconds(long nowNanos) {
        return (nowNanos - startNanos) / NANOS_PER_SECOND;
    }

    /** Returns the distances from the due instants. */
    public DurationHistogram jitter() {
        return jitter;
    }

    /**
     * Returns frames per second over the time from the first capture to the last; 0 for fewer than
     * two frames.
     */
    public double framesPerSecond() {
        long nanos = lastCaptureNanos - firstCaptureNanos;
        return frames < 2 || nanos <= 0 ? 0 : (frames - 1) * NANOS_PER_SECOND / nanos;
    }

    /** Returns the one line for the end of the run: {@code capture: N frames in S s ...}. */
    public String summary(long nowNanos) {
        String jitterText =
                jitter.count() == 0
                        ? "jitter not measured"
                        : String.format(
                                Locale.ROOT,
                                "jitter p50 %.2f ms p99 %.2f ms",
                                jitter.quantileNanos(0.5) / NANOS_PER_MILLI,
                                jitter.quantileNanos(0.99) / NANOS_PER_MILLI);
        return String.format(
                Locale.ROOT,
                "capture: %d frames in %.2f s (%.2f fps), %d skipped, %d late, %s%s",
                frames,
                seconds(nowNanos),
                framesPerSecond(),
                skipped,
                late,
                jitterText,
                droppedByCamera + interruptions == 0
                        ? ""
                        : ", "
                                + droppedByCamera
                                + " dropped by the camera, "
                                + interruptions
                                + " interruptions");
    }
}
