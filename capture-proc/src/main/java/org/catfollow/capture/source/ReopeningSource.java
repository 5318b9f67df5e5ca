package org.catfollow.capture.source;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageAgent;
import org.catfollow.runtime.StageFailure;

/**
 * A camera that is opened again when it goes: unplugged, taken by another program, silent, frozen, its
 * program dead. Meanwhile there are no pictures, {@link #trouble} says why, and the duty cycle goes
 * round: control sees the pictures grow old, and stops. Positions in the source go on rising.
 *
 * <p>Until the first picture a failure is the user's to know and ends the run, unless he wants to wait.
 * Opening may take long and is done on another thread; the clock and that thread are handed in.
 */
final class ReopeningSource implements FrameSource {
    /** Silence that no camera with a picture rate we allow has: 0.1 a second is one in 10 s. */
    private static final double SILENT_PERIODS = 3;

    private static final long SILENCE_NANOS = 5_000_000_000L;

    private final String name;
    private final Supplier<FrameSource> opener;
    private final Executor executor;
    private final WaitingClock clock;
    private final boolean patient;
    private final FrozenPicture frozen;
    private final ReopenDelay delay = new ReopenDelay();
    private final double framesPerSecond;
    private FrameSource source;
    private CompletableFuture<FrameSource> opening;
    private String trouble;
    private long heardNanos;
    private long firstIndex;
    private long nextIndex;
    private boolean everWorked;
    private boolean thawing;
    private boolean closed;

    /**
     * Opens the camera for the first time.
     *
     * @param name of the source, for messages
     * @param opener opens it; fails with a {@link StageFailure}
     * @param settings whether to wait for it, and when it counts as frozen
     * @throws StageFailure when it cannot be opened, unless it is to be waited for
     */
    ReopeningSource(
            String name,
            Supplier<FrameSource> opener,
            SourceSettings settings,
            Executor executor,
            WaitingClock clock) {
        this.name = name;
        this.opener = opener;
        this.executor = executor;
        this.clock = clock;
        patient = settings.waitForCamera();
        frozen = new FrozenPicture(settings.frozenAfterNanos());
        framesPerSecond = settings.framesPerSecond().orElse(ImageFolderSource.FRAMES_PER_SECOND);
        try {
            opened(opener.get());
        } catch (StageFailure e) {
            failed(e);
        }
    }

    @Override
    public ReadResult read(TargetSlot slot, SourceFrame out) {
        if (source == null && !reopened()) {
            return out.nothingYet();
        }
        ReadResult result;
        try {
            result = source.read(slot, out);
        } catch (StageFailure e) {
            failed(e);
            return out.nothingYet();
        }
        long now = clock.nanos();
        switch (result) {
            case FRAME -> result = judged(slot, out, now);
            case SKIPPED -> heardNanos = now;
            case NOTHING_YET -> {
                if (now - heardNanos > silenceNanos()) {
                    failed(
                            hardware(
                                    source.description()
                                            + ": no picture for "
                                            + seconds(silenceNanos())));
                }
            }
            case END -> {
                failed(hardware(source.description() + ": the stream ended"));
                result = out.nothingYet();
            }
        }
        return result;
    }

    /** A frozen camera's picture is no picture, also after it was opened anew. */
    private ReadResult judged(TargetSlot slot, SourceFrame out, long now) {
        heardNanos = now;
        boolean same = frozen.isSame(slot.pixels(), 3 * out.width * out.height, now);
        if (same && frozen.isFrozen(now)) {
            thawing = true;
            failed(
                    hardware(
                            source.description()
                                    + ": frozen, the same picture for "
                                    + seconds(frozen.limitNanos())));
            return out.nothingYet();
        }
        if (same && thawing) {
            return out.nothingYet();
        }
        thawing = false;
        everWorked = true;
        trouble = null;
        delay.worked(now);
        out.sourceIndex += firstIndex;
        nextIndex = out.sourceIndex + 1;
        return ReadResult.FRAME;
    }

    /** Waits a round for the camera to come back; returns whether it has. */
    private boolean reopened() {
        if (opening == null) {
            long remaining = delay.remainingNanos(clock.nanos());
            if (remaining > 0) {
                clock.pause(Math.min(remaining, StageAgent.MAX_WAIT_NANOS));
                return false;
            }
            opening = CompletableFuture.supplyAsync(opener, executor);
        }
        if (!opening.isDone()) {
            clock.pause(StageAgent.MAX_WAIT_NANOS);
            return false;
        }
        CompletableFuture<FrameSource> done = opening;
        opening = null;
        try {
            opened(done.join());
            return true;
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof StageFailure)) {
                throw e;
            }
            failed((StageFailure) e.getCause());
            return false;
        }
    }

    private void opened(FrameSource camera) {
        source = camera;
        heardNanos = clock.nanos();
        frozen.begun(heardNanos);
        firstIndex = nextIndex;
    }

    private void failed(StageFailure why) {
        if (source != null) {
            source.close();
            source = null;
        }
        if ((!everWorked && !patient) || why.exitCode() == ExitCode.USAGE) {
            throw why;
        }
        delay.failed(clock.nanos());
        if (trouble == null || !trouble.equals(why.getMessage())) {
            trouble = why.getMessage();
        }
    }

    private long silenceNanos() {
        return Math.max(SILENCE_NANOS, Math.round(SILENT_PERIODS * 1e9 / framesPerSecond));
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9).replace(".0 ", " ");
    }

    private static StageFailure hardware(String message) {
        return new StageFailure(ExitCode.HARDWARE, message);
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public boolean setsThePace() {
        return true;
    }

    @Override
    public double nativeFramesPerSecond() {
        return source == null ? framesPerSecond : source.nativeFramesPerSecond();
    }

    @Override
    public double promisedFramesPerSecond() {
        return source == null ? 0 : source.promisedFramesPerSecond();
    }

    @Override
    public void rewind() {
        throw new UnsupportedOperationException("a camera has no beginning");
    }

    @Override
    public String description() {
        return source == null ? name : source.description();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (source != null) {
            source.close();
        }
        if (opening != null) {
            // Whatever still comes of it is let go of at once.
            CompletableFuture<Void> unused = opening.thenAccept(FrameSource::close);
        }
    }
}
