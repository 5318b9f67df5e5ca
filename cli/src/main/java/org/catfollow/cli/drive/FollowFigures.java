package org.catfollow.cli.drive;

import org.catfollow.shm.slots.TruthKind;

/**
 * What one drive followed, by the frames of which truth, track and control's decision are all known.
 *
 * @param judgedSeconds how much of the drive those frames are
 * @param followingSeconds of these, how long something was followed
 * @param longestSeconds the longest of it in a row, whatever it was on
 * @param heldSeconds how long it kept its distance (state TRACK) from what it followed and that was a cat
 * @param onCat share of the frames with something followed in which it was a cat; NaN without any
 * @param decoySeconds how long decoys were followed
 * @param longestDecoySeconds the longest in a row on one decoy
 * @param longestDecoy what that was; null for none
 * @param nothingSeconds how long it was neither a cat nor a decoy
 * @param longestNothingSeconds the longest of that in a row
 */
record FollowFigures(
        double judgedSeconds,
        double followingSeconds,
        double longestSeconds,
        double heldSeconds,
        double onCat,
        double decoySeconds,
        double longestDecoySeconds,
        TruthKind longestDecoy,
        double nothingSeconds,
        double longestNothingSeconds) {
    /** From so long in a row on, a thing was followed; before, the robot only had a look at it. */
    static final double FOLLOWED_SECONDS = 1;

    /** Returns whether anything was followed. */
    boolean followed() {
        return longestSeconds >= FOLLOWED_SECONDS;
    }

    /** Returns whether a decoy was followed. */
    boolean followedDecoy() {
        return longestDecoySeconds >= FOLLOWED_SECONDS;
    }

    /** Returns whether something was followed that is neither a cat nor a decoy. */
    boolean followedNothing() {
        return longestNothingSeconds >= FOLLOWED_SECONDS;
    }
}
