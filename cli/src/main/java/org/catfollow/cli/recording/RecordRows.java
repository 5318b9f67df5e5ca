package org.catfollow.cli.recording;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.StringJoiner;
import org.catfollow.runtime.journal.RecordContents;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;

/** Records as text: the columns of the CSV files, and JSON objects. Stateless. */
final class RecordRows {
    /** The columns of {@code tracks.csv}: a line for each track of each frame. */
    static final String TRACKS =
            "frameId,captureNanos,publishNanos,trackId,isTarget,state,reason,score,x,y,width,height,"
                    + "velocityX,velocityY,classIndex,detectionFrameId";

    /** The columns of {@code detections.csv}: a line for each box. */
    static final String DETECTIONS =
            "frameId,captureNanos,publishNanos,inferenceNanos,label,classIndex,score,x,y,"
                    + "width,height";

    /** The columns of {@code control.csv}: a line for each period. */
    static final String CONTROL =
            "nanos,frameId,captureNanos,state,reason,limit,speedMetresPerSecond,steeringDegrees,"
                    + "panDegrees,tiltDegrees,xMetres,yMetres,headingDegrees,distanceMetres,"
                    + "batteryVolts";

    /** The columns of {@code frames.csv}: a line for each frame that capture has put out. */
    static final String FRAMES = "frameId,captureNanos,commitNanos,sourceIndex,width,height";

    private RecordRows() {}

    private static String row(Object... values) {
        StringJoiner row = new StringJoiner(",");
        for (Object value : values) {
            row.add(quoted(String.valueOf(value)));
        }
        return row.toString();
    }

    private static String quoted(String text) {
        return text.indexOf(',') < 0 && text.indexOf('"') < 0
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
    }

    static void frame(StageRecord record, List<String> out) {
        record.rewind();
        long captureNanos = record.takeLong();
        long sourceIndex = record.takeLong();
        out.add(
                row(
                        record.frameId(),
                        captureNanos,
                        record.nanos(),
                        sourceIndex,
                        record.takeInt(),
                        record.takeInt()));
    }

    static void detections(StageRecord record, List<String> out) {
        Detections d = RecordContents.detections(record, new Detections());
        for (int i = 0; i < d.count(); i++) {
            out.add(
                    row(
                            d.frameId,
                            d.captureNanos,
                            d.publishNanos,
                            d.inferenceNanos,
                            d.label(i),
                            d.classIndex(i),
                            d.score(i),
                            d.x(i),
                            d.y(i),
                            d.width(i),
                            d.height(i)));
        }
    }

    static void tracks(StageRecord record, List<String> out) {
        Tracks all = new Tracks();
        Track target = new Track();
        RecordContents.tracks(record, target, all);
        for (int i = 0; i < all.count(); i++) {
            TrackedObject o = all.get(i);
            out.add(
                    row(
                            all.frameId,
                            all.captureNanos,
                            target.publishNanos,
                            o.trackId,
                            o.trackId == all.targetId,
                            o.state,
                            o.reason,
                            o.score,
                            o.x,
                            o.y,
                            o.width,
                            o.height,
                            o.velocityX,
                            o.velocityY,
                            o.classIndex,
                            o.detectionFrameId));
        }
    }

    static void period(StageRecord record, List<String> out) {
        ControlStatus s = new ControlStatus();
        Pose p = new Pose();
        Sensors sensors = new Sensors();
        RecordContents.period(record, s, p, sensors);
        out.add(
                row(
                        s.nanos,
                        s.frameId,
                        s.captureNanos,
                        s.state,
                        s.reason,
                        s.limit,
                        s.speedMetresPerSecond,
                        s.steeringDegrees,
                        s.panDegrees,
                        s.tiltDegrees,
                        p.xMetres,
                        p.yMetres,
                        p.headingDegrees,
                        sensors.distanceMetres,
                        sensors.batteryVolts));
    }

    /**
     * Adds a frame's tracks in the form of the MOT challenge: frame, identity, left, top, width, height,
     * confidence, -1, -1, -1, with frames and pixels counted from 1. What is only guessed at is left out.
     */
    static void mot(StageRecord record, long frameNumber, List<String> out) {
        Tracks all = new Tracks();
        RecordContents.tracks(record, new Track(), all);
        for (int i = 0; i < all.count(); i++) {
            TrackedObject o = all.get(i);
            if (o.state == TrackState.CONFIRMED || o.state == TrackState.TENTATIVE) {
                out.add(
                        row(
                                frameNumber,
                                o.trackId,
                                o.x + 1,
                                o.y + 1,
                                o.width,
                                o.height,
                                o.score,
                                -1,
                                -1,
                                -1));
            }
        }
    }

