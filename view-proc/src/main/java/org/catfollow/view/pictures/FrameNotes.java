package org.catfollow.view.pictures;

import com.google.gson.JsonObject;
import org.catfollow.runtime.report.JsonReport;
import org.catfollow.runtime.report.MotionJson;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.vision.Overlay;
import org.catfollow.runtime.vision.SearchWindow;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.slots.Track;

/**
 * What the stages say about one frame, for the page to draw over it: an object with the keys of {@code
 * stat --json}, and {@code frameId}, {@code width}, {@code height}, {@code ageMillis}, {@code
 * trackedMillis} (capture to track), {@code searchWindow} (its side, pixels) and {@code why}.
 */
final class FrameNotes {
    private FrameNotes() {}

    static String of(FrameDescription frame, FrameChoice choice, RegionReport report) {
        JsonObject notes = new JsonObject();
        notes.addProperty("frameId", frame.frameId);
        notes.addProperty("width", frame.widthPixels);
        notes.addProperty("height", frame.heightPixels);
        notes.addProperty("ageMillis", rounded(report.ageMillis(frame.captureNanos)));
        Track track = choice.track();
        if (choice.isTracked()) {
            notes.add("track", JsonReport.track(track, report));
            notes.addProperty(
                    "trackedMillis", rounded((track.publishNanos - track.captureNanos) / 1e6));
            if (SearchWindow.isSearched(track)) {
                notes.addProperty(
                        "searchWindow", rounded(SearchWindow.side(track.width, track.height)));
            }
        }
        choice.tracks().ifPresent(tracks -> notes.add("tracks", JsonReport.tracks(tracks)));
        report.detections()
                .ifPresent(found -> notes.add("detections", JsonReport.detections(found, report)));
        report.control()
                .ifPresent(
                        status -> {
                            JsonObject control = JsonReport.control(status, report);
                            control.addProperty("meaning", status.reason.meaning());
                            notes.add("control", control);
                            notes.addProperty("why", Overlay.why(status, report));
                        });
        report.pose().ifPresent(pose -> notes.add("pose", MotionJson.pose(pose)));
        report.latency()
                .filter(latency -> latency.count > 0)
                .ifPresent(latency -> notes.addProperty("motionP50Millis", latency.p50Nanos / 1e6));
        return notes.toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
