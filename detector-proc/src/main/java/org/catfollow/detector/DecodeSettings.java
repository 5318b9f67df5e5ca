package org.catfollow.detector;

import java.util.Map;
import org.catfollow.detector.decode.BoxLimits;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * How a model's outputs are read, and which boxes count; checked.
 *
 * @param modelType the kind of detector, or null to find it out
 * @param classScores lowest score of single classes, by name, 0 to 1
 * @param limits what a box may look like
 * @param maxOverlap highest intersection over union of two things of one target, 0 to 1
 */
record DecodeSettings(
        ModelType modelType, Map<String, Float> classScores, BoxLimits limits, float maxOverlap) {
    /** What YOLOv5 and YOLOX come with ({@code iou_thres}, {@code nms_thr}). */
    static final float USUAL_OVERLAP = 0.45f;

    /** Find out the kind, no limits. */
    static final DecodeSettings USUAL =
            new DecodeSettings(null, Map.of(), BoxLimits.NONE, USUAL_OVERLAP);

    /**
     * Checks the settings.
     *
     * @throws StageFailure (usage) naming the flag and the value
     */
    DecodeSettings {
        classScores = Map.copyOf(classScores);
        classScores.forEach((name, score) -> share("--class-score " + name + "=", score));
        share("--min-area ", limits.minArea());
        share("--max-area ", limits.maxArea());
        share("--nms-iou ", maxOverlap);
        ordered("area", limits.minArea(), limits.maxArea());
        // Written so that NaN is refused.
        if (!(limits.minAspect() >= 0f)) {
            throw usage("--min-aspect " + limits.minAspect() + " is below 0");
        }
        ordered("aspect", limits.minAspect(), limits.maxAspect());
    }

    /** Returns the same for a model of another kind, or null for one to find out. */
    DecodeSettings withModelType(ModelType type) {
        return new DecodeSettings(type, classScores, limits, maxOverlap);
    }

    private static void share(String flag, float value) {
        if (!(value >= 0f && value <= 1f)) {
            throw usage(flag + value + " is outside 0..1");
        }
    }

    private static void ordered(String what, float least, float most) {
        if (!(least <= most)) {
            throw usage("--min-" + what + " " + least + " is above --max-" + what + " " + most);
        }
    }

    private static StageFailure usage(String message) {
        return new StageFailure(ExitCode.USAGE, message);
    }
}
