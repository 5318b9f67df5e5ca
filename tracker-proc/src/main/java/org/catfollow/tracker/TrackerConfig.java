package org.catfollow.tracker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.filter.TrackerKind;

/**
 * Settings of the tracker, validated. Durations are nanoseconds of capture time.
 *
 * @param kind the visual tracker that follows the target
 * @param models the files that this kind needs, in its own order
 * @param initBox a target given by hand, for the first frame seen
 * @param minIou overlap from which a detection agrees with the track, 0 to 1
 * @param minScore score that a detection needs to start a track or to replace one, 0 to 1
 * @param confirmations detections in agreement, the first included, that make a track confirmed
 * @param replacements disagreeing detections in a row, at one place, that replace a track
 * @param handFrames good frames after which a track given by hand counts as confirmed
 * @param weakQuality response quality under which the track coasts, 0 to 1
 * @param recoveredQuality response quality from which it no longer does, at least weakQuality
 * @param coastNanos how long a track may coast before it is lost
 * @param unconfirmedNanos how long a confirmed track lives with results from the detector that do not
 *     confirm it; without results it is not counted
 * @param tentativeNanos the same for a tentative track
 * @param minVisible share of the box that must lie in the picture, 0 to 1
 * @param maxFramesPerCall most frames that the filter is run on before it answers
 */
public record TrackerConfig(
        TrackerKind kind,
        List<Path> models,
        Optional<InitBox> initBox,
        float minIou,
        float minScore,
        int confirmations,
        int replacements,
        int handFrames,
        float weakQuality,
        float recoveredQuality,
        long coastNanos,
        long unconfirmedNanos,
        long tentativeNanos,
        float minVisible,
        int maxFramesPerCall) {
    /** Checks every setting against its range. */
    public TrackerConfig {
        models = List.copyOf(models);
        share("--min-iou", minIou);
        share("--track-min-score", minScore);
        share("--weak-quality", weakQuality);
        share("--recovered-quality", recoveredQuality);
        share("--min-visible", minVisible);
        atLeastOne("--confirmations", confirmations);
        atLeastOne("--replacements", replacements);
        atLeastOne("--hand-frames", handFrames);
        atLeastOne("--max-catch-up", maxFramesPerCall);
        notNegative("--track-coast-ms", coastNanos);
        notNegative("--unconfirmed-ms", unconfirmedNanos);
        notNegative("--tentative-ms", tentativeNanos);
        if (recoveredQuality < weakQuality) {
            throw wrong(
                    "--recovered-quality",
                    recoveredQuality,
                    "must not be less than --weak-quality " + weakQuality);
        }
    }

    /** Returns the settings that a tracker has without flags. */
    public static TrackerConfig defaults() {
        return new TrackerOptions().toConfig();
    }

    /** Returns the same settings with a target given by hand. */
    public TrackerConfig withInitBox(InitBox box) {
        return with(Optional.of(box));
    }

    /** Returns the same settings without a target given by hand. */
    public TrackerConfig withoutInitBox() {
        return with(Optional.empty());
    }

    private TrackerConfig with(Optional<InitBox> box) {
        return new TrackerConfig(
                kind,
                models,
                box,
                minIou,
                minScore,
                confirmations,
                replacements,
                handFrames,
                weakQuality,
                recoveredQuality,
                coastNanos,
                unconfirmedNanos,
                tentativeNanos,
                minVisible,
                maxFramesPerCall);
    }

    private static void share(String flag, float value) {
        if (!(value >= 0 && value <= 1)) {
            throw wrong(flag, value, "must be from 0 to 1");
        }
    }

    private static void atLeastOne(String flag, int value) {
        if (value < 1) {
            throw wrong(flag, value, "must be at least 1");
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
