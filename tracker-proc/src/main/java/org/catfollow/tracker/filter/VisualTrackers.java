package org.catfollow.tracker.filter;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** Makes the visual tracker of a kind. */
public final class VisualTrackers {
    private VisualTrackers() {}

    /**
     * Makes one; OpenCV's library is loaded already.
     *
     * @param models files that this kind needs, in its own order; empty for those that need none
     * @throws StageFailure if the files are not what the kind needs
     */
    public static VisualTracker make(TrackerKind kind, List<Path> models) {
        return switch (kind) {
            case CF -> new CorrelationTracker();
            case KCF, MOSSE, MIL, NANO, VIT ->
                    throw new StageFailure(
                            ExitCode.USAGE, "--tracker " + kind + ": not there yet " + models);
        };
    }
}
