package org.catfollow.detector;

import java.util.List;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.vision.RegionOfInterest;
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
            names = LookSettings.REGION_FLAG,
            paramLabel = "X,Y,W,H",
            description =
                    "The part of the picture that the model looks at, in fractions; the rest is not"
                            + " searched. (--roi cuts the picture itself.) Default: all of it.")
    private String region;

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

    /** Returns the checked settings for looking at single pictures. */
    DetectorConfig toConfig() {
        return toConfig(ScheduleSettings.EVERY_FRAME, GateSettings.NONE, LookSettings.USUAL);
    }

    /** Returns the checked settings; {@code looks} without the part of the picture. */
    DetectorConfig toConfig(ScheduleSettings schedule, GateSettings gates, LookSettings looks) {
        ModelChoice asked = file.asked();
        DetectorConfig config =
                new DetectorConfig(
                        asked.file(),
                        asked.labels(),
                        classes,
                        minScore,
                        schedule,
                        gates,
                        threads,
                        !noXnnpack,
                        decode.toSettings(asked.type()),
                        region == null
                                ? looks
                                : looks.in(
                                        RegionOfInterest.parse(LookSettings.REGION_FLAG, region)));
        // Only now: a wrong flag is said before a missing model.
        ModelChoice found = file.choice();
        return config.withModel(found.file(), found.labels(), found.type());
    }
}
