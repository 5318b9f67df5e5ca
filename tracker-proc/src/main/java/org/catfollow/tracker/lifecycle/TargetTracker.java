package org.catfollow.tracker.lifecycle;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.tracker.InitBox;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Mat;

/**
 * Follows one target: runs the filter on every frame, and lets detections begin, confirm, correct or
 * replace the track.
 *
 * <p>A detector answers late: its boxes belong to frame k when the newest is already k + n. So a
 * detection is compared with where the track was in frame k, the filter is corrected on frame k's own
 * pixels, and runs over k + 1 ... k + n again before this answers. If k has left the ring, the detection
 * is dropped and counted. One that disagrees moves nothing; several in a row, at one place, replace the
 * track.
 *
 * <p>One call looks at a bounded number of frames, spread evenly when there are more, and always reaches
 * the newest. One thread; nothing is allocated after the first target; no clock is read.
 */
public final class TargetTracker implements AutoCloseable {
    private static final long UNSET = Long.MIN_VALUE;

    private final TrackerConfig config;
    private final VisualTracker filter;
    private final TrackLifecycle lifecycle;
    private final TrackerCounters counters = new TrackerCounters();
    private final BoxHistory history = new BoxHistory();
    private final RivalBox rival = new RivalBox();
    private final TrackedBox box = new TrackedBox();
    private final TrackedBox then = new TrackedBox();
    private final Track track = new Track();
    private InitBox handBox;
    private long lastFrame = UNSET;
    private long lastPublished = UNSET;

    /**
     * Takes the settings and the filter, which this closes.
     *
     * @param lastTrackId identity of the last track that a predecessor published, 0 for none: new
     *     targets go on from it, so that an identity is never used twice on one region
     */
    public TargetTracker(TrackerConfig config, VisualTracker filter, long lastTrackId) {
        this.config = config;
        this.track.trackId = lastTrackId;
        this.filter = filter;
        this.lifecycle = new TrackLifecycle(config);
        this.handBox = config.initBox().orElse(null);
    }

    /** Returns what was done and what could not be; live. */
    public TrackerCounters counters() {
        return counters;
    }

    /**
     * Answers every frame up to the newest.
     *
     * @param newestFrameId the newest frame there is
     * @param detections a result not given before, or null; read before {@code newestFrameId} was
     * @param frames where frames are looked up
     * @param sink gets one track for each frame looked at, in order, each frame once
     * @return how many frames were answered
     * @throws StageFailure if the box given by hand lies outside the picture
     */
    public int doWork(
            long newestFrameId, Detections detections, FrameHistory frames, TrackSink sink) {
        long before = counters.frames;
        if (lastFrame == UNSET || newestFrameId < lastFrame) {
            // The first frame ever, or a ring made anew: ids before this one mean nothing.
            lastFrame = newestFrameId - 1;
            lastPublished = newestFrameId - 1;
            history.clear();
        }
        if (detections != null && detections.frameId > newestFrameId) {
            counters.staleDetections++; // of a ring that is no more
        } else if (detections != null && detections.frameId > 0) {
            takeDetections(detections, frames, sink);
        }
        runTo(newestFrameId, frames, sink);
        return (int) (counters.frames - before);
    }

    private void takeDetections(Detections detections, FrameHistory frames, TrackSink sink) {
        long frameId = detections.frameId;
        boolean isNew = frameId > lastFrame;
        boolean looked = false;
        if (isNew) {
            runTo(frameId - 1, frames, sink);
            looked = look(frameId, frames);
        }
        apply(detections, frames);
        if (looked) {
            publish(frameId, sink);
        }
    }

    private void runTo(long newest, FrameHistory frames, TrackSink sink) {
        long from = lastFrame;
        long behind = newest - from;
        long steps = Math.min(behind, config.maxFramesPerCall());
        for (long i = 1; i <= steps; i++) {
            long frameId = from + behind * i / steps;
            if (frameId > lastPublished) {
                counters.skipped += Math.max(0, frameId - 1 - Math.max(lastFrame, lastPublished));
            } else {
                counters.rerunFrames++;
            }
            if (look(frameId, frames) && frameId > lastPublished) {
                publish(frameId, sink);
            }
        }
    }

    /** Runs the filter on one frame. Returns whether there is an answer for it. */
    private boolean look(long frameId, FrameHistory frames) {
        lastFrame = frameId;
        if (!frames.open(frameId)) {
            counters.vanished++;
            return false;
        }
        Mat pixels = frames.pixels();
        takeHeader(frameId, frames, pixels);
        if (handBox != null) {
            return beginByHand(frameId, frames, pixels);
        }
        if (!lifecycle.active()) {
            return stillValid(frames);
        }
        filter.update(pixels, box);
        if (!stillValid(frames)) {
            filter.undo();
            return false;
        }
        history.put(frameId, box);
        lifecycle.followed(box.quality, visibleShare(box), track.captureNanos);
        return true;
    }

    private boolean stillValid(FrameHistory frames) {
        boolean valid = frames.stillValid();
        if (!valid) {
            counters.torn++;
        }
        return valid;
    }

