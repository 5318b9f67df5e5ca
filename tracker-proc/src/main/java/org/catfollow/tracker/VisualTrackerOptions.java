package org.catfollow.tracker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.tracker.filter.TrackerKind;
import picocli.CommandLine.Option;

/** Which visual tracker, for {@code @Mixin}: the stage's and those of its commands. */
final class VisualTrackerOptions {
    @Option(
            names = "--tracker",
            paramLabel = "KIND",
            defaultValue = "cf",
            description =
                    "what follows the target between detections: ${COMPLETION-CANDIDATES}"
                            + " (${DEFAULT-VALUE})")
    private TrackerKind kind = TrackerKind.CF;

    @Option(
            names = "--tracker-model",
            paramLabel = "FILE",
            split = ",",
            description = "model of --tracker vit; of nano the backbone, then the head")
    private List<Path> models = new ArrayList<>();

    /** Makes the defaults; picocli fills in what the user gave. */
    VisualTrackerOptions() {}

    /** Returns the kind. */
    TrackerKind kind() {
        return kind;
    }

    /** Returns the files that it needs. */
    List<Path> models() {
        return List.copyOf(models);
    }
}
