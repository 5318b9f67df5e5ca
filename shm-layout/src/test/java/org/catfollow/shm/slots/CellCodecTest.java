package org.catfollow.shm.slots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.junit.jupiter.api.Test;

/** Whatever bytes lie in a cell, reading them is a value in range or a refusal. */
class CellCodecTest {
    private static final int ROUNDS = 20_000;
    private static final int EDGE = 64;

    /** Reads arbitrary bytes; returns how often they were taken for a value. */
    private static <T> int readGarbage(CellCodec<T> codec, T value) {
        Random random = new Random(codec.bytes());
        PointerBytesStore memory = RawMemory.zeroes(codec.bytes());
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Most words small, so that some values are in range.
            for (int at = 0; at < codec.bytes(); at += 4) {
                int shift = random.nextInt(40);
                memory.writeInt(at, shift >= 32 ? 0 : random.nextInt() >>> shift);
            }
            taken += codec.read(memory, 0, value) ? 1 : 0;
        }
        return taken;
    }

    @Test
    void arbitraryBytesNeverThrow() {
        assertThat(readGarbage(TextCell.CODEC, new TextLine())).isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(PoseCell.CODEC, new Pose())).isBetween(1, ROUNDS);
        assertThat(readGarbage(TrackCell.CODEC, new Track())).isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(TracksCell.CODEC, new Tracks())).isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(DetectionsCell.CODEC, new Detections())).isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(SimulatedCarCell.CODEC, new SimulatedCarState()))
                .isBetween(1, ROUNDS);
        assertThat(readGarbage(GroundTruthCell.CODEC, new GroundTruth())).isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(ModelRequestCell.CODEC, new ModelRequest()))
                .isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(ModelAnswerCell.CODEC, new ModelAnswer())).isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(SensorsCell.CODEC, new Sensors())).isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(LatencyCell.CODEC, new Latency())).isBetween(1, ROUNDS);
        assertThat(readGarbage(GuardStatusCell.CODEC, new GuardStatus())).isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(SimulatedSensorsCell.CODEC, new SimulatedSensors()))
                .isBetween(1, ROUNDS - 1);
        assertThat(readGarbage(ControlStatusCell.CODEC, new ControlStatus()))
                .isBetween(1, ROUNDS - 1);
    }

    private static <T> void assertStaysInside(CellCodec<T> codec, T value) {
        PointerBytesStore memory = RawMemory.zeroes(codec.bytes() + 2L * EDGE);
        codec.write(value, memory, EDGE);
        for (int i = 0; i < EDGE; i += 8) {
            assertThat(memory.readLong(i)).isZero();
            assertThat(memory.readLong(EDGE + codec.bytes() + i)).isZero();
        }
    }

    @Test
    void theFullestValueStaysInsideItsCell() {
        TextLine line = new TextLine();
        line.nanos = -1;
        line.text = "\u20ac".repeat(1000);
        assertStaysInside(TextCell.CODEC, line);
        Detections detections = new Detections();
        byte[] label = Detections.labelBytes("\u20ac".repeat(50));
        while (detections.add(label, -1, 1, 1, 1, 1, 1)) {
            assertThat(detections.count()).isLessThanOrEqualTo(Detections.CAPACITY);
        }
        assertThat(detections.count()).isEqualTo(Detections.CAPACITY);
        assertStaysInside(DetectionsCell.CODEC, detections);
        Track track = new Track();
        track.frameHeight = -1;
        assertStaysInside(TrackCell.CODEC, track);
        Tracks tracks = new Tracks();
        for (TrackedObject object = tracks.add(); object != null; object = tracks.add()) {
            object.classIndex = -1;
        }
        assertThat(tracks.count()).isEqualTo(Tracks.CAPACITY);
        assertStaysInside(TracksCell.CODEC, tracks);
        ControlStatus status = new ControlStatus();
        status.limit = SpeedLimit.REST;
        assertStaysInside(ControlStatusCell.CODEC, status);
        Pose pose = new Pose();
        pose.headingDegrees = 1;
        assertStaysInside(PoseCell.CODEC, pose);
        SimulatedCarState car = new SimulatedCarState();
        car.tiltDegrees = 1;
        assertStaysInside(SimulatedCarCell.CODEC, car);
        Sensors sensors = new Sensors();
        sensors.battery = BatteryState.EMPTY;
        assertStaysInside(SensorsCell.CODEC, sensors);
        Latency latency = new Latency();
        latency.buckets[Latency.BUCKETS - 1] = -1;
        assertStaysInside(LatencyCell.CODEC, latency);
        GuardStatus guard = new GuardStatus();
        guard.reason = GuardReason.GUARD_ENDS;
        assertStaysInside(GuardStatusCell.CODEC, guard);
        SimulatedSensors sensed = new SimulatedSensors();
        sensed.touches = -1;
        assertStaysInside(SimulatedSensorsCell.CODEC, sensed);
        GroundTruth truth = new GroundTruth();
        for (GroundTruth.Thing thing = truth.add(); thing != null; thing = truth.add()) {
            thing.worldYMetres = 1;
        }
        assertThat(truth.count()).isEqualTo(GroundTruth.CAPACITY);
        assertStaysInside(GroundTruthCell.CODEC, truth);
        ModelRequest request = new ModelRequest();
        request.model = "\u20ac".repeat(1000);
        request.labels = request.model;
        request.kind = request.model;
        assertStaysInside(ModelRequestCell.CODEC, request);
        ModelAnswer answer = new ModelAnswer();
        answer.text = request.model;
        assertStaysInside(ModelAnswerCell.CODEC, answer);
    }

    @Test
    void aRequestForAModelIsReadAsItWasWritten() {
        PointerBytesStore memory = RawMemory.zeroes(ModelRequestCell.CODEC.bytes());
        ModelRequest request = new ModelRequest();
        request.expiresNanos = 7;
        request.senderPid = 8;
        request.model = "/größer.tflite";
        request.labels = "/labels.txt";
        request.kind = "ssd";
        ModelRequestCell.CODEC.write(request, memory, 0);
        ModelRequest copy = new ModelRequest();
        assertThat(ModelRequestCell.CODEC.read(memory, 0, copy)).isTrue();
        assertThat(copy).usingRecursiveComparison().isEqualTo(request);
        // Nothing is asked for by an empty path.
        request.model = "";
        ModelRequestCell.CODEC.write(request, memory, 0);
        assertThat(ModelRequestCell.CODEC.read(memory, 0, copy)).isFalse();
    }

    @Test
    void sensorsGuardAndLatencyAreReadAsTheyWereWritten() {
        PointerBytesStore memory = RawMemory.zeroes(1024);
        Sensors sensors = new Sensors();
        sensors.nanos = 1;
        sensors.distanceNanos = 2;
        sensors.grayscaleNanos = 3;
        sensors.batteryNanos = 4;
        sensors.distanceMetres = 0.5f;
        sensors.batteryVolts = 7.5f;
        sensors.grayscale[0] = 5;
        sensors.grayscale[2] = 6;
        sensors.echo = EchoState.NEAR;
        sensors.floor = FloorState.CLIFF;
        sensors.battery = BatteryState.LOW;
        assertReadAsWritten(SensorsCell.CODEC, sensors, new Sensors(), memory);
        Latency latency = new Latency();
        latency.nanos = 1;
        latency.count = 2;
        latency.p50Nanos = 3;
        latency.p99Nanos = 4;
        latency.maxNanos = 5;
        latency.buckets[0] = 6;
        latency.buckets[Latency.BUCKETS - 1] = 7;
        assertReadAsWritten(LatencyCell.CODEC, latency, new Latency(), memory);
        GuardStatus guard = new GuardStatus();
        guard.nanos = 1;
        guard.trips = 2;
        guard.lastTripNanos = 3;
        guard.lastZeroNanos = 4;
        guard.failures = 5;
        guard.controlPid = 6;
        guard.wheels = 7;
        guard.state = GuardState.HOLDING;
        guard.reason = GuardReason.CONTROL_SILENT;
        assertReadAsWritten(GuardStatusCell.CODEC, guard, new GuardStatus(), memory);
        Pose pose = new Pose();
        pose.nanos = 1;
        pose.xMetres = 2;
        pose.yMetres = 3;
        pose.headingDegrees = 4;
        pose.resetNanos = 5;
        pose.travelledMetres = 6;
        pose.driftMetres = 7;
        pose.driftDegrees = 8;
        assertReadAsWritten(PoseCell.CODEC, pose, new Pose(), memory);
    }

    private static <T> void assertReadAsWritten(
            CellCodec<T> codec, T value, T empty, PointerBytesStore memory) {
        codec.write(value, memory, 0);
        assertThat(codec.read(memory, 0, empty)).isTrue();
        assertThat(empty).usingRecursiveComparison().isEqualTo(value);
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        PointerBytesStore memory = RawMemory.zeroes(1024);
        Track track = new Track();
        track.width = Float.NaN;
        TrackCell.CODEC.write(track, memory, 0);
        assertThat(TrackCell.CODEC.read(memory, 0, new Track())).isFalse();
        Pose pose = new Pose();
        pose.xMetres = Double.POSITIVE_INFINITY;
        PoseCell.CODEC.write(pose, memory, 0);
        assertThat(PoseCell.CODEC.read(memory, 0, new Pose())).isFalse();
        Detections detections = new Detections();
        detections.add(new byte[0], 0, Float.NaN, 1, 1, 1, 1);
        DetectionsCell.CODEC.write(detections, memory, 0);
        assertThat(DetectionsCell.CODEC.read(memory, 0, new Detections())).isFalse();
        GroundTruth truth = new GroundTruth();
        truth.add().distanceMetres = Float.NaN;
        GroundTruthCell.CODEC.write(truth, memory, 0);
        assertThat(GroundTruthCell.CODEC.read(memory, 0, new GroundTruth())).isFalse();
        Sensors sensors = new Sensors();
        sensors.distanceMetres = Float.NaN;
        SensorsCell.CODEC.write(sensors, memory, 0);
        assertThat(SensorsCell.CODEC.read(memory, 0, new Sensors())).isFalse();
        SimulatedCarState car = new SimulatedCarState();
        car.panDegrees = Float.NaN;
        SimulatedCarCell.CODEC.write(car, memory, 0);
        assertThat(SimulatedCarCell.CODEC.read(memory, 0, new SimulatedCarState())).isFalse();
        ControlStatus status = new ControlStatus();
        status.speedMetresPerSecond = Float.NEGATIVE_INFINITY;
        ControlStatusCell.CODEC.write(status, memory, 0);
        assertThat(ControlStatusCell.CODEC.read(memory, 0, new ControlStatus())).isFalse();
    }
}
