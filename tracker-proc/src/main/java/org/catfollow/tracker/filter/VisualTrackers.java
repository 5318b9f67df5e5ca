package org.catfollow.tracker.filter;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.runtime.StageFailure;

/** Makes the visual tracker of a kind. */
public final class VisualTrackers {
    private VisualTrackers() {}

    /**
     * Makes one; OpenCV's library is loaded already.
     *
     * @param models files that this kind needs, in its own order; empty for those that need none
     * @throws StageFailure if the number of files is wrong (exit code 2), or a file is not what the kind
     *     needs (exit code 5)
     */
    public static VisualTracker make(TrackerKind kind, List<Path> models) {
        switch (kind) {
            case NANO ->
                    TrackerModels.require(
                            kind, models, 2, "BACKBONE.onnx,HEAD.onnx, two files in this order");
            case VIT -> TrackerModels.require(kind, models, 1, "FILE.onnx, one file");
            case CF, KCF, MOSSE, MIL -> TrackerModels.requireNone(kind, models);
        }
        return switch (kind) {
            case CF -> new CorrelationTracker();
            case KCF -> new KcfTracker();
            case MOSSE -> new MosseTracker();
            case MIL -> new MilTracker();
            case NANO -> NanoTracker.open(models);
            case VIT -> VitTracker.open(models);
        };
    }
}
