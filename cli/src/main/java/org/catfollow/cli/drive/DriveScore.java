package org.catfollow.cli.drive;

import java.util.Arrays;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.TruthKind;

/** Judges one drive by what there really was in each frame, and by what was followed. Pure; one thread. */
final class DriveScore {
    /** Of the cat's pixels so many must be seen to count as seen. */
    static final double SEEN_FRACTION = 0.3;

    /** The cat's centre is in the middle when it is within this of it, as a share of the width. */
    static final double CENTRED = 0.1;

    /** So long it must stay there. */
    static final double CENTRED_SECONDS = 0.5;

    /** So long the robot must keep its distance, in all. */
    static final double HELD_SECONDS = 3;

    /** Nearer than this it has run into the cat. */
    static final double TOO_NEAR_METRES = 0.2;

    private static final double LONGEST_GAP_SECONDS = 0.2;

    /** The detector may be slow: so long one look counts. */
    private static final double LONGEST_LOOK_SECONDS = 2;

    private static final double NANOS = 1e-9;

    /**
     * For so much of the drive the detector must have looked, and tracker and control answered, to prove
     * anything: who does not look follows no decoy either.
     */
    static final double LEAST_JUDGED = 0.5;

    private final long seed;
    private final boolean cat;
    private final double seconds;
    private long frames;
    private long firstNanos;
    private double firstSight = Double.NaN;
    private double centred = Double.NaN;
    private double centredSince = Double.NaN;
    private double nearest = Double.NaN;
    private long framesSince;
    private float[] errors = new float[1024];
    private int errorCount;
    private long lastLookNanos;
    private double looked;

    /**
     * Begins with no frame.
     *
     * @param cat whether there is a cat to be followed; otherwise nothing is to be
     * @param seconds how long the drive is to be
     */
    DriveScore(long seed, boolean cat, double seconds) {
        this.seed = seed;
        this.cat = cat;
        this.seconds = seconds;
    }

    /** A gap says nothing of what went on in it: it counts for a few frames' time at most. */
    static double bounded(double seconds) {
        return Math.min(LONGEST_GAP_SECONDS, seconds);
    }

    /** Takes the truth of one frame into account. */
    void frame(GroundTruth truth) {
        if (frames++ == 0) {
            firstNanos = truth.captureNanos;
        }
        double since = (truth.captureNanos - firstNanos) * NANOS;
        noteDistance(truth);
        GroundTruth.Thing target = truth.mostVisibleCat();
        boolean seen = target != null && target.visibleFraction >= SEEN_FRACTION;
        if (seen && Double.isNaN(firstSight)) {
            firstSight = since;
        }
        double error =
                seen
                        ? Math.abs((target.x + target.width / 2) / truth.frameWidth - 0.5)
                        : Double.POSITIVE_INFINITY;
        noteCentred(error, since);
        if (!Double.isNaN(centred)) {
            framesSince++;
            if (seen) {
                add((float) error);
            }
        }
    }

    /** Takes into account that the detector looked at a frame. */
    void look(long captureNanos) {
        if (lastLookNanos != 0) {
            looked += Math.min(LONGEST_LOOK_SECONDS, (captureNanos - lastLookNanos) * NANOS);
        }
        lastLookNanos = captureNanos;
    }

    private void noteDistance(GroundTruth truth) {
        for (int i = 0; i < truth.count(); i++) {
            GroundTruth.Thing thing = truth.thing(i);
            if (thing.kind == TruthKind.CAT && !(thing.distanceMetres >= nearest)) {
                nearest = thing.distanceMetres;
            }
        }
    }

    private void noteCentred(double error, double since) {
        if (!Double.isNaN(centred)) {
            return;
        }
        if (error > CENTRED) {
            centredSince = Double.NaN;
        } else if (Double.isNaN(centredSince)) {
            centredSince = since;
        } else if (since - centredSince >= CENTRED_SECONDS) {
            centred = centredSince;
        }
    }

    private void add(float error) {
        if (errorCount == errors.length) {
            errors = Arrays.copyOf(errors, 2 * errors.length);
        }
        errors[errorCount++] = error;
    }

    DriveFigures figures(FollowFigures follow) {
        boolean judged = isJudged(follow);
        float[] sorted = Arrays.copyOf(errors, errorCount);
        Arrays.sort(sorted);
        double sum = 0;
        for (float error : sorted) {
            sum += error;
        }
        // The nearest rank.
        int rank = (int) Math.ceil(0.95 * errorCount);
        return new DriveFigures(
                seed,
                frames,
                judged,
                judged && (cat ? followedTheCat(follow) : !follow.followed()),
                firstSight,
                centred,
                errorCount == 0 ? Double.NaN : sum / errorCount,
                errorCount == 0 ? Double.NaN : sorted[rank - 1],
                framesSince == 0 ? Double.NaN : (double) errorCount / framesSince,
                looked,
                nearest,
                follow);
    }

    private boolean followedTheCat(FollowFigures follow) {
        return follow.heldSeconds() >= HELD_SECONDS
                && nearest >= TOO_NEAR_METRES
                && !follow.followedDecoy();
    }

    private boolean isJudged(FollowFigures follow) {
        double least = LEAST_JUDGED * seconds;
        return looked >= least && follow.judgedSeconds() >= least;
    }
}
