package org.catfollow.cli;

import java.util.Locale;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;

/** A report as a table for people, 100 columns wide at most. */
final class TextReport {
    private TextReport() {}

    static String of(RegionReport report) {
        StringBuilder out = new StringBuilder();
        Geometry geometry = report.header().geometry();
        line(
                out,
                "region    %s  (layout %d, %d slots of %dx%d, %.1f MB)",
                report.path(),
                report.header().layoutVersion(),
                geometry.slotCount(),
                geometry.maxWidthPixels(),
                geometry.maxHeightPixels(),
                geometry.totalBytes() / 1048576.0);
        line(
                out,
                "%-9s %7s %-8s %8s %6s %9s %8s %6s %6s %5s %5s",
                "stage",
                "pid",
                "state",
                "restarts",
                "beat",
                "frames",
                "fps",
                "drop",
                "lapped",
                "torn",
                "wrong");
        for (RegionReport.Stage stage : report.stages()) {
            stage(out, stage, report);
        }
        report.model().ifPresent(model -> model(out, model, report));
        report.detections().ifPresent(detections -> detections(out, detections, report));
        report.track().ifPresent(track -> track(out, track, report));
        report.tracks().ifPresent(tracks -> others(out, tracks));
        report.control().ifPresent(status -> control(out, status, report));
        MotionLines.append(out, report);
        if (report.stopCount() > report.resumedThrough()) {
            long count = report.stopCount();
            String times = count == 1 ? "once" : count + " times";
            line(
                    out,
                    "STOP      %s; `send resume` goes on",
                    report.stoppedByLoss()
                            ? "the region was lost and made anew, so that nobody knows whether one"
                                    + " held"
                            : "pressed " + times);
        }
        return out.toString().stripTrailing();
    }

    private static void stage(StringBuilder out, RegionReport.Stage stage, RegionReport report) {
        line(
                out,
                "%-9s %7s %-8s %8d %6s %9d %8.1f %6d %6d %5d %5d%s",
                stage.role().stageName(),
                stage.pid() == 0 ? "-" : Long.toString(stage.pid()),
                stateOf(stage, report),
                stage.restarts(),
                age(report.heartbeatAgeMillis(stage)),
                stage.count(Counter.FRAMES),
                stage.alive() ? stage.framesPerSecond() : 0,
                stage.count(Counter.DROPPED),
                stage.count(Counter.LAPPED),
                stage.count(Counter.TORN),
                stage.count(Counter.MISMATCHED),
                stage.activityText().isEmpty() ? "" : "  " + stage.activityText());
        if (stage.count(Counter.EVERY) > 0) {
            load(out, stage);
        }
        if (stage.count(Counter.SECOND_LOOKS) > 0) {
            line(
                    out,
                    "          second looks %d (found %d)",
                    stage.count(Counter.SECOND_LOOKS),
                    stage.count(Counter.SECOND_LOOK_FOUND));
        }
        if (!stage.lastError().isEmpty()) {
            line(out, "          last error: %s", stage.lastError());
        }
    }

    /** The detector's second line, once it has a model. */
    private static void load(StringBuilder out, RegionReport.Stage stage) {
        line(
                out,
                "          every %d, busy %d %%, skipped %d, stale %d, gated %d (motion %d, unknown"
                        + " %d, anomaly %d)",
                stage.count(Counter.EVERY),
                stage.count(Counter.BUSY_PERCENT),
                stage.count(Counter.SKIPPED),
                stage.count(Counter.STALE),
                stage.count(Counter.GATED),
                stage.count(Counter.MOTION_SEEN),
                stage.count(Counter.MOTION_UNKNOWN),
                stage.count(Counter.ANOMALY_SEEN));
    }

    /** A stage whose lock nobody holds is gone, whatever its row last said. */
    static String stateOf(RegionReport.Stage stage, RegionReport report) {
        if (report.isHung(stage)) {
            return "hung";
        }
        boolean ended =
                stage.activity() == Activity.STOPPED
                        || stage.activity() == Activity.FAILED
                        || stage.activity() == Activity.ABSENT;
        return stage.alive() || ended ? stage.activity().name().toLowerCase(Locale.ROOT) : "dead";
    }

    private static void detections(StringBuilder out, Detections detections, RegionReport report) {
        StringBuilder boxes = new StringBuilder();
        for (int i = 0; i < detections.count(); i++) {
            boxes.append(
                    String.format(
                            Locale.ROOT,
                            "  %s %.2f [%.0f,%.0f,%.0f,%.0f]",
                            detections.label(i),
                            detections.score(i),
                            detections.x(i),
                            detections.y(i),
                            detections.width(i),
                            detections.height(i)));
        }
        line(
                out,
                "detected  frame %d (%s old, inference %.1f ms)%s",
                detections.frameId,
                age(report.ageMillis(detections.captureNanos)),
                detections.inferenceNanos / 1e6,
                boxes.isEmpty() ? "  nothing" : boxes);
    }

    private static void model(StringBuilder out, ModelAnswer model, RegionReport report) {
        line(
                out,
                "model     request %d %s (%s ago): %s",
                model.request,
                model.state,
                age(report.ageMillis(model.nanos)),
                model.text);
    }

    private static void track(StringBuilder out, Track track, RegionReport report) {
        line(
                out,
                "track     frame %d (%s old)  #%d %s %s  score %.2f [%.0f,%.0f,%.0f,%.0f]",
                track.frameId,
                age(report.ageMillis(track.captureNanos)),
                track.trackId,
                track.state,
                track.reason,
                track.score,
                track.x,
                track.y,
                track.width,
                track.height);
    }

    /** What else is tracked, a line each; the target has a line of its own. */
    private static void others(StringBuilder out, Tracks tracks) {
        for (int i = 0; i < tracks.count(); i++) {
            TrackedObject object = tracks.get(i);
            if (object.trackId == tracks.targetId) {
                continue;
            }
            line(
                    out,
                    "other     frame %d  #%d %s %s  score %.2f [%.0f,%.0f,%.0f,%.0f]",
                    tracks.frameId,
                    object.trackId,
                    object.state,
                    object.reason,
                    object.score,
                    object.x,
                    object.y,
                    object.width,
                    object.height);
        }
    }

    private static void control(StringBuilder out, ControlStatus status, RegionReport report) {
        line(
                out,
                "control   %s (%s, for %s)  speed %.2f m/s  steering %.1f  pan %.1f  tilt %.1f"
                        + " degrees",
                status.state,
                status.reason,
                age(report.ageMillis(status.stateSinceNanos)),
                status.speedMetresPerSecond,
                status.steeringDegrees,
                status.panDegrees,
                status.tiltDegrees);
    }

    static String age(double millis) {
        if (millis < 0) {
            return "-";
        }
        return millis < 10_000
                ? String.format(Locale.ROOT, "%.0fms", millis)
                : String.format(Locale.ROOT, "%.0fs", millis / 1000);
    }

    static void line(StringBuilder out, String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
    }
}
