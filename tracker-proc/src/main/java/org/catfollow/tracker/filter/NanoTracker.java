package org.catfollow.tracker.filter;

import java.nio.file.Path;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.video.Tracker;
import org.opencv.video.TrackerNano;
import org.opencv.video.TrackerNano_Params;

/**
 * OpenCV's {@code TrackerNano}, which runs NanoTrack (HonglinChu, SiamTrackers): a small Siamese network
 * in two ONNX files, backbone and head. It never learns: it looks for what it was given, and the size
 * follows. See {@link NativeTracker} for boxes, corrections and undo.
 *
 * <p>OpenCV's score never comes near 0, and its span is narrow: on four recorded sequences it was 0.87 to
 * 0.96 where the box was right, and 0.69 to 0.84 on pictures without the target. Quality is what it has
 * above 0.75, beside the mean of that over the first ten frames. It takes another thing of the same kind
 * for the target, and says so by no lower score.
 */
final class NanoTracker extends NativeTracker {
    /** Score that a picture without the target gets. */
    private static final double SCORE_OF_NOTHING = 0.75;

    private final TrackerNano tracker;

    private NanoTracker(TrackerNano tracker) {
        super(TrackerKind.NANO);
        this.tracker = tracker;
    }

    /** Opens the two files, and tries them once. */
    static NanoTracker open(List<Path> models) {
        Path backbone = models.get(0);
        Path head = models.get(1);
        TrackerNano usable = TrackerModels.tryOut(() -> create(backbone, head));
        if (usable != null) {
            return new NanoTracker(usable);
        }
        boolean swapped = TrackerModels.tryOut(() -> create(head, backbone)) != null;
        throw TrackerModels.unusable(
                backbone + " and " + head,
                swapped
                        ? "the wrong order; give the backbone first, then the head"
                        : "OpenCV cannot run them as NanoTrack's backbone and head");
    }

    private static TrackerNano create(Path backbone, Path head) {
        TrackerNano_Params params = new TrackerNano_Params();
        params.set_backbone(backbone.toString());
        params.set_neckhead(head.toString());
        return TrackerNano.create(params);
    }

    @Override
    Tracker tracker() {
        return tracker;
    }

    @Override
    double measure(Mat bgr, Rect box) {
        return Math.max(0, tracker.getTrackingScore() - SCORE_OF_NOTHING);
    }
}
