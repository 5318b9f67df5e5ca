package org.catfollow.runtime.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;

/**
 * A report as the JSON object that scripts read. Keys are added, never renamed; what there is no value
 * for is an empty object.
 */
public final class JsonReport {
    private JsonReport() {}

    /** Returns all of the report. Any thread. */
    public static JsonObject of(RegionReport report) {
        JsonObject root = new JsonObject();
        root.add("region", region(report));
        JsonObject stages = new JsonObject();
        for (RegionReport.Stage stage : report.stages()) {
            stages.add(stage.role().stageName(), stage(stage, report));
        }
        root.add("stages", stages);
        root.add(
                "track",
                report.track().map(track -> track(track, report)).orElseGet(JsonObject::new));
        root.add("tracks", report.tracks().map(JsonReport::tracks).orElseGet(JsonObject::new));
        root.add(
                "detections",
                report.detections()
                        .map(detections -> detections(detections, report))
                        .orElseGet(JsonObject::new));
        root.add(
                "control",
                report.control().map(status -> control(status, report)).orElseGet(JsonObject::new));
        root.add("pose", report.pose().map(MotionJson::pose).orElseGet(JsonObject::new));
        root.add(
                "sensors",
                report.sensors()
                        .map(sensors -> MotionJson.sensors(sensors, report))
                        .orElseGet(JsonObject::new));
        root.add(
                "latency",
                report.latency()
                        .map(latency -> MotionJson.latency(latency, report))
                        .orElseGet(JsonObject::new));
        root.add(
                "guard",
                report.guard()
                        .map(guard -> MotionJson.guard(guard, report))
                        .orElseGet(JsonObject::new));
        root.add(
                "model",
                report.model().map(model -> model(model, report)).orElseGet(JsonObject::new));
        return root;
    }

    private static JsonObject model(ModelAnswer model, RegionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("request", model.request);
        json.addProperty("state", model.state.name());
        json.addProperty("ageMillis", rounded(report.ageMillis(model.nanos)));
        json.addProperty("text", model.text);
        return json;
    }

    private static JsonObject region(RegionReport report) {
        Geometry geometry = report.header().geometry();
        JsonObject region = new JsonObject();
        region.addProperty("path", report.path());
        region.addProperty("layoutVersion", report.header().layoutVersion());
        region.addProperty("slots", geometry.slotCount());
        region.addProperty("width", geometry.maxWidthPixels());
        region.addProperty("height", geometry.maxHeightPixels());
        region.addProperty("bytes", geometry.totalBytes());
        region.addProperty("creatorPid", report.header().creator().pid());
        return region;
    }

    private static JsonObject stage(RegionReport.Stage stage, RegionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("pid", stage.pid());
        json.addProperty("alive", stage.alive());
        json.addProperty("hung", report.isHung(stage));
        json.addProperty("epoch", stage.epoch());
        json.addProperty("restarts", stage.restarts());
        json.addProperty("heartbeatAgeMillis", rounded(report.heartbeatAgeMillis(stage)));
        json.addProperty("activity", stage.activity().name());
        json.addProperty("activityText", stage.activityText());
        json.addProperty("framesPerSecond", rounded(stage.framesPerSecond()));
        for (Counter counter : Counter.values()) {
            if (counter.isOf(stage.role())) {
                json.addProperty(key(counter), stage.count(counter));
            }
        }
        json.addProperty("lastError", stage.lastError());
        return json;
    }