    /** Returns a record as an object; what it is about is in {@code stage} and {@code kind}. */
    static JsonObject json(Role role, StageRecord record) {
        JsonObject object = new JsonObject();
        object.addProperty("stage", role.stageName());
        object.addProperty("kind", record.kind().name());
        object.addProperty("nanos", record.nanos());
        object.addProperty("frameId", record.frameId());
        object.addProperty("pid", record.pid());
        object.addProperty("epoch", record.epoch());
        object.addProperty("sequence", record.sequence());
        object.addProperty("missed", record.missed());
        switch (record.kind()) {
            case DETECTIONS -> addDetections(record, object);
            case TRACK -> addTracks(record, object);
            case PERIOD -> addPeriod(record, object);
            case START -> {
                JsonArray flags = new JsonArray();
                record.rewind().takeWords().forEach(flags::add);
                object.add("flags", flags);
            }
            case FRAME -> {
                record.rewind();
                object.addProperty("captureNanos", record.takeLong());
                object.addProperty("sourceIndex", record.takeLong());
                object.addProperty("width", record.takeInt());
                object.addProperty("height", record.takeInt());
            }
            case TRACKER_ROUND, COMMAND -> {
                // For a replay: what was given, not what was put out.
            }
        }
        return object;
    }

    private static void addDetections(StageRecord record, JsonObject object) {
        Detections d = RecordContents.detections(record, new Detections());
        object.addProperty("captureNanos", d.captureNanos);
        object.addProperty("inferenceNanos", d.inferenceNanos);
        JsonArray boxes = new JsonArray();
        for (int i = 0; i < d.count(); i++) {
            JsonObject box = new JsonObject();
            box.addProperty("label", d.label(i));
            box.addProperty("classIndex", d.classIndex(i));
            box.addProperty("score", d.score(i));
            place(box, d.x(i), d.y(i), d.width(i), d.height(i));
            boxes.add(box);
        }
        object.add("boxes", boxes);
    }

    private static void place(JsonObject box, float x, float y, float width, float height) {
        box.addProperty("x", x);
        box.addProperty("y", y);
        box.addProperty("width", width);
        box.addProperty("height", height);
    }

    private static void addTracks(StageRecord record, JsonObject object) {
        Track target = new Track();
        Tracks all = new Tracks();
        RecordContents.tracks(record, target, all);
        object.addProperty("captureNanos", all.captureNanos);
        object.addProperty("targetId", all.targetId);
        object.addProperty("state", target.state.name());
        object.addProperty("reason", target.reason.name());
        JsonArray tracks = new JsonArray();
        for (int i = 0; i < all.count(); i++) {
            TrackedObject o = all.get(i);
            JsonObject track = new JsonObject();
            track.addProperty("trackId", o.trackId);
            track.addProperty("state", o.state.name());
            track.addProperty("reason", o.reason.name());
            track.addProperty("score", o.score);
            place(track, o.x, o.y, o.width, o.height);
            track.addProperty("velocityX", o.velocityX);
            track.addProperty("velocityY", o.velocityY);
            track.addProperty("detectionFrameId", o.detectionFrameId);
            tracks.add(track);
        }
        object.add("tracks", tracks);
    }

    private static void addPeriod(StageRecord record, JsonObject object) {
        ControlStatus s = new ControlStatus();
        Pose p = new Pose();
        Sensors sensors = new Sensors();
        RecordContents.period(record, s, p, sensors);
        object.addProperty("captureNanos", s.captureNanos);
        object.addProperty("state", s.state.name());
        object.addProperty("reason", s.reason.name());
        object.addProperty("limit", s.limit.name());
        object.addProperty("speedMetresPerSecond", s.speedMetresPerSecond);
        object.addProperty("steeringDegrees", s.steeringDegrees);
        object.addProperty("panDegrees", s.panDegrees);
        object.addProperty("tiltDegrees", s.tiltDegrees);
        object.addProperty("xMetres", p.xMetres);
        object.addProperty("yMetres", p.yMetres);
        object.addProperty("headingDegrees", p.headingDegrees);
        object.addProperty("distanceMetres", sensors.distanceMetres);
        object.addProperty("batteryVolts", sensors.batteryVolts);
    }
}
