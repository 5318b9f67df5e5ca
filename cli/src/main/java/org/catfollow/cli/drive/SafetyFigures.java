package org.catfollow.cli.drive;

/**
 * What the car's body came near to.
 *
 * @param watchedSeconds how much of the drive that is known
 * @param catMetres least distance of its body from a cat's, whoever went there; NaN without a cat
 * @param catDrivingMetres the same while the car drove; NaN when it never did
 * @param clearanceMetres least distance of its body from anything while the car drove
 * @param touches how often its body came to touch something
 * @param ownTouches of these, those that are the robot's doing
 */
record SafetyFigures(
        double watchedSeconds,
        double catMetres,
        double catDrivingMetres,
        double clearanceMetres,
        long touches,
        long ownTouches) {
    /** Returns whether it drove nearer to a cat than it may. */
    boolean tooNear(double minDistanceMetres) {
        // NaN is not too near.
        return catDrivingMetres < minDistanceMetres;
    }
}
