package org.catfollow.cli.drive;

/**
 * How one drive went. Times are from the drive's first picture; NaN for what never came about.
 *
 * @param seed of the drive
 * @param frames that were looked at
 * @param judged whether enough was looked at and answered to know how it went
 * @param success with a cat: whether the robot held its distance from it without running into it or
 *     following a decoy; without one: whether it followed nothing; never unless judged
 * @param firstSightSeconds until enough of a cat was in the picture
 * @param centredSeconds until a cat was in the middle, and stayed there for a while
 * @param meanError of the cat's centre from then on, as a share of the picture's width
 * @param p95Error the same, 95th percentile
 * @param inPicture share of the frames from then on in which a cat was seen
 * @param lookedSeconds how much of the drive the detector looked at
 * @param nearestMetres least distance of the camera from a cat
 * @param follow what it followed
 */
record DriveFigures(
        long seed,
        long frames,
        boolean judged,
        boolean success,
        double firstSightSeconds,
        double centredSeconds,
        double meanError,
        double p95Error,
        double inPicture,
        double lookedSeconds,
        double nearestMetres,
        FollowFigures follow) {}
