package org.catfollow.runtime.vision;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.report.SensorWords;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Draws what the stages say: detections thin and yellow, the target thick, other tracks blue, a fault
 * red.
 */
public final class Overlay {
    /** What can be drawn. */
    public enum Layer {
        /** What the detector found last, with the number of frames it is late. */
        BOXES,
        /** Everything tracked, with numbers, states and reasons. */
        TRACKS,
        /** Where the default tracker looks for the target. */
        WINDOW,
        /** How long it took from the picture's capture to its track and to motion. */
        LATENCY,
        /** What control tells the car, what it does not, and why. */
        STATE
    }

    private static final Set<Layer> STILL =
            Collections.unmodifiableSet(EnumSet.of(Layer.BOXES, Layer.TRACKS, Layer.STATE));
    private static final Scalar GREEN = new Scalar(60, 220, 60);
    private static final Scalar BLUE = new Scalar(255, 170, 60);
    private static final Scalar ORANGE = new Scalar(0, 140, 255);
    private static final Scalar RED = new Scalar(40, 40, 255);
    private static final Scalar WHITE = new Scalar(255, 255, 255);
    private static final int LINE_PIXELS = 18;

    private Overlay() {}

    /** Draws boxes, tracks and control's state. Any thread, one a picture. */
    public static void draw(Mat bgr, long frameId, RegionReport report, Track track) {
        draw(bgr, frameId, report, track, STILL);
    }

    /**
     * Draws layers. Any thread, one a picture.
     *
     * @param frameId of the picture: what belongs to another frame says so
     * @param track the target's, of that frame where there is one
     */
    public static void draw(
            Mat bgr, long frameId, RegionReport report, Track track, Set<Layer> layers) {
        if (layers.contains(Layer.BOXES)) {
            report.detections().ifPresent(detections -> detections(bgr, frameId, detections));
        }
        if (layers.contains(Layer.WINDOW) && SearchWindow.isSearched(track)) {
            window(bgr, track);
        }
        if (layers.contains(Layer.TRACKS)) {
            report.tracks().ifPresent(tracks -> others(bgr, frameId, tracks));
            track(bgr, frameId, track);
        }
        if (layers.contains(Layer.LATENCY)) {
            latency(bgr, report, track);
        }
        if (layers.contains(Layer.STATE)) {
            control(bgr, frameId, report);
        }
    }

    private static void window(Mat bgr, Track track) {
        double side = SearchWindow.side(track.width, track.height);
        Rect window =
                BoxPainter.rectangle(
                        (float) (track.x + track.width / 2 - side / 2),
                        (float) (track.y + track.height / 2 - side / 2),
                        (float) side,
                        (float) side);
        Imgproc.rectangle(bgr, window, WHITE, 1);
    }

    private static void latency(Mat bgr, RegionReport report, Track track) {
        StringJoiner words = new StringJoiner("  ");
        if (track.captureNanos != 0) {
            double tracked = (track.publishNanos - track.captureNanos) / 1e6;
            words.add(String.format(Locale.ROOT, "tracked after %.1f ms", tracked));
        }
        report.latency()
                .filter(latency -> latency.count > 0)
                .ifPresent(
                        latency ->
                                words.add(
                                        String.format(
                                                Locale.ROOT,
                                                "motion after p50 %.1f ms, p99 %.1f ms",
                                                latency.p50Nanos / 1e6,
                                                latency.p99Nanos / 1e6)));
        BoxPainter.text(bgr, words.toString(), 6, LINE_PIXELS * 2, WHITE);
    }

    /** In the lowest line what the car is told, above it what it is not told to do and why. */
    private static void control(Mat bgr, long frameId, RegionReport report) {
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
        boolean fault =
                report.control().filter(status -> status.state == ControlState.FAULT).isPresent();
        int bottom = bgr.rows() - 8;
        BoxPainter.text(bgr, "frame " + frameId + "  " + control, 6, bottom, fault ? RED : WHITE);
        String why = report.control().map(status -> why(status, report)).orElse("");
        if (!why.isEmpty()) {
            BoxPainter.text(bgr, why, 6, bottom - LINE_PIXELS, fault ? RED : WHITE);
        }
    }

    /** Returns reason, limit and what the sensors say, as far as there is something to say. */
    public static String why(ControlStatus status, RegionReport report) {
        StringJoiner words = new StringJoiner("  ");
        if (status.state == ControlState.FAULT
                || status.reason == ControlReason.GUARD_GONE
                || status.reason == ControlReason.WAY_BLOCKED) {
            words.add(status.reason.name() + ": " + status.reason.meaning());
        }
        if (status.limit != SpeedLimit.NONE) {
            words.add("limited: " + status.limit.meaning());
        }
        report.sensors().ifPresent(sensors -> sensed(words, sensors));
        return words.toString();
    }

    private static void sensed(StringJoiner words, Sensors sensors) {
        if (sensors.echo != EchoState.NONE) {
            words.add("ahead " + SensorWords.distance(sensors));
        }
        if (sensors.battery != BatteryState.NONE) {
            words.add("battery " + SensorWords.battery(sensors));
        }
    }

    private static void detections(Mat bgr, long frameId, Detections detections) {
        long late = Math.max(0, frameId - detections.frameId);
        BoxPainter.detections(bgr, detections, " (-" + late + ")");
    }

    private static void others(Mat bgr, long frameId, Tracks tracks) {
        String late = tracks.frameId == frameId ? "" : " in " + tracks.frameId;
        for (int i = 0; i < tracks.count(); i++) {
            TrackedObject object = tracks.get(i);
            if (object.trackId == tracks.targetId) {
                continue;
            }
            Rect box = BoxPainter.rectangle(object.x, object.y, object.width, object.height);
            Imgproc.rectangle(bgr, box, BLUE, 1);
            String text = "#" + object.trackId + " " + object.state + late;
            BoxPainter.text(bgr, text, box.x + 2, Math.max(12, box.y - 6), BLUE);
        }
    }

    private static void track(Mat bgr, long frameId, Track track) {
        if (track.state == TrackState.NONE || track.state == TrackState.LOST) {
            BoxPainter.text(bgr, "no target: " + track.reason, 6, 18, ORANGE);
            return;
        }
        Scalar colour = track.valid() ? GREEN : ORANGE;
        Rect box = BoxPainter.rectangle(track.x, track.y, track.width, track.height);
        Imgproc.rectangle(bgr, box, colour, 2);
        String late = track.frameId == frameId ? "" : " in " + track.frameId;
        BoxPainter.text(
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
}
