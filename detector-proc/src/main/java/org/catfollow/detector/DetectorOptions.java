package org.catfollow.detector;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The detector's own flags, to be mixed into its command. */
@Command
final class DetectorOptions {
    @Option(
            names = "--model",
            paramLabel = "FILE",
            description =
                    "TensorFlow Lite model (SSD, EfficientDet-Lite, YOLOv5, YOLOv8, YOLOX); without it"
                            + " the stage runs and detects nothing. 'test:' finds the target of --source"
                            + " test: by its brightness; 'truth:latency-ms=200,misses=0.1,noise=0.03'"
                            + " answers from the truth of --source sim:, made worse.")
    private Path model;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Names of the model's classes. Default: the labels inside the model.")
    private Path labels;

    @Option(
            names = "--classes",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "cat",
            description =
                    "Classes to report, separated by commas, or 'all'. Classes that the model"
                            + " mistakes for each other can be one target, under the first name:"
                            + " 'cat+dog+teddy bear'. Default: ${DEFAULT-VALUE}.")
    private List<String> classes;

    @Option(
            names = "--min-score",
            paramLabel = "SCORE",
            defaultValue = "0.5",
            description = "Lowest score to report, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private float minScore;

    @Option(
            names = "--every",
            paramLabel = "K",
            defaultValue = "1",
            description = "Look at every K-th frame at most. Default: ${DEFAULT-VALUE}.")
    private int every;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "Threads of the inference. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--no-xnnpack",
            description = "Do without the XNNPACK delegate; several times slower.")
    private boolean noXnnpack;

    @Mixin private DecodeOptions decode;

    /** Returns the checked settings. */
    public DetectorConfig toConfig() {
        return new DetectorConfig(
                model, labels, classes, minScore, every, threads, !noXnnpack, decode.toSettings());
    }
}
