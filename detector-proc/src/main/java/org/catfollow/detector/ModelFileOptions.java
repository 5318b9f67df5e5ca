package org.catfollow.detector;

import java.nio.file.Path;
import org.catfollow.detector.catalogue.ModelNames;
import org.catfollow.detector.catalogue.NamedModel;
import org.catfollow.detector.catalogue.OwnModel;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.truth.TruthSettings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import picocli.CommandLine.Option;

/** Flags that name a model and say how it is to be understood; may be given several times in a group. */
final class ModelFileOptions {
    /** Runs the stage without a model. */
    static final String NONE = ModelNames.NO_MODEL;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description =
                    "Name of a model (`cat-follow model list`), or a TensorFlow Lite file (SSD,"
                            + " EfficientDet-Lite, YOLOv5, YOLOv8, YOLOX, centre points). In a running robot also:"
                            + " 'none' detects nothing; 'test:' finds the target of --source test: by"
                            + " its brightness; 'truth:latency-ms=200,misses=0.1,noise=0.03' answers"
                            + " from the truth of --source sim:, made worse. Default: "
                            + OwnModel.NAME
                            + ".")
    private String model;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Names of the model's classes. Default: those that were fetched with it, or the"
                            + " labels inside the model.")
    private Path labels;

    @Option(
            names = "--model-type",
            paramLabel = "TYPE",
            description =
                    "Kind of model: ${COMPLETION-CANDIDATES}. Default: found out from its tensors"
                            + " and operators.")
    private ModelType modelType;

    /** Returns whether a model is named. */
    boolean isNamed() {
        return model != null;
    }

    /** Returns what the flags say as it stands, not looked up. */
    ModelChoice asked() {
        String given = model == null ? OwnModel.NAME : model;
        return new ModelChoice(given.equals(NONE) ? null : Path.of(given), labels, modelType);
    }

    /**
     * Returns the model that the flags name.
     *
     * @throws StageFailure (usage) for labels without their model, (model) for a name that nobody knows
     *     or whose files are not here
     */
    ModelChoice choice() {
        if (model == null && labels != null) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--labels " + labels + " without --model; name the model that they belong to");
        }
        if (model != null && isNoFile(model)) {
            return asked();
        }
        ModelNames names = ModelNames.here();
        NamedModel named = model == null ? names.ours() : names.resolve(model);
        return new ModelChoice(named.file(), labels == null ? named.labels() : labels, modelType);
    }

    private static boolean isNoFile(String model) {
        return model.equals(NONE)
                || model.equals(TestTargetDetector.NAME)
                || model.startsWith(TruthSettings.PREFIX);
    }
}
