package org.catfollow.tracker.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.video.Tracker;

/** Checks the files of {@code --tracker-model}, each fault in one line. */
final class TrackerModels {
    private TrackerModels() {}

    /** Refuses files for a kind that needs none. */
    static void requireNone(TrackerKind kind, List<Path> models) {
        if (!models.isEmpty()) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--tracker-model %s: --tracker %s needs no model; leave it away"
                            .formatted(models.get(0), kind));
        }
    }

    /** Refuses another number of files, and files that cannot be read or are not called ONNX. */
    static void require(TrackerKind kind, List<Path> models, int count, String which) {
        if (models.size() != count) {
            throw new StageFailure(
                    ExitCode.USAGE,
                    "--tracker %s: needs --tracker-model %s; %d files given"
                            .formatted(kind, which, models.size()));
        }
        for (Path model : models) {
            requireOnnx(model);
        }
    }

    private static void requireOnnx(Path model) {
        if (!Files.exists(model)) {
            throw unusable(model, "no such file");
        }
        if (!Files.isRegularFile(model) || !Files.isReadable(model)) {
            throw unusable(model, "not a file that can be read");
        }
        if (!model.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            throw unusable(model, "not an ONNX file; OpenCV knows them by names ending in .onnx");
        }
        try {
            if (Files.size(model) == 0) {
                throw unusable(model, "the file is empty");
            }
        } catch (IOException e) {
            throw unusable(model, e.toString());
        }
    }

    static StageFailure unusable(Object model, String reason) {
        return new StageFailure(
                ExitCode.MODEL, "tracker model " + model + " cannot be used: " + reason);
    }

    /**
     * Makes a tracker and runs it on a picture of noise: files that OpenCV can read may still be the
     * wrong ones, and would show it in the first frame only.
     *
     * @return the tracker, or null if OpenCV cannot run it
     */
    static <T extends Tracker> T tryOut(Supplier<T> making) {
        Mat noise = new Mat(240, 320, CvType.CV_8UC3);
        try {
            Core.randu(noise, 0, 255);
            T tracker = making.get();
            Rect box = new Rect(130, 90, 60, 60);
            tracker.init(noise, box);
            tracker.update(noise, box);
            return tracker;
        } catch (CvException e) {
            return null;
        } finally {
            noise.release();
        }
    }
}
