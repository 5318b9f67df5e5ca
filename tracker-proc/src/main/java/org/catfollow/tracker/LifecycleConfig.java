package org.catfollow.tracker;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * What decides over the life of tracks, validated. Durations are nanoseconds of capture time.
 *
 * @param minIou overlap from which a detection agrees with a track, 0 to 1
 * @param minLikeness likeness of colours from which two may be one, 0 to 1
 * @param minScore score that a detection needs to start a track, 0 to 1
 * @param confirmations agreeing detections among the last looks that make a track confirmed
 * @param confirmLooks how many looks those are; a tentative track that none of so many agree with is lost
 * @param replacements detections in a row at another place, and none here, that move the target there
 * @param handFrames good frames after which a target given by hand counts as confirmed
 * @param weakQuality response quality under which the target coasts, 0 to 1
 * @param recoveredQuality response quality from which it no longer does, at least weakQuality
 * @param coastNanos how long a track may coast before it is lost
 * @param edgeNanos how long it may do so at the edge of the picture
 * @param unconfirmedNanos how long a confirmed track lives with results from the detector that do not
 *     confirm it; without any results it lives twice as long
 * @param doubtNanos how long the detector may miss the target before the target coasts, if it saw it often
 * @param minSupport share of the looks within that time that must agree with a confirmed track, 0 to 1
 * @param tentativeNanos as unconfirmedNanos, for a tentative track
 * @param minVisible share of the box that must lie in the picture, 0 to 1
 * @param rememberNanos how long a lost track is remembered, to be known again
 * @param holdNanos how long a lost target is waited for before another track is taken
 * @param searchNanos how long the filter alone searches for a lost target that was given by hand
 */
public record LifecycleConfig(
        float minIou,
        float minLikeness,
        float minScore,
        int confirmations,
        int confirmLooks,
        int replacements,
        int handFrames,
        float weakQuality,
        float recoveredQuality,
        long coastNanos,
        long edgeNanos,
        long unconfirmedNanos,
        long doubtNanos,
        float minSupport,
        long tentativeNanos,
        float minVisible,
        long rememberNanos,
        long holdNanos,
        long searchNanos) {
    /** What the record of a track's looks holds, a third of it for a track that is replaced. */
    private static final int MOST_LOOKS = 80;

    /** Checks every setting against its range. */
    public LifecycleConfig {
        share("--min-iou", minIou);
        share("--min-likeness", minLikeness);
        share("--track-min-score", minScore);
        share("--weak-quality", weakQuality);
        share("--recovered-quality", recoveredQuality);
        share("--min-support", minSupport);
        share("--min-visible", minVisible);
        looks("--confirmations", confirmations);
        looks("--confirm-looks", confirmLooks);
        looks("--replacements", replacements);
        if (handFrames < 1) {
            throw wrong("--hand-frames", handFrames, "must be at least 1");
        }
        notNegative("--track-coast-ms", coastNanos);
        notNegative("--edge-ms", edgeNanos);
        notNegative("--unconfirmed-ms", unconfirmedNanos);
        notNegative("--doubt-ms", doubtNanos);
        notNegative("--tentative-ms", tentativeNanos);
        notNegative("--remember-ms", rememberNanos);
        notNegative("--target-hold-ms", holdNanos);
        notNegative("--search-ms", searchNanos);
        if (recoveredQuality < weakQuality) {
            throw wrong(
                    "--recovered-quality",
                    recoveredQuality,
                    "must not be less than --weak-quality " + weakQuality);
        }
        if (confirmations > confirmLooks) {
            throw wrong(
                    "--confirmations",
                    confirmations,
                    "must not be more than --confirm-looks " + confirmLooks);
        }
    }

    private static void share(String flag, float value) {
        if (!(value >= 0 && value <= 1)) {
            throw wrong(flag, value, "must be from 0 to 1");
        }
    }

    private static void looks(String flag, int value) {
        if (value < 1 || value > MOST_LOOKS) {
            throw wrong(flag, value, "must be from 1 to " + MOST_LOOKS);
        }
    }

    private static void notNegative(String flag, long nanos) {
        if (nanos < 0) {
            throw wrong(flag, nanos / 1e6, "must not be negative");
        }
    }

    private static StageFailure wrong(String flag, Object value, String why) {
        return new StageFailure(ExitCode.USAGE, flag + " " + value + ": " + why);
    }
}
