package org.catfollow.cli.drive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.TruthKind;

/**
 * Judges one drive by what there really was in each frame, by what was followed, and by how the car drove.
 * Pure; one thread.
 */
final class DriveScore {
    /** Of the cat's pixels so many must be seen to count as seen. */
    static final double SEEN_FRACTION = 0.3;

    /** The cat's centre is in the middle when it is within this of it, as a share of the width. */
    static final double CENTRED = 0.1;

    /** So long it must stay there. */
    static final double CENTRED_SECONDS = 0.5;

    /** The failure of a drive of which too little is known. */
    static final String UNKNOWN = "too little was looked at to say";

    /** So long the robot must keep its distance, in all. */
    static final double HELD_SECONDS = 3;

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
    private final double minDistanceMetres;
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
     * @param minDistanceMetres nearer to a cat's body the car's may not drive
     */
    DriveScore(long seed, boolean cat, double seconds, double minDistanceMetres) {
        this.seed = seed;
        this.cat = cat;
        this.seconds = seconds;
        this.minDistanceMetres = minDistanceMetres;
    }

    /** A gap says nothing of what went on in it: it counts for a few frames' time at most. */
    static double bounded(double seconds) {
        return Math.min(LONGEST_GAP_SECONDS, seconds);
    }

    /**
     * Takes the truth of one frame into account.
     *
     * @return the cat's distance from the middle, as a share of the width, when it counts; else NaN
     */
    double frame(GroundTruth truth) {
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
                return error;
            }
        }
        return Double.NaN;
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

    DriveFigures figures(FollowFigures follow, Ride ride) {
        boolean judged = isJudged(follow, ride.safety());
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
                judged ? failures(follow, ride.safety()) : List.of(UNKNOWN),
                firstSight,
                centred,
                errorCount == 0 ? Double.NaN : sum / errorCount,
                errorCount == 0 ? Double.NaN : sorted[rank - 1],
                framesSince == 0 ? Double.NaN : (double) errorCount / framesSince,
                looked,
                nearest,
                follow,
                ride);
    }

    private List<String> failures(FollowFigures follow, SafetyFigures safety) {
        List<String> failures = new ArrayList<>();
        if (cat && follow.heldSeconds() < HELD_SECONDS) {
            failures.add(
                    text(
                            "held its distance for %.1f s of %.0f",
                            follow.heldSeconds(), HELD_SECONDS));
        }
        if (cat && follow.followedDecoy()) {
            failures.add("followed a decoy");
        }
        if (!cat && follow.followed()) {
            failures.add("followed something");
        }
        if (safety.tooNear(minDistanceMetres)) {
            failures.add(
                    text(
                            "drove to %.2f m of the cat, less than %.2f",
                            safety.catDrivingMetres(), minDistanceMetres));
        }
        if (safety.ownTouches() > 0) {
            failures.add("touched something " + safety.ownTouches() + " times");
        }
        return failures;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private boolean isJudged(FollowFigures follow, SafetyFigures safety) {
        double least = LEAST_JUDGED * seconds;
        return looked >= least
                && follow.judgedSeconds() >= least
                && safety.watchedSeconds() >= least;
    }
}
