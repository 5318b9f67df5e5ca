package org.catfollow.tracker.filter;

import java.nio.file.Path;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.video.Tracker;
import org.opencv.video.TrackerVit;
import org.opencv.video.TrackerVit_Params;

/**
 * OpenCV's {@code TrackerVit}, which runs VitTrack (OpenCV zoo): a small vision transformer in one ONNX
 * file with the inputs {@code template} and {@code search}. It never learns: it looks for what it was
 * given, and the size follows. Quality is its score beside the mean over the first ten frames. See
 * {@link NativeTracker} for boxes, corrections and undo.
 */
final class VitTracker extends NativeTracker {
    private final TrackerVit tracker;

    private VitTracker(TrackerVit tracker) {
        super(TrackerKind.VIT);
        this.tracker = tracker;
    }

    /** Opens the file, and tries it once. */
    static VitTracker open(List<Path> models) {
        Path model = models.get(0);
        TrackerVit usable = TrackerModels.tryOut(() -> create(model));
        if (usable == null) {
            throw TrackerModels.unusable(model, "OpenCV cannot run it as VitTrack");
        }
        return new VitTracker(usable);
    }

    private static TrackerVit create(Path model) {
        TrackerVit_Params params = new TrackerVit_Params();
        params.set_net(model.toString());
        return TrackerVit.create(params);
    }

    @Override
    Tracker tracker() {
        return tracker;
    }

    /** OpenCV cuts its window round the box's middle, and asserts that some of it is picture. */
    @Override
    boolean isGone(Rect box, int columns, int rows) {
        int middleX = box.x + box.width / 2;
        int middleY = box.y + box.height / 2;
        return super.isGone(box, columns, rows)
                || middleX < 0
                || middleY < 0
                || middleX >= columns
                || middleY >= rows;
    }

    @Override
    double measure(Mat bgr, Rect box) {
        return tracker.getTrackingScore();
    }
}
