package org.catfollow.detector;

import java.util.List;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Flags for the model and what it is asked for, to be mixed into commands that look at pictures. */
@Command
final class ModelOptions {
    @Mixin private ModelFileOptions file;

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

    /** Returns whether a model is named. */
    boolean named() {
        return file.model() != null;
    }

    /** Returns the checked settings for looking at single pictures. */
    DetectorConfig toConfig() {
        return toConfig(ScheduleSettings.EVERY_FRAME, GateSettings.NONE);
    }

    /** Returns the checked settings. */
    DetectorConfig toConfig(ScheduleSettings schedule, GateSettings gates) {
        return new DetectorConfig(
                file.model(),
                file.labels(),
                classes,
                minScore,
                schedule,
                gates,
                threads,
                !noXnnpack,
                decode.toSettings(file.modelType()));
    }
}
