package org.catfollow.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowWriter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;
import picocli.CommandLine;

/** A region on which a test plays all stages, and the command line that looks at it. */
final class Robot implements AutoCloseable {
    static final Geometry SMALL = new Geometry(4, 96, 64);
    static final Duration SECOND = Duration.ofSeconds(1);

    final RegionFiles files;
    final Region region;
    private final Map<Role, RoleClaim> claims = new EnumMap<>(Role.class);
    private FrameWriter writer;

    /** What a command said and how it ended. */
    record Answer(int code, List<String> out, List<String> err) {
        String text() {
            return String.join("\n", out);
        }
    }

    Robot(Path folder) {
        this.files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, SMALL, SECOND);
        this.region = Region.attach(files, SECOND);
    }

    RoleClaim claim(Role role) {
        return claims.computeIfAbsent(role, region::claim);
    }

    /** Runs {@code cat-follow} on this robot's region. */
    Answer run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--region", files.region().toString()));
        return runAsItIs(all.toArray(String[]::new));
    }

    static Answer runAsItIs(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = ProcessExit.commandLine(new CatFollowCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        return new Answer(code, out.toString().lines().toList(), err.toString().lines().toList());
    }

    /** Writes a frame whose pixels are all {@code value}. */
    long frame(PixelFormat format, int value) {
        if (writer == null) {
            writer = claim(Role.CAPTURE).frameWriter();
        }
        writer.claim();
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = SMALL.maxWidthPixels();
        frame.heightPixels = SMALL.maxHeightPixels();
        frame.format = format;
        frame.strideBytes = frame.widthPixels * format.bytesPerPixel();
        frame.captureNanos = System.nanoTime();
        for (int i = 0; i < frame.lengthBytes(); i++) {
            writer.pixels().put(i, (byte) value);
        }
        writer.commit(frame);
        return frame.frameId;
    }

    /** A life of fixed values, the last at {@code nowNanos}. */
    void liveAFixedLife(long nowNanos) {
        for (Role role : Role.values()) {
            StageRowWriter row = claim(role).row();
            // As if it had been another process, and the second one of its role.
            row.enter(1000 + role.ordinal(), 1, 1, nowNanos);
            row.heartbeat(nowNanos - 7_000_000L * (role.ordinal() + 1));
        }
        StageRowWriter capture = claim(Role.CAPTURE).row();
        capture.activity(Activity.RUNNING, "images:cats", nowNanos);
        capture.set(Counter.FRAMES, 123_456);
        capture.set(Counter.DROPPED, 12);
        capture.set(Counter.ERRORS, 1);
        capture.framesPerSecond(29.97);
        capture.lastError("cannot read cats/7.jpg: \"empty\"", nowNanos);
        StageRowWriter detector = claim(Role.DETECTOR).row();
        detector.activity(Activity.IDLE, "no model", nowNanos);
        StageRowWriter tracker = claim(Role.TRACKER).row();
        tracker.activity(Activity.RUNNING, "", nowNanos);
        tracker.set(Counter.FRAMES, 123_450);
        tracker.set(Counter.LAPPED, 3);
        tracker.set(Counter.TORN, 2);
        tracker.set(Counter.STALE, 5);
        tracker.framesPerSecond(29.5);
        claim(Role.CONTROL).row().activity(Activity.FAILED, "car has gone", nowNanos);
        claim(Role.GUARD).row().activity(Activity.RUNNING, "no hat: simulated", nowNanos);
        detect(nowNanos);
        track(nowNanos);
        control(nowNanos);
        Pose pose = new Pose();
        pose.nanos = nowNanos;
        pose.set(1.25, -0.5, 91.5);
        pose.travelledMetres = 7.4;
        pose.driftMetres = 0.31;
        pose.driftDegrees = 4.5;
        claim(Role.CONTROL).stateWriter(StateSlot.POSE, PoseCell.CODEC).write(pose);
        sense(nowNanos);
        measure(nowNanos);
        guard(nowNanos);
    }

    private void sense(long nowNanos) {
        Sensors sensors = new Sensors();
        sensors.nanos = nowNanos - 5_000_000;
        sensors.echo = EchoState.NEAR;
        sensors.distanceMetres = 0.42f;
        sensors.distanceNanos = nowNanos - 38_000_000;
        sensors.floor = FloorState.FLOOR;
        sensors.grayscale[0] = 812;
        sensors.grayscale[1] = 790;
        sensors.grayscale[2] = 805;
        sensors.grayscaleNanos = nowNanos - 20_000_000;
        sensors.battery = BatteryState.LOW;
        sensors.batteryVolts = 7.05f;
        sensors.batteryNanos = nowNanos - 1_200_000_000;
        write(sensors);
    }

    void write(Sensors sensors) {
        claim(Role.CONTROL).stateWriter(StateSlot.SENSORS, SensorsCell.CODEC).write(sensors);
    }

    private void measure(long nowNanos) {
        Latency latency = new Latency();
        latency.nanos = nowNanos - 400_000_000;
        latency.count = 1110;
        latency.p50Nanos = 12_300_000;
        latency.p99Nanos = 53_900_000;
        latency.maxNanos = 71_250_000;
        latency.buckets[17] = 210;
        latency.buckets[18] = 800;
        latency.buckets[19] = 90;
        latency.buckets[28] = 10;
        claim(Role.CONTROL).stateWriter(StateSlot.LATENCY, LatencyCell.CODEC).write(latency);
    }

    private void guard(long nowNanos) {
        GuardStatus guard = new GuardStatus();
        guard.nanos = nowNanos - 9_000_000;
        guard.state = GuardState.WATCHING;
        guard.trips = 2;
        guard.reason = GuardReason.CONTROL_SILENT;
        guard.lastTripNanos = nowNanos - 75_000_000_000L;
        guard.lastZeroNanos = nowNanos - 74_000_000_000L;
        guard.controlPid = 1003;
        write(guard);
    }

    void write(GuardStatus guard) {
        claim(Role.GUARD).stateWriter(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC).write(guard);
    }

    private void detect(long nowNanos) {
        Detections detections = new Detections();
        detections.frameId = 98;
        detections.sourceIndex = 97;
        detections.captureNanos = nowNanos - 90_000_000;
        detections.inferenceNanos = 16_400_000;
        detections.add(Detections.labelBytes("cat"), 17, 0.875f, 10, 20, 30, 40);
        detections.add(Detections.labelBytes("potted plant"), 64, 0.5f, 1.5f, 2.5f, 3.5f, 4.5f);
        claim(Role.DETECTOR)
                .stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC)
                .write(detections);
    }

    private void track(long nowNanos) {
        Track track = new Track();
        track.frameId = 100;
        track.sourceIndex = 99;
        track.captureNanos = nowNanos - 33_000_000;
        track.trackId = 4;
        track.detectionFrameId = 98;
        track.state = TrackState.CONFIRMED;
        track.reason = TrackReason.INITIAL_BOX;
        track.score = 0.75f;
        track.x = 11;
        track.y = 21;
        track.width = 31;
        track.height = 41;
        track.frameWidth = 96;
        track.frameHeight = 64;
        write(track);
        tracks(track);
    }

    private void tracks(Track target) {
        Tracks tracks = new Tracks();
        tracks.frameId = target.frameId;
        tracks.targetId = target.trackId;
        tracks.newestId = 5;
        for (long id = 4; id <= 5; id++) {
            TrackedObject object = tracks.add();
            object.trackId = id;
            object.state = TrackState.COASTING;
            object.reason = TrackReason.NOT_DETECTED;
            object.score = 0.5f;
            object.x = 50;
            object.y = 10;
            object.width = 20;
            object.height = 25;
            object.velocityX = -12;
            object.classIndex = 17;
        }
        claim(Role.TRACKER).stateWriter(StateSlot.TRACKS, TracksCell.CODEC).write(tracks);
    }

    void write(Track track) {
        claim(Role.TRACKER).stateWriter(StateSlot.TRACK, TrackCell.CODEC).write(track);
    }

    private void control(long nowNanos) {
        ControlStatus status = new ControlStatus();
        status.nanos = nowNanos - 5_000_000;
        status.frameId = 100;
        status.stateSinceNanos = nowNanos - 12_000_000_000L;
        status.transitions = 6;
        status.state = ControlState.APPROACH;
        status.previousState = ControlState.ACQUIRE;
        status.reason = ControlReason.CONFIRMED_FAR;
        status.limit = SpeedLimit.OBSTACLE;
        status.speedMetresPerSecond = 0.25f;
        status.steeringDegrees = -12.5f;
        status.panDegrees = 3;
        status.tiltDegrees = -4;
        write(status);
    }

    void write(ControlStatus status) {
        claim(Role.CONTROL)
                .stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC)
                .write(status);
    }

    @Override
    public void close() {
        claims.values().forEach(RoleClaim::close);
        region.close();
    }
}
