package org.catfollow.tracker.lifecycle;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.tracker.InitBox;
import org.catfollow.tracker.TrackerConfig;
import org.catfollow.tracker.appearance.ColourSignature;
import org.catfollow.tracker.filter.TrackedBox;
import org.catfollow.tracker.filter.VisualTracker;
import org.opencv.core.Mat;

/**
 * Keeps a track of everything that the detector finds and follows one of them, the target, with the
 * visual filter on every frame.
 *
 * <p>A detector answers late: its boxes belong to frame k when the newest is already k + n. So a
 * detection is compared with where the tracks were in frame k, the filter is corrected on frame k's own
 * pixels, and runs over k + 1 ... k + n again before this answers. If k has left the ring, the result is
 * dropped and counted. {@link Sightings} says who is who, {@link Succession} who is the target.
 *
 * <p>One call looks at a bounded number of frames, spread evenly when there are more, and always reaches
 * the newest. One thread; nothing is allocated after the first target; no clock is read.
 */
public final class TargetTracker implements AutoCloseable {
    private static final long UNSET = Long.MIN_VALUE;

    private final TrackerConfig config;
    private final TrackerCounters counters = new TrackerCounters();
    private final TrackTable table;
    private final Sightings sightings;
    private final Succession succession;
    private final Follower follower;
    private final BoxHistory history = new BoxHistory();
    private final TrackedBox box = new TrackedBox();
    private final TrackedBox then = new TrackedBox();
    private final TrackedBox lesson = new TrackedBox();
    private final Track track = new Track();
    private final Tracks all = new Tracks();
    private InitBox handBox;
    private TrackEntry target;
    private long lastFrame = UNSET;
    private long lastPublished = UNSET;

