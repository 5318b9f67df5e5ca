package org.catfollow.shm.region;

import java.util.function.Function;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.FloorState;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelRequestCell;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.ObstacleKind;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.SimulatedCarCell;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SimulatedSensorsCell;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TrackedObject;
import org.catfollow.shm.slots.Tracks;
import org.catfollow.shm.slots.TracksCell;
import org.catfollow.shm.slots.TruthKind;

/** One value in each state slot of the scripted region, no two fields of one value alike. */
final class ScriptedStates {
    private static final long MILLI = 1_000_000L;

    private final Function<Section, PointerBytesStore> sections;

    ScriptedStates(Function<Section, PointerBytesStore> sections) {
        this.sections = sections;
    }

    private PointerBytesStore section(Section section) {
        return sections.apply(section);
    }

    void write() {
        Detections detections = new Detections();
        detections.frameId = 4;
        detections.sourceIndex = 3;
        detections.captureNanos = 3120 * MILLI;
        detections.publishNanos = 3140 * MILLI;
        detections.inferenceNanos = 17 * MILLI;
        detections.add(Detections.labelBytes("cat"), 16, 0.75f, 1.5f, 2.5f, 30, 20);
        new TwoCellWriter<>(
                        DetectionsCell.CODEC,
                        section(Section.DETECTOR),
                        StateSlot.DETECTIONS.offset())
                .write(detections);
        Track track = new Track();
        track.frameId = 5;
        track.sourceIndex = 4;
        track.captureNanos = 3160 * MILLI;
        track.publishNanos = 3165 * MILLI;
        track.trackId = 9;
        track.detectionFrameId = 4;
        track.state = TrackState.CONFIRMED;
        track.reason = TrackReason.CONFIRMED_BY_DETECTIONS;
        track.score = 0.5f;
        track.x = 1.25f;
        track.y = 2.25f;
        track.width = 31;
        track.height = 21;
        track.frameWidth = 48;
        track.frameHeight = 40;
        TwoCellWriter<Track> tracks =
                new TwoCellWriter<>(
                        TrackCell.CODEC, section(Section.TRACKER), StateSlot.TRACK.offset());
        tracks.write(track);
        track.frameId = 6;
        tracks.write(track);
        writeTracks();
        writeControlStates();
    }

    private void writeTracks() {
        Tracks all = new Tracks();
        all.frameId = 6;
        all.sourceIndex = 4;
        all.captureNanos = 3160 * MILLI;
        all.publishNanos = 3165 * MILLI;
        all.targetId = 9;
        all.newestId = 10;
        TrackedObject object = all.add();
        object.trackId = 10;
        object.detectionFrameId = 4;
        object.state = TrackState.COASTING;
        object.reason = TrackReason.NOT_DETECTED;
        object.score = 0.25f;
        object.x = 3.25f;
        object.y = 4.25f;
        object.width = 11;
        object.height = 12;
        object.velocityX = -30;
        object.velocityY = 2;
        object.classIndex = 16;
        new TwoCellWriter<>(TracksCell.CODEC, section(Section.TRACKER), StateSlot.TRACKS.offset())
                .write(all);
    }

    private void writeControlStates() {
        ControlStatus status = new ControlStatus();
        status.nanos = 3170 * MILLI;
        status.captureNanos = 3160 * MILLI;
        status.frameId = 5;
        status.stateSinceNanos = 3100 * MILLI;
        status.transitions = 12;
        status.state = ControlState.APPROACH;
        status.previousState = ControlState.ACQUIRE;
        status.reason = ControlReason.CONFIRMED_FAR;
        status.speedMetresPerSecond = 0.3f;
        status.steeringDegrees = -5;
        status.panDegrees = 10;
        status.tiltDegrees = -2.5f;
        status.limit = SpeedLimit.TARGET_NEAR;
        PointerBytesStore control = section(Section.CONTROL);
        new TwoCellWriter<>(ControlStatusCell.CODEC, control, StateSlot.CONTROL_STATUS.offset())
                .write(status);
        Pose pose = new Pose();
        pose.nanos = 3171 * MILLI;
        pose.xMetres = 0.5;
        pose.yMetres = -0.125;
        pose.headingDegrees = 45;
        pose.resetNanos = 3000 * MILLI;
        pose.travelledMetres = 0.625;
        pose.driftMetres = 0.0625;
        pose.driftDegrees = 3;
        new TwoCellWriter<>(PoseCell.CODEC, control, StateSlot.POSE.offset()).write(pose);
        SimulatedCarState car = new SimulatedCarState();
        car.nanos = 3172 * MILLI;
        car.xMetres = 0.5625;
        car.yMetres = -0.25;
        car.headingDegrees = 44;
        car.speedMetresPerSecond = 0.25f;
        car.steeringDegrees = -4;
        car.panDegrees = 9;
        car.tiltDegrees = -2;
        new TwoCellWriter<>(SimulatedCarCell.CODEC, control, StateSlot.SIMULATED_CAR.offset())
                .write(car);
        writeSensors();
        writeTruth();
        writeModel();
    }

