package org.catfollow.tracker.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes a tracker of any kind for tests, with its models; skips the test where they are missing. */
final class Trackers {
    private static Path colourVit;

    private Trackers() {}

    static VisualTracker make(TrackerKind kind) {
        return VisualTrackers.make(kind, models(kind));
    }

    static List<Path> models(TrackerKind kind) {
        return switch (kind) {
            case NANO ->
                    List.of(
                            Sequences.data("models_tracking/nanotrack_backbone_sim.onnx"),
                            Sequences.data("models_tracking/nanotrack_head_sim.onnx"));
            case VIT -> List.of(colourVit());
            case CF, KCF, MOSSE, MIL -> List.of();
        };
    }

    private static synchronized Path colourVit() {
        if (colourVit == null) {
            try {
                Path folder = Files.createTempDirectory("colour-vit");
                folder.toFile().deleteOnExit();
                colourVit = ColourVitModel.write(folder);
                colourVit.toFile().deleteOnExit();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return colourVit;
    }
}
