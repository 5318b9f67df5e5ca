package org.catfollow.detector;

import java.util.LinkedHashMap;
import java.util.Map;
import org.catfollow.detector.decode.BoxLimits;
import org.catfollow.detector.heads.ModelType;
import picocli.CommandLine.Option;

/** Flags for how a model is read and which boxes count, to be mixed into the detector's own. */
final class DecodeOptions {
    @Option(
            names = "--class-score",
            paramLabel = "NAME=SCORE",
            split = ",",
            description =
                    "Lowest score of single classes, in place of --min-score; for example"
                            + " cat=0.4,dog=0.7.")
    private Map<String, Float> classScores = new LinkedHashMap<>();

    @Option(
            names = "--min-area",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "Smallest box to report, as a share of the picture, 0 to 1. Default:"
                            + " ${DEFAULT-VALUE}.")
    private float minArea;

    @Option(
            names = "--max-area",
            paramLabel = "SHARE",
            defaultValue = "1",
            description =
                    "Largest box to report, as a share of the picture, 0 to 1. Default:"
                            + " ${DEFAULT-VALUE}.")
    private float maxArea;

    @Option(
            names = "--min-aspect",
            paramLabel = "RATIO",
            defaultValue = "0",
            description = "Lowest width by height of a box. Default: ${DEFAULT-VALUE}.")
    private float minAspect;

    @Option(
            names = "--max-aspect",
            paramLabel = "RATIO",
            description = "Highest width by height of a box. Default: any.")
    private float maxAspect = BoxLimits.NONE.maxAspect();

    @Option(
            names = "--nms-iou",
            paramLabel = "IOU",
            defaultValue = "0.45",
            description =
                    "Boxes of one target that overlap more are one thing, and the best is kept; for"
                            + " models that do not choose by themselves. Default: ${DEFAULT-VALUE}.")
    private float maxOverlap;

    /** Returns the checked settings. */
    DecodeSettings toSettings(ModelType modelType) {
        return new DecodeSettings(
                modelType,
                classScores,
                new BoxLimits(minArea, maxArea, minAspect, maxAspect),
                maxOverlap);
    }
}
