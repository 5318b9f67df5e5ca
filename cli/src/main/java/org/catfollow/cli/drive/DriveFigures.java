package org.catfollow.cli.drive;

import java.util.List;

/**
 * How one drive went. Times are from the drive's first picture; NaN for what never came about.
 *
 * @param seed of the drive
 * @param frames that were looked at
 * @param judged whether enough was looked at and answered to know how it went
 * @param failures why it did not succeed; empty when it did. With a cat the robot must hold its distance
 *     from it without driving too near to it or following a decoy; without one it must follow nothing;
 *     it must touch nothing in either case
 * @param firstSightSeconds until enough of a cat was in the picture
 * @param centredSeconds until a cat was in the middle, and stayed there for a while
 * @param meanError of the cat's centre from then on, as a share of the picture's width
 * @param p95Error the same, 95th percentile
 * @param inPicture share of the frames from then on in which a cat was seen
 * @param lookedSeconds how much of the drive the detector looked at
 * @param nearestMetres least distance of the camera from the middle of a cat
 * @param follow what it followed
 * @param ride how the car drove
 */
record DriveFigures(
        long seed,
        long frames,
        boolean judged,
        List<String> failures,
        double firstSightSeconds,
        double centredSeconds,
        double meanError,
        double p95Error,
        double inPicture,
        double lookedSeconds,
        double nearestMetres,
        FollowFigures follow,
        Ride ride) {
    DriveFigures {
        failures = List.copyOf(failures);
    }

    /** Returns whether all went as it should, and enough is known to say so. */
    boolean success() {
        return failures.isEmpty();
    }
}
