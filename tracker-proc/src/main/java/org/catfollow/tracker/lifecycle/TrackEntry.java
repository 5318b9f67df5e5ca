package org.catfollow.tracker.lifecycle;

import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.tracker.LifecycleConfig;
import org.catfollow.tracker.appearance.ColourSignature;
import org.catfollow.tracker.filter.TrackedBox;

/** One track: who it is, where, how it looks, how it fares. Reused for others when it is forgotten. */
final class TrackEntry {
    private static final float SIGNATURE_RATE = 0.2f;

    final TrackLifecycle lifecycle;
    final MotionModel motion = new MotionModel();
    final ColourSignature looks = new ColourSignature();
    private final TrackedBox scratch = new TrackedBox();
    private long id;
    private long detectionFrameId;
    private int classIndex;
    private float score;

    /** The target that was seen in one look with this one: they are two. */
    private long seenBeside;

    TrackEntry(LifecycleConfig config) {
        this.lifecycle = new TrackLifecycle(config);
    }

    long id() {
        return id;
    }

    long detectionFrameId() {
        return detectionFrameId;
    }

    int classIndex() {
        return classIndex;
    }

    boolean active() {
        return lifecycle.active();
    }

    boolean lost() {
        return lifecycle.state() == TrackState.LOST;
    }

    /** Begins as somebody new, whose class nobody knows yet. */
    void begin(long newId) {
        id = newId;
        detectionFrameId = 0;
        classIndex = -1;
        score = 0;
        seenBeside = 0;
        looks.clear();
    }

    /** Takes the detection that shows it. */
    void detected(Detections detections, int i, ColourSignature signature) {
        detectionFrameId = detections.frameId;
        classIndex = detections.classIndex(i);
        score = detections.score(i);
        looks.learn(signature, SIGNATURE_RATE);
    }

    /** Takes over what was known of another track that turned out to be this one. */
    void takeOver(TrackEntry other) {
        detectionFrameId = other.detectionFrameId;
        classIndex = other.classIndex;
        score = other.score;
        looks.copyFrom(other.looks);
    }

    void sawBeside(TrackEntry target) {
        seenBeside = target.id;
    }

    /** Returns whether the two may be one: they were never seen in one look. */
    boolean mayBe(TrackEntry other) {
        return seenBeside != other.id && other.seenBeside != id;
    }

    /** Fills in what people are told of it in a frame; the score of the target is the caller's. */
    void describe(long captureNanos, TrackedObject out) {
        motion.at(captureNanos, scratch);
        out.trackId = id;
        out.detectionFrameId = detectionFrameId;
        out.state = lifecycle.state();
        out.reason = lifecycle.reason();
        out.score = score;
        out.x = scratch.x;
        out.y = scratch.y;
        out.width = scratch.width;
        out.height = scratch.height;
        out.velocityX = motion.velocityX(captureNanos);
        out.velocityY = motion.velocityY(captureNanos);
        out.classIndex = classIndex;
    }
}