    private void takeHeader(long frameId, FrameHistory frames, Mat pixels) {
        int columns = pixels.cols();
        int rows = pixels.rows();
        if (track.frameWidth != 0 && (track.frameWidth != columns || track.frameHeight != rows)) {
            lifecycle.frameSizeChanged();
            rival.clear();
        }
        track.frameId = frameId;
        track.sourceIndex = frames.sourceIndex();
        track.captureNanos = frames.captureNanos();
        track.frameWidth = columns;
        track.frameHeight = rows;
    }

    private float visibleShare(TrackedBox b) {
        return BoxExtent.visible(b.x, b.y, b.width, b.height, track.frameWidth, track.frameHeight);
    }

    private boolean beginByHand(long frameId, FrameHistory frames, Mat pixels) {
        box.setBox(handBox.x(), handBox.y(), handBox.width(), handBox.height());
        if (visibleShare(box) < config.minVisible()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--init-box %s,%s,%s,%s: lies outside the picture of %dx%d pixels"
                            .formatted(
                                    handBox.x(),
                                    handBox.y(),
                                    handBox.width(),
                                    handBox.height(),
                                    track.frameWidth,
                                    track.frameHeight));
        }
        filter.init(pixels, box.x, box.y, box.width, box.height);
        if (!stillValid(frames)) {
            filter.undo();
            return false;
        }
        handBox = null;
        newTarget(frameId, 0);
        lifecycle.startedByHand(track.captureNanos);
        return true;
    }

    private void newTarget(long frameId, long detectionFrameId) {
        box.quality = 1;
        history.clear();
        history.put(frameId, box);
        rival.clear();
        track.trackId++;
        track.detectionFrameId = detectionFrameId;
        counters.tracksStarted++;
    }

    private void apply(Detections detections, FrameHistory frames) {
        if (!lifecycle.active()) {
            beginByDetection(detections, frames);
            return;
        }
        if (!history.find(detections.frameId, then)) {
            counters.staleDetections++;
            return;
        }
        int agreeing = Association.agreeing(detections, then, config.minIou());
        if (agreeing != Association.NONE) {
            if (teach(detections, agreeing, frames, false)) {
                rival.clear();
                counters.agreements++;
                track.detectionFrameId = detections.frameId;
                lifecycle.agreed(detections.captureNanos);
            }
            return;
        }
        lifecycle.notSeenByDetector(detections.captureNanos);
        if (lifecycle.active()) {
            considerReplacing(detections, frames);
        } else {
            beginByDetection(detections, frames);
        }
    }

    private void beginByDetection(Detections detections, FrameHistory frames) {
        int strongest = Association.strongest(detections, config.minScore());
        if (strongest != Association.NONE && teach(detections, strongest, frames, true)) {
            newTarget(detections.frameId, detections.frameId);
            lifecycle.startedByDetection(detections.captureNanos);
        }
    }

    private void considerReplacing(Detections detections, FrameHistory frames) {
        int other = rival.again(detections, config.minIou());
        if (other == Association.NONE || !(detections.score(other) >= config.minScore())) {
            other = Association.strongest(detections, config.minScore());
        }
        if (other == Association.NONE) {
            return;
        }
        counters.disagreements++;
        int inARow = rival.add(detections, other, config.minIou());
        if (inARow >= config.replacements() && teach(detections, other, frames, true)) {
            newTarget(detections.frameId, detections.frameId);
            lifecycle.replaced(detections.captureNanos, inARow);
        }
    }

    /** Shows the filter a detection on its own frame. Returns whether that frame was still there. */
    private boolean teach(Detections d, int i, FrameHistory frames, boolean anew) {
        if (!frames.open(d.frameId)) {
            counters.staleDetections++;
            return false;
        }
        Mat pixels = frames.pixels();
        boolean sizeKnown = track.frameWidth != 0;
        if (sizeKnown
                && (pixels.cols() != track.frameWidth || pixels.rows() != track.frameHeight)) {
            counters.staleDetections++;
            return false;
        }
        if (anew) {
            filter.init(pixels, d.x(i), d.y(i), d.width(i), d.height(i));
        } else {
            filter.correct(pixels, d.x(i), d.y(i), d.width(i), d.height(i));
        }
        if (!stillValid(frames)) {
            filter.undo();
            counters.staleDetections++;
            return false;
        }
        box.setBox(d.x(i), d.y(i), d.width(i), d.height(i));
        history.put(d.frameId, box);
        lastFrame = d.frameId;
        return true;
    }

    private void publish(long frameId, TrackSink sink) {
        lastPublished = frameId;
        counters.frames++;
        track.state = lifecycle.state();
        track.reason = lifecycle.reason();
        boolean any = track.state != TrackState.NONE;
        track.score = lifecycle.active() ? box.quality : 0;
        track.x = any ? box.x : 0;
        track.y = any ? box.y : 0;
        track.width = any ? box.width : 0;
        track.height = any ? box.height : 0;
        sink.publish(track);
    }

    @Override
    public void close() {
        filter.close();
    }
}