    /** {@code BUSY_PERCENT} is {@code busyPercent}. */
    private static String key(Counter counter) {
        StringBuilder key = new StringBuilder();
        for (String word : counter.name().toLowerCase(Locale.ROOT).split("_", -1)) {
            key.append(
                    key.isEmpty()
                            ? word
                            : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return key.toString();
    }

    /** Returns the target. */
    public static JsonObject track(Track track, RegionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("frameId", track.frameId);
        json.addProperty("sourceIndex", track.sourceIndex);
        json.addProperty("ageMillis", rounded(report.ageMillis(track.captureNanos)));
        json.addProperty("valid", track.valid());
        json.addProperty("x", track.x);
        json.addProperty("y", track.y);
        json.addProperty("width", track.width);
        json.addProperty("height", track.height);
        json.addProperty("score", track.score);
        json.addProperty("state", track.state.name());
        json.addProperty("reason", track.reason.name());
        json.addProperty("trackId", track.trackId);
        json.addProperty("detectionFrameId", track.detectionFrameId);
        return json;
    }

    /** Returns all that is tracked. */
    public static JsonObject tracks(Tracks tracks) {
        JsonObject json = new JsonObject();
        json.addProperty("frameId", tracks.frameId);
        json.addProperty("targetId", tracks.targetId);
        json.addProperty("newestId", tracks.newestId);
        JsonArray list = new JsonArray();
        for (int i = 0; i < tracks.count(); i++) {
            list.add(trackedObject(tracks.get(i)));
        }
        json.add("list", list);
        return json;
    }

    private static JsonObject trackedObject(TrackedObject object) {
        JsonObject json = new JsonObject();
        json.addProperty("trackId", object.trackId);
        json.addProperty("state", object.state.name());
        json.addProperty("reason", object.reason.name());
        json.addProperty("score", object.score);
        json.addProperty("x", object.x);
        json.addProperty("y", object.y);
        json.addProperty("width", object.width);
        json.addProperty("height", object.height);
        json.addProperty("velocityX", object.velocityX);
        json.addProperty("velocityY", object.velocityY);
        json.addProperty("classIndex", object.classIndex);
        json.addProperty("detectionFrameId", object.detectionFrameId);
        return json;
    }

    /** Returns what the detector found. */
    public static JsonObject detections(Detections detections, RegionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("frameId", detections.frameId);
        json.addProperty("sourceIndex", detections.sourceIndex);
        json.addProperty("ageMillis", rounded(report.ageMillis(detections.captureNanos)));
        json.addProperty("inferenceMillis", rounded(detections.inferenceNanos / 1e6));
        JsonArray boxes = new JsonArray();
        for (int i = 0; i < detections.count(); i++) {
            JsonObject box = new JsonObject();
            box.addProperty("label", detections.label(i));
            box.addProperty("score", detections.score(i));
            box.addProperty("x", detections.x(i));
            box.addProperty("y", detections.y(i));
            box.addProperty("width", detections.width(i));
            box.addProperty("height", detections.height(i));
            boxes.add(box);
        }
        json.add("boxes", boxes);
        return json;
    }

    /** Returns what control does and why. */
    public static JsonObject control(ControlStatus status, RegionReport report) {
        JsonObject json = new JsonObject();
        json.addProperty("state", status.state.name());
        json.addProperty("reason", status.reason.name());
        json.addProperty("limit", status.limit.name());
        json.addProperty("speed", status.speedMetresPerSecond);
        json.addProperty("steeringDegrees", status.steeringDegrees);
        json.addProperty("panDegrees", status.panDegrees);
        json.addProperty("tiltDegrees", status.tiltDegrees);
        json.addProperty("previousState", status.previousState.name());
        json.addProperty("stateAgeMillis", rounded(report.ageMillis(status.stateSinceNanos)));
        json.addProperty("transitions", status.transitions);
        json.addProperty("frameId", status.frameId);
        json.addProperty("ageMillis", rounded(report.ageMillis(status.nanos)));
        json.addProperty("guarded", report.isGuarded());
        json.addProperty("stopCount", report.stopCount());
        json.addProperty("stopped", report.stopCount() > report.resumedThrough());
        json.addProperty("stoppedByLoss", report.stoppedByLoss());
        return json;
    }

    /** Three digits are enough for people and keep the output steady. */
    public static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