    /**
     * Takes the settings and the filter, which this closes.
     *
     * @param lastTrackId highest identity that a predecessor gave, 0 for none: new tracks go on from it,
     *     so that an identity is never used twice on one region
     */
    public TargetTracker(TrackerConfig config, VisualTracker filter, long lastTrackId) {
        this.config = config;
        this.table = new TrackTable(config.lifecycle(), lastTrackId);
        this.sightings = new Sightings(config.lifecycle(), table, counters);
        this.succession = new Succession(config, table, sightings);
        this.follower = new Follower(config.lifecycle(), filter);
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
     * @param sink gets the tracks of each frame looked at, in order, each frame once
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

    /** Follows everything into one frame. Returns whether there is an answer for it. */
    private boolean look(long frameId, FrameHistory frames) {
        lastFrame = frameId;
        if (!frames.open(frameId)) {
            counters.vanished++;
            return false;
        }
        Mat pixels = frames.pixels();
        boolean otherSize =
                track.frameWidth != 0
                        && (track.frameWidth != pixels.cols()
                                || track.frameHeight != pixels.rows());
        takeHeader(frameId, frames, pixels);
        if (otherSize) {
            return stillValid(frames) && sizeChanged();
        }
        if (handBox != null) {
            return beginByHand(frameId, frames, pixels);
        }
        boolean filtered = target != null && follower.attends(target, track.captureNanos);
        if (filtered) {
            follower.look(pixels, box);
        }
        if (!stillValid(frames)) {
            if (filtered) {
                follower.undo();
            }
            return false;
        }
        if (filtered) {
            follower.follow(target, track, box);
            history.put(frameId, box);
        }
        othersGoOn(filtered);
        return true;
    }

    private void othersGoOn(boolean filtered) {
        for (int i = 0; i < TrackTable.CAPACITY; i++) {
            TrackEntry entry = table.get(i);
            if (entry != null && !(filtered && entry == target)) {
                entry.motion.at(track.captureNanos, then);
                entry.lifecycle.unattended(visibleShare(then), track.captureNanos);
            }
        }
        table.forgetOld(track.captureNanos, target);
    }

    private boolean stillValid(FrameHistory frames) {
        boolean valid = frames.stillValid();
        if (!valid) {
            counters.torn++;
        }
        return valid;
    }

    private void takeHeader(long frameId, FrameHistory frames, Mat pixels) {
        track.frameId = frameId;
        track.sourceIndex = frames.sourceIndex();
        track.captureNanos = frames.captureNanos();
        track.frameWidth = pixels.cols();
        track.frameHeight = pixels.rows();
    }

    /** Boxes of the frames before mean nothing in this one. */
    private boolean sizeChanged() {
        history.clear();
        for (int i = 0; i < TrackTable.CAPACITY; i++) {
            TrackEntry entry = table.get(i);
            if (entry != null) {
                entry.lifecycle.frameSizeChanged(track.captureNanos);
            }
        }
        return true;
    }

    private float visibleShare(TrackedBox b) {
        return BoxExtent.visible(b.x, b.y, b.width, b.height, track.frameWidth, track.frameHeight);
    }

    private boolean beginByHand(long frameId, FrameHistory frames, Mat pixels) {
        box.setBox(handBox.x(), handBox.y(), handBox.width(), handBox.height());
        if (visibleShare(box) < config.lifecycle().minVisible()) {
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
        follower.teachAnew(pixels, box, track.captureNanos);
        ColourSignature looks = sightings.signature(pixels, box);
        if (!stillValid(frames)) {
            follower.undo();
            return false;
        }
        handBox = null;
        TrackEntry entry = table.add(target);
        entry.motion.begin(box, track.captureNanos);
        entry.looks.copyFrom(looks);
        entry.lifecycle.startedByHand(track.captureNanos);
        counters.tracksStarted++;
        makeTarget(entry, frameId);
        return true;
    }

    private void makeTarget(TrackEntry entry, long frameId) {
        target = entry;
        box.quality = 1;
        history.clear();
        history.put(frameId, box);
    }

    private void apply(Detections d, FrameHistory frames) {
        boolean followed = target != null && target.active();
        if (!opens(d, frames) || (followed && !history.find(d.frameId, then))) {
            counters.staleDetections++;
            return;
        }
        d.captureNanos = frames.captureNanos(); // the ring's word, not the detector's
        TrackReason reasonBefore = target == null ? null : target.lifecycle.reason();
        if (target != null && !followed && !history.find(d.frameId, then)) {
            target.motion.at(d.captureNanos, then);
        }
        sightings.look(d, frames.pixels(), target, then);
        if (!stillValid(frames)) {
            counters.staleDetections++;
            return;
        }
        sightings.settle(d, target);
        Succession.Step step = succession.after(d, target);
        if (step == Succession.Step.NOTHING) {
            return;
        }
        TrackEntry heir = succession.entry();
        if (!teach(d, succession.detection(), frames, step != Succession.Step.CORRECT)) {
            if (target != null && target.active() && !followed) {
                target.lifecycle.notTaught(reasonBefore, d.captureNanos);
            }
            return;
        }
        TrackEntry before = target;
        if (step != Succession.Step.CORRECT) {
            makeTarget(step == Succession.Step.MOVE ? before : heir, d.frameId);
        }
        succession.done(step, before, d, box);
    }

    private boolean opens(Detections d, FrameHistory frames) {
        if (!frames.open(d.frameId)) {
            return false;
        }
        Mat pixels = frames.pixels();
        return track.frameWidth == 0
                || (pixels.cols() == track.frameWidth && pixels.rows() == track.frameHeight);
    }

    /** Shows the filter a detection on its own frame, which is open. Returns whether that was whole. */
    private boolean teach(Detections d, int i, FrameHistory frames, boolean anew) {
        lesson.setBox(d.x(i), d.y(i), d.width(i), d.height(i));
        if (anew) {
            follower.teachAnew(frames.pixels(), lesson, d.captureNanos);
        } else {
            follower.correct(frames.pixels(), lesson, d.captureNanos);
        }
        if (!stillValid(frames)) {
            follower.undo();
            counters.staleDetections++;
            return false;
        }
        box.copyFrom(lesson);
        history.put(d.frameId, box);
        lastFrame = d.frameId;
        return true;
    }

    private void publish(long frameId, TrackSink sink) {
        lastPublished = frameId;
        counters.frames++;
        boolean any = target != null;
        track.trackId = any ? target.id() : 0;
        track.state = any ? target.lifecycle.state() : TrackState.NONE;
        track.detectionFrameId = any ? target.detectionFrameId() : 0;
        if (any) {
            track.reason = target.lifecycle.reason();
        }
        track.score = any && target.active() ? box.quality : 0;
        track.x = any ? box.x : 0;
        track.y = any ? box.y : 0;
        track.width = any ? box.width : 0;
        track.height = any ? box.height : 0;
        describeAll();
        sink.publish(track, all);
    }

    private void describeAll() {
        all.clear();
        all.frameId = track.frameId;
        all.sourceIndex = track.sourceIndex;
        all.captureNanos = track.captureNanos;
        all.targetId = track.trackId;
        all.newestId = table.newestId();
        for (int i = 0; i < TrackTable.CAPACITY; i++) {
            TrackEntry entry = table.get(i);
            if (entry == null || (!entry.active() && entry != target)) {
                continue;
            }
            TrackedObject object = all.add();
            entry.describe(track.captureNanos, object);
            if (entry == target) {
                object.score = track.score;
                object.x = track.x;
                object.y = track.y;
                object.width = track.width;
                object.height = track.height;
            }
        }
    }

    @Override
    public void close() {
        follower.close();
        sightings.close();
    }
}
