package org.catfollow.detector;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.detector.truth.TruthSettings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * Settings of the detector, checked.
 *
 * @param model the TensorFlow Lite file; null where the stage runs without a model
 * @param labels the label file; null for the labels inside the model
 * @param classes names of the classes to report, at least one; {@code all} for every class; several
 *     joined by {@code +} for one target
 * @param minScore lowest score to report, 0 to 1
 * @param schedule how often to look, and how old a result may be
 * @param gates what decides whether a frame is worth a look
 * @param threads threads of the inference, 1 to 64
 * @param xnnpack whether to use the XNNPACK delegate
 * @param decode how the model's outputs are read, and which boxes count
 * @param looks where in a frame the model looks
 */
record DetectorConfig(
        Path model,
        Path labels,
        List<String> classes,
        float minScore,
        ScheduleSettings schedule,
        GateSettings gates,
        int threads,
        boolean xnnpack,
        DecodeSettings decode,
        LookSettings looks) {
    private static final int MOST_THREADS = 64;

    /**
     * Checks the settings.
     *
     * @throws StageFailure (usage) naming the flag and the value
     */
    public DetectorConfig {
        classes = classes.stream().map(String::strip).filter(name -> !name.isEmpty()).toList();
        if (classes.isEmpty()) {
            throw usage("--classes names no class; for example --classes cat,dog");
        }
        // Written so that NaN is refused.
        if (!(minScore >= 0f && minScore <= 1f)) {
            throw usage("--min-score " + minScore + " is outside 0..1");
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw usage("--threads " + threads + " is outside 1.." + MOST_THREADS);
        }
        if (gates.any() && (model == null || isTruth(model))) {
            throw usage(meaningless("--gate", model) + "; it saves the work of a model");
        }
        if (!looks.region().isWhole() && (model == null || isTruth(model) || isTest(model))) {
            throw usage(
                    meaningless(LookSettings.REGION_FLAG, model)
                            + "; it is the part of the picture that a model looks at");
        }
        if (labels != null && model == null) {
            throw usage(meaningless("--labels", null) + "; name the model that they belong to");
        }
    }

    /** The usual settings for how the model's outputs are read and where it looks. */
    DetectorConfig(
            Path model,
            Path labels,
            List<String> classes,
            float minScore,
            ScheduleSettings schedule,
            GateSettings gates,
            int threads,
            boolean xnnpack) {
        this(
                model,
                labels,
                classes,
                minScore,
                schedule,
                gates,
                threads,
                xnnpack,
                DecodeSettings.USUAL,
                LookSettings.USUAL);
    }

    /**
     * Returns the same settings for another model.
     *
     * @param otherLabels its label file, or null
     * @param type its kind, or null to find it out
     */
    DetectorConfig withModel(Path other, Path otherLabels, ModelType type) {
        return new DetectorConfig(
                other,
                otherLabels,
                classes,
                minScore,
                schedule,
                gates,
                threads,
                xnnpack,
                decode.withModelType(type),
                looks);
    }

    /** Returns the classes one by one, for a model that knows no groups. */
    List<String> singleClasses() {
        return classes.stream()
                .flatMap(target -> Arrays.stream(target.split("\\+")))
                .map(String::strip)
                .toList();
    }

    private static String meaningless(String flag, Path model) {
        return flag
                + " has no meaning for --model "
                + (model == null ? ModelFileOptions.NONE : model);
    }

    private static boolean isTest(Path model) {
        return model.toString().equals(TestTargetDetector.NAME);
    }

    private static boolean isTruth(Path model) {
        return model.toString().startsWith(TruthSettings.PREFIX);
    }

    private static StageFailure usage(String message) {
        return new StageFailure(ExitCode.USAGE, message);
    }
}
