package org.catfollow.cli;

import java.util.Locale;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Draws what the stages say over a picture: detections thin and yellow, the track thick. */
final class Overlay {
    private static final Scalar YELLOW = new Scalar(0, 220, 255);
    private static final Scalar GREEN = new Scalar(60, 220, 60);
    private static final Scalar ORANGE = new Scalar(0, 140, 255);
    private static final Scalar WHITE = new Scalar(255, 255, 255);
    private static final Scalar BLACK = new Scalar(0, 0, 0);

    private Overlay() {}

    static void draw(Mat bgr, long frameId, RegionReport report, Track track) {
        report.detections().ifPresent(detections -> detections(bgr, frameId, detections));
        track(bgr, frameId, track);
        String control =
                report.control()
                        .map(
                                status ->
                                        String.format(
                                                Locale.ROOT,
                                                "%s  %.2f m/s  steer %.0f  pan %.0f  tilt %.0f",
                                                status.state,
                                                status.speedMetresPerSecond,
                                                status.steeringDegrees,
                                                status.panDegrees,
                                                status.tiltDegrees))
                        .orElse("no control");
        text(bgr, "frame " + frameId + "  " + control, 6, bgr.rows() - 8, WHITE);
    }

    private static void detections(Mat bgr, long frameId, Detections detections) {
        for (int i = 0; i < detections.count(); i++) {
            Rect box =
                    rectangle(
                            detections.x(i),
                            detections.y(i),
                            detections.width(i),
                            detections.height(i));
            Imgproc.rectangle(bgr, box, YELLOW, 1);
            text(
                    bgr,
                    String.format(
                            Locale.ROOT,
                            "%s %.2f (-%d)",
                            detections.label(i),
                            detections.score(i),
                            Math.max(0, frameId - detections.frameId)),
                    box.x + 2,
                    box.y + box.height - 6,
                    YELLOW);
        }
    }

    private static void track(Mat bgr, long frameId, Track track) {
        if (track.state == TrackState.NONE || track.state == TrackState.LOST) {
            text(bgr, "no target: " + track.reason, 6, 18, ORANGE);
            return;
        }
        Scalar colour = track.valid() ? GREEN : ORANGE;
        Rect box = rectangle(track.x, track.y, track.width, track.height);
        Imgproc.rectangle(bgr, box, colour, 2);
        String late = track.frameId == frameId ? "" : " in " + track.frameId;
        text(
                bgr,
                String.format(
                        Locale.ROOT,
                        "#%d %s %.2f%s",
                        track.trackId,
                        track.state,
                        track.score,
                        late),
                box.x + 2,
                Math.max(12, box.y - 6),
                colour);
    }

    private static Rect rectangle(float x, float y, float width, float height) {
        return new Rect(Math.round(x), Math.round(y), Math.round(width), Math.round(height));
    }

    /** Dark below light, so that it can be read on any picture. */
    private static void text(Mat bgr, String text, int x, int y, Scalar colour) {
        int font = Imgproc.FONT_HERSHEY_SIMPLEX;
        Size size = Imgproc.getTextSize(text, font, 0.45, 1, null);
        // Inside the picture wherever the box is.
        Point at = new Point(Math.max(0, Math.min(x, bgr.cols() - size.width - 4)), y);
        Imgproc.putText(bgr, text, at, font, 0.45, BLACK, 3, Imgproc.LINE_AA);
        Imgproc.putText(bgr, text, at, font, 0.45, colour, 1, Imgproc.LINE_AA);
    }
}
