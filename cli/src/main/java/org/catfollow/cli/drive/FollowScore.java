package org.catfollow.cli.drive;

import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TruthKind;

/**
 * Judges what a robot followed: frame by frame, the truth, the track of that very frame, and what
 * control decided on that track. Pure; one thread.
 *
 * <p>Something is followed in a frame when the wheels or the head go by its track: control is in
 * ACQUIRE (head), APPROACH or TRACK (both), and the track is CONFIRMED; an unconfirmed one is only being
 * looked at. COAST has no box to go by and has not given up either, so it neither counts nor ends what
 * lasts. Everything else ends it.
 */
final class FollowScore {
    private static final double NANOS = 1e-9;

    private final Stretch any = new Stretch();
    private final Stretch decoys = new Stretch();
    private final Stretch nothing = new Stretch();
    private double held;
    private long lastNanos;
    private double judged;
    private long frames;
    private long catFrames;
    private int decoyId;
    private double longestDecoySeconds;
    private TruthKind longestDecoy;

    /** Takes one frame into account; frames come in their order, some may be missing. */
    void frame(GroundTruth truth, Track track, ControlState state) {
        double elapsed =
                lastNanos == 0 ? 0 : DriveScore.bounded((truth.captureNanos - lastNanos) * NANOS);
        lastNanos = truth.captureNanos;
        judged += elapsed;
        switch (state) {
            case ACQUIRE, APPROACH, TRACK -> {
                if (track.state == TrackState.CONFIRMED) {
                    GroundTruth.Thing thing = TrackMatch.of(track, truth);
                    follow(thing, elapsed);
                    held += state == ControlState.TRACK && isCat(thing) ? elapsed : 0;
                } else {
                    end();
                }
            }
            case COAST -> {}
            case IDLE, GOTO, SEARCH, LOST, STOPPED, FAULT, MANUAL -> end();
        }
    }

    private static boolean isCat(GroundTruth.Thing thing) {
        return thing != null && thing.kind == TruthKind.CAT;
    }

    private void follow(GroundTruth.Thing thing, double elapsed) {
        frames++;
        any.add(elapsed);
        if (thing == null) {
            decoys.end();
            nothing.add(elapsed);
            return;
        }
        nothing.end();
        if (isCat(thing)) {
            catFrames++;
            decoys.end();
            return;
        }
        if (thing.id != decoyId) {
            decoys.end();
            decoyId = thing.id;
        }
        decoys.add(elapsed);
        if (decoys.longestSeconds() > longestDecoySeconds) {
            longestDecoySeconds = decoys.longestSeconds();
            longestDecoy = thing.kind;
        }
    }

    private void end() {
        any.end();
        decoys.end();
        nothing.end();
    }

    FollowFigures figures() {
        return new FollowFigures(
                judged,
                any.totalSeconds(),
                any.longestSeconds(),
                held,
                frames == 0 ? Double.NaN : (double) catFrames / frames,
                decoys.totalSeconds(),
                decoys.longestSeconds(),
                longestDecoy,
                nothing.totalSeconds(),
                nothing.longestSeconds());
    }
}
