package org.catfollow.tracker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.tracker.filter.TrackerKind;

/**
 * Settings of the tracker, validated.
 *
 * @param kind the visual tracker that follows the target
 * @param models the files that this kind needs, in its own order
 * @param initBox a target given by hand, for the first frame seen
 * @param target which of several tracks becomes the target
 * @param lifecycle what decides over the life of tracks
 * @param maxFramesPerCall most frames that the filter is run on before it answers
 */
public record TrackerConfig(
        TrackerKind kind,
        List<Path> models,
        Optional<InitBox> initBox,
        TargetRule target,
        LifecycleConfig lifecycle,
        int maxFramesPerCall) {
    /** Checks what can be checked without a frame. */
    public TrackerConfig {
        models = List.copyOf(models);
        if (maxFramesPerCall < 1) {
            throw new StageFailure(
                    ExitCode.USAGE, "--max-catch-up " + maxFramesPerCall + ": must be at least 1");
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
        return new TrackerConfig(kind, models, box, target, lifecycle, maxFramesPerCall);
    }
}
