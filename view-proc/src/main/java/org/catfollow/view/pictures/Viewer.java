package org.catfollow.view.pictures;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Somebody who is sent pictures: a stream, or one who wants a single one. {@link #send} is called on
 * the thread that makes pictures and must not wait; until {@link #sent}, which any thread may call,
 * this viewer is left out.
 */
public abstract class Viewer {
    /** Frames do not come at exact times: who wants 10 a second gets every third of 30. */
    private static final long SLACK_NANOS = 4_000_000;

    private final PictureKind kind;
    private final boolean annotated;
    private final long periodNanos;
    private final long sinceNanos;
    private final AtomicLong busySinceNanos = new AtomicLong();
    private long dueNanos;
    private long lastFrame;
    private volatile Viewers home;

    /**
     * Makes a viewer.
     *
     * @param annotated whether it wants the notes too
     * @param framesPerSecond most pictures a second; 0 for every frame
     */
    protected Viewer(PictureKind kind, boolean annotated, double framesPerSecond) {
        this.kind = kind;
        this.annotated = annotated;
        this.periodNanos = framesPerSecond <= 0 ? 0 : Math.round(1e9 / framesPerSecond);
        this.sinceNanos = System.nanoTime();
        this.dueNanos = sinceNanos;
    }

    /** Hands over a picture, without waiting; ends in {@link #sent}. */
    protected abstract void send(Picture picture);

    /** Called once when no picture will come any more, with the reason. Without waiting. */
    protected abstract void end(String reason);

    /** Returns what it wants. */
    public final PictureKind kind() {
        return kind;
    }

    final boolean isAnnotated() {
        return annotated;
    }

    final void home(Viewers viewers) {
        home = viewers;
    }

    /** Says that the last picture is out, and that the next may come. */
    protected final void sent() {
        busySinceNanos.set(0);
        Viewers viewers = home;
        if (viewers != null) {
            viewers.wake();
        }
    }

    /** Returns whether it is still being sent a picture. */
    final boolean isBusy() {
        return busySinceNanos.get() != 0;
    }

    /** Returns for how long it has been sent the same picture, nanoseconds. */
    final long stuckNanos(long nowNanos) {
        long since = busySinceNanos.get();
        return since == 0 ? 0 : nowNanos - since;
    }

    final long dueNanos() {
        return dueNanos;
    }

    final long sinceNanos() {
        return sinceNanos;
    }

    final boolean neverServed() {
        return lastFrame == 0;
    }

    final boolean wants(long frameId, long nowNanos) {
        return !isBusy() && frameId != lastFrame && nowNanos >= dueNanos - SLACK_NANOS;
    }

    /** Returns how many frames it has missed because it was too slow. */
    final long offer(Picture picture, long nowNanos) {
        long missed =
                periodNanos == 0 && lastFrame != 0 && picture.frameId() > lastFrame
                        ? picture.frameId() - lastFrame - 1
                        : 0;
        lastFrame = picture.frameId();
        dueNanos += periodNanos;
        if (dueNanos - nowNanos < 0) {
            // Whoever fell behind does not catch up.
            dueNanos = nowNanos + periodNanos;
        }
        busySinceNanos.set(nowNanos == 0 ? 1 : nowNanos);
        send(picture);
        return missed;
    }
}