    private void writeSensors() {
        Sensors sensors = new Sensors();
        sensors.nanos = 3173 * MILLI;
        sensors.distanceNanos = 3150 * MILLI;
        sensors.grayscaleNanos = 3151 * MILLI;
        sensors.batteryNanos = 3152 * MILLI;
        sensors.distanceMetres = 0.75f;
        sensors.batteryVolts = 7.5f;
        sensors.grayscale[0] = 901;
        sensors.grayscale[1] = 902;
        sensors.grayscale[2] = 903;
        sensors.echo = EchoState.FAR;
        sensors.floor = FloorState.FLOOR;
        sensors.battery = BatteryState.GOOD;
        PointerBytesStore control = section(Section.CONTROL);
        new TwoCellWriter<>(SensorsCell.CODEC, control, StateSlot.SENSORS.offset()).write(sensors);
        Latency latency = new Latency();
        latency.nanos = 3174 * MILLI;
        latency.count = 4;
        latency.p50Nanos = 12 * MILLI;
        latency.p99Nanos = 30 * MILLI;
        latency.maxNanos = 31 * MILLI;
        latency.buckets[18] = 3;
        latency.buckets[24] = 1;
        new TwoCellWriter<>(LatencyCell.CODEC, control, StateSlot.LATENCY.offset()).write(latency);
        GuardStatus guard = new GuardStatus();
        guard.nanos = 3175 * MILLI;
        guard.trips = 2;
        guard.lastTripNanos = 2000 * MILLI;
        guard.lastZeroNanos = 2001 * MILLI;
        guard.failures = 1;
        guard.controlPid = 104;
        guard.wheels = 105;
        guard.state = GuardState.WATCHING;
        guard.reason = GuardReason.CONTROL_SILENT;
        new TwoCellWriter<>(
                        GuardStatusCell.CODEC,
                        section(Section.GUARD),
                        StateSlot.GUARD_STATUS.offset())
                .write(guard);
        SimulatedSensors sensed = new SimulatedSensors();
        sensed.nanos = 3160 * MILLI;
        sensed.frameId = 5;
        sensed.echoMetres = 0.875f;
        sensed.clearanceMetres = 0.25f;
        sensed.touches = 1;
        sensed.catMetres = 0.5f;
        sensed.nearest = ObstacleKind.BALL;
        new TwoCellWriter<>(
                        SimulatedSensorsCell.CODEC,
                        section(Section.CAPTURE),
                        StateSlot.SIMULATED_SENSORS.offset())
                .write(sensed);
    }

    private void writeModel() {
        ModelRequest request = new ModelRequest();
        request.expiresNanos = 9100 * MILLI;
        request.senderPid = 556;
        request.model = "/models/größer.tflite";
        request.labels = "/models/labels.txt";
        request.kind = "ssd";
        new TwoCellWriter<>(
                        ModelRequestCell.CODEC,
                        section(Section.COMMANDS),
                        StateSlot.MODEL_REQUEST.offset())
                .write(request);
        ModelAnswer answer = new ModelAnswer();
        answer.request = 1;
        answer.nanos = 3180 * MILLI;
        answer.state = ModelState.REFUSED;
        answer.text = "no file";
        new TwoCellWriter<>(
                        ModelAnswerCell.CODEC,
                        section(Section.DETECTOR),
                        StateSlot.MODEL_ANSWER.offset())
                .write(answer);
    }

    private void writeTruth() {
        GroundTruth truth = new GroundTruth();
        truth.frameId = 5;
        truth.captureNanos = 3160 * MILLI;
        truth.frameWidth = 48;
        truth.frameHeight = 40;
        GroundTruth.Thing thing = truth.add();
        thing.kind = TruthKind.BALL;
        thing.id = 3;
        thing.x = 1.5f;
        thing.y = 2.5f;
        thing.width = 30;
        thing.height = 20;
        thing.visibleFraction = 0.75f;
        thing.distanceMetres = 1.25f;
        thing.worldXMetres = 2;
        thing.worldYMetres = -0.5f;
        new TwoCellWriter<>(
                        GroundTruthCell.CODEC,
                        section(Section.CAPTURE),
                        StateSlot.GROUND_TRUTH.offset())
                .write(truth);
    }
}
