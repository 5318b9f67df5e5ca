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

    /** A bit for the place of each track that was seen in one look with this one: they are two. */
    private int seenBeside;

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
        seenBeside |= other.seenBeside;
    }

    /** Remembers which tracks one look has shown, this one among them. */
    void sawBeside(int places) {
        seenBeside |= places;
    }

    /** Forgets the track of a place, which is somebody else's now. */
    void forgetPlace(int place) {
        seenBeside &= ~(1 << place);
    }

    /** Whoever was seen beside the track of one place was seen beside that of another: they are one. */
    void samePlaces(int one, int other) {
        if ((seenBeside >> one & 1) != 0) {
            seenBeside |= 1 << other;
        }
    }

    /** Returns whether the track of a place was never seen in one look with this one. */
    boolean mayBe(int place) {
        return (seenBeside >> place & 1) == 0;
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
