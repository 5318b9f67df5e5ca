package org.catfollow.detector;

import java.nio.file.Path;
import org.catfollow.detector.heads.ModelType;
import picocli.CommandLine.Option;

/** Flags that name a model and say how it is to be understood; may be given several times in a group. */
final class ModelFileOptions {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "TensorFlow Lite model (SSD, EfficientDet-Lite, YOLOv5, YOLOv8, YOLOX); without it"
                            + " the stage runs and detects nothing. In a running robot also: 'test:'"
                            + " finds the target of --source test: by its brightness;"
                            + " 'truth:latency-ms=200,misses=0.1,noise=0.03' answers from the truth of"
                            + " --source sim:, made worse.")
    private Path model;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Names of the model's classes. Default: the labels inside the model.")
    private Path labels;

    @Option(
            names = "--model-type",
            paramLabel = "TYPE",
            description =
                    "Kind of model: ${COMPLETION-CANDIDATES}. Default: found out from its tensors"
                            + " and operators.")
    private ModelType modelType;

    Path model() {
        return model;
    }

    Path labels() {
        return labels;
    }

    ModelType modelType() {
        return modelType;
    }
}
