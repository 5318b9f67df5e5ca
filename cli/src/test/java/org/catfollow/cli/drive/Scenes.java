package org.catfollow.cli.drive;

import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TruthKind;

/** Made-up truths and tracks in frames of 600x400, thirty a second. */
final class Scenes {
    static final int WIDTH = 600;
    static final int HEIGHT = 400;
    static final long PERIOD_NANOS = 33_333_333;

    private Scenes() {}

    /** Returns the truth of a frame without anything in it. */
    static GroundTruth truth(long frameId) {
        GroundTruth truth = new GroundTruth();
        truth.frameId = frameId;
        truth.captureNanos = 1_000_000_000 + frameId * PERIOD_NANOS;
        truth.frameWidth = WIDTH;
        truth.frameHeight = HEIGHT;
        return truth;
    }

    /** Puts a thing into a truth, wholly visible. */
    static GroundTruth.Thing put(
            GroundTruth truth, TruthKind kind, int id, float x, float y, float w, float h) {
        GroundTruth.Thing thing = truth.add();
        thing.kind = kind;
        thing.id = id;
        thing.x = x;
        thing.y = y;
        thing.width = w;
        thing.height = h;
        thing.visibleFraction = 1;
        thing.distanceMetres = 1;
        return thing;
    }

    /** Returns a confirmed track. */
    static Track track(long frameId, float x, float y, float w, float h) {
        Track track = new Track();
        track.frameId = frameId;
        track.trackId = 1;
        track.state = TrackState.CONFIRMED;
        track.x = x;
        track.y = y;
        track.width = w;
        track.height = h;
        track.frameWidth = WIDTH;
        track.frameHeight = HEIGHT;
        return track;
    }
}
