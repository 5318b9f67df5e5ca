package org.catfollow.shm.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelRequestCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.SimulatedCarCell;
import org.catfollow.shm.slots.SimulatedCarState;
import org.catfollow.shm.slots.SimulatedSensors;
import org.catfollow.shm.slots.SimulatedSensorsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TruthKind;
import org.catfollow.shm.waiting.Waiter;

/** Damages everything behind the header and reads it by every reader there is. */
final class ContentFuzz {
    private static final int MUTATIONS = 20_000;
    private static final int UNTIL_RESTORED = 10;
    private static final int FRAMES = 6;
    private static final long[] EDGES = {
        0,
        1,
        2,
        7,
        8,
        9,
        16,
        17,
        127,
        128,
        255,
        256,
        65_535,
        -1,
        -2,
        -7,
        -8,
        -9,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MAX_VALUE - 1,
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        Long.MAX_VALUE / 2,
        Long.MAX_VALUE / 2 + 1,
        Double.doubleToLongBits(Double.NaN),
        Double.doubleToLongBits(Double.NEGATIVE_INFINITY)
    };

    private final RegionFiles files;
    private final Random random;
    private final FuzzProgram.Progress progress;
    private List<Long> words = List.of();
    private long sum;

    ContentFuzz(RegionFiles files, long seed, FuzzProgram.Progress progress) {
        this.files = files;
        this.random = new Random(seed);
        this.progress = progress;
    }

    void run() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(files.region().toFile(), "rw")) {
            fill();
            Geometry geometry;
            try (Region region = Region.attach(files, Duration.ZERO)) {
                geometry = region.geometry();
            }
            words = wordsThatMatter(geometry);
            byte[] whole = new byte[(int) geometry.totalBytes()];
            file.readFully(whole);
            while (progress.mutations() < MUTATIONS) {
                file.seek(0);
                file.write(whole);
                try (Region region = Region.attach(files, Duration.ZERO);
                        RoleClaim control = region.claim(Role.CONTROL);
                        FrameReader reader = region.frameReader()) {
                    for (int i = 0; i < UNTIL_RESTORED; i++) {
                        damage(file, geometry);
                        progress.begin();
                        progress.end(!readAll(region, control.commandReceiver(), reader));
                    }
                    write(region);
                }
            }
        }
        require(sum != 0, "nothing was read");
    }

    /** Something of everything. */
    private void fill() {
        try (Region region = Region.attach(files, Duration.ZERO);
                RoleClaim detector = region.claim(Role.DETECTOR);
                RoleClaim tracker = region.claim(Role.TRACKER);
                RoleClaim control = region.claim(Role.CONTROL);
                RoleClaim guard = region.claim(Role.GUARD)) {
            Detections detections = new Detections();
            detections.add(Detections.labelBytes("cat"), 1, 0.5f, 1, 2, 3, 4);
            detector.stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC).write(detections);
            tracker.stateWriter(StateSlot.TRACK, TrackCell.CODEC).write(new Track());
            control.stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC)
                    .write(new ControlStatus());
            control.stateWriter(StateSlot.POSE, PoseCell.CODEC).write(new Pose());
            control.stateWriter(StateSlot.SIMULATED_CAR, SimulatedCarCell.CODEC)
                    .write(new SimulatedCarState());
            control.stateWriter(StateSlot.SENSORS, SensorsCell.CODEC).write(new Sensors());
            control.stateWriter(StateSlot.LATENCY, LatencyCell.CODEC).write(new Latency());
            guard.stateWriter(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC)
                    .write(new GuardStatus());
            writeTruth();
            writeModel(region, detector);
            detector.row().lastError("no model", 1);
            for (int i = 0; i < FRAMES; i++) {
                write(region);
            }
            for (int i = 0; i < 3; i++) {
                require(region.send(command(), Duration.ZERO) > 0, "nothing was sent");
            }
            region.stopLatch().press(1, 2);
        }
    }

    private static void writeModel(Region region, RoleClaim detector) {
        ModelRequest request = new ModelRequest();
        request.model = "/a.tflite";
        require(region.request(request, Duration.ZERO) > 0, "nothing was asked for");
        detector.stateWriter(StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC)
                .write(new ModelAnswer());
    }

    private void writeTruth() {
        GroundTruth truth = new GroundTruth();
        truth.add().kind = TruthKind.DOG;
        try (Region region = Region.attach(files, Duration.ZERO);
                RoleClaim capture = region.claim(Role.CAPTURE)) {
            capture.stateWriter(StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC).write(truth);
            capture.stateWriter(StateSlot.SIMULATED_SENSORS, SimulatedSensorsCell.CODEC)
                    .write(new SimulatedSensors());
        }
    }

    private static Command command() {
        Command command = new Command();
        command.kind = CommandKind.CAT_LOCATION;
        return command;
    }

    /** Every word that some reader goes by, in the whole file. */
    private static List<Long> wordsThatMatter(Geometry geometry) {
        List<Long> words = new ArrayList<>();
        add(words, geometry.offset(Section.SIGNALS), SignalsLayout.FIELDS);
        add(words, geometry.offset(Section.COMMANDS), CommandLayout.FIELDS);
        for (int slot = 0; slot < CommandLayout.CAPACITY; slot++) {
            long at = CommandLayout.SLOTS + (long) slot * CommandLayout.SLOT_BYTES;
            add(words, geometry.offset(Section.COMMANDS) + at, CommandLayout.SLOT_FIELDS);
        }
        for (Role role : Role.values()) {
            add(words, geometry.offset(role.section()), StageRowLayout.FIELDS);
        }
        for (StateSlot slot : StateSlot.values()) {
            long generation = geometry.offset(slot.section()) + slot.offset();
            words.add(generation);
            // Generation 1 lies in the second cell.
            long cell =
                    (long) TwoCellLayout.FIRST_CELL + TwoCellLayout.cellBytes(slot.codec().bytes());
            words.add(generation + cell);
            add(words, generation + cell + TwoCellLayout.SEAL_BYTES, slot.codec().fields());
        }
        for (int slot = 0; slot < geometry.slotCount(); slot++) {
            add(words, geometry.frameHeaderOffset(slot), FrameHeaderLayout.FIELDS);
        }
        return words;
    }

    private static void add(List<Long> words, long start, List<Field> fields) {
        fields.forEach(field -> words.add(start + field.offset()));
    }

    private void damage(RandomAccessFile file, Geometry geometry) throws IOException {
        if (random.nextBoolean()) {
            file.seek(words.get(random.nextInt(words.size())));
            byte[] value = new byte[8];
            ByteBuffer.wrap(value)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(EDGES[random.nextInt(EDGES.length)]);
            // A long, or an int whose neighbour stays as it is.
            file.write(value, 0, random.nextBoolean() ? 8 : 4);
            return;
        }
        Section section = Section.values()[1 + random.nextInt(Section.FRAME_HEADERS.ordinal())];
        byte[] bytes = new byte[1 << random.nextInt(9)];
        if (random.nextBoolean()) {
            random.nextBytes(bytes);
        } else {
            Arrays.fill(bytes, (byte) random.nextInt(256));
        }
        file.seek(geometry.offset(section) + random.nextInt(16_384));
        file.write(bytes);
    }

    /** Reads everything; returns whether all of it made sense. */
    private boolean readAll(Region region, CommandReceiver receiver, FrameReader reader) {
        boolean sensible = true;
        for (Role role : Role.values()) {
            readRow(region.stageRow(role));
        }
        Detections detections = new Detections();
        if (state(region, StateSlot.DETECTIONS, DetectionsCell.CODEC, detections)) {
            for (int box = 0; box < detections.count(); box++) {
                sum += detections.label(box).length() + (long) detections.x(box);
            }
        } else {
            sensible = false;
        }
        sensible &= state(region, StateSlot.TRACK, TrackCell.CODEC, new Track());
        sensible &=
                state(
                        region,
                        StateSlot.CONTROL_STATUS,
                        ControlStatusCell.CODEC,
                        new ControlStatus());
        sensible &= state(region, StateSlot.POSE, PoseCell.CODEC, new Pose());
        sensible &=
                state(
                        region,
                        StateSlot.SIMULATED_CAR,
                        SimulatedCarCell.CODEC,
                        new SimulatedCarState());
        sensible &= state(region, StateSlot.SENSORS, SensorsCell.CODEC, new Sensors());
        sensible &= state(region, StateSlot.LATENCY, LatencyCell.CODEC, new Latency());
        sensible &= state(region, StateSlot.GUARD_STATUS, GuardStatusCell.CODEC, new GuardStatus());
        sensible &=
                state(
                        region,
                        StateSlot.SIMULATED_SENSORS,
                        SimulatedSensorsCell.CODEC,
                        new SimulatedSensors());
        GroundTruth truth = new GroundTruth();
        if (state(region, StateSlot.GROUND_TRUTH, GroundTruthCell.CODEC, truth)) {
            sum += truth.count() > 0 ? truth.thing(truth.count() - 1).kind.ordinal() : 0;
        } else {
            sensible = false;
        }
        ModelRequest request = new ModelRequest();
        sensible &= state(region, StateSlot.MODEL_REQUEST, ModelRequestCell.CODEC, request);
        ModelAnswer answer = new ModelAnswer();
        sensible &= state(region, StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC, answer);
        sum += request.model.length() + answer.text.length();
        sensible &= readFrames(reader);
        sensible &= takeCommands(region, receiver);
        sum += region.stopLatch().count() + region.resumedThrough();
        return sensible;
    }

    private void readRow(StageRowReader row) {
        sum += row.pid() + row.startTicks() + row.lockInode() + row.epoch() + row.heartbeatNanos();
        sum += row.activity().ordinal() + row.activityText().length() + row.lastError().length();
        for (Counter counter : Counter.values()) {
            sum += row.counter(counter);
        }
        require(Double.isFinite(row.framesPerSecond()), "a rate that is no number");
    }

    private <T> boolean state(Region region, StateSlot slot, CellCodec<T> codec, T value) {
        TwoCellReader<T> reader = region.stateReader(slot, codec);
        TwoCellReader.Answer answer = reader.read(value);
        // Nobody writes: whoever reads gets an answer that lasts.
        require(answer != TwoCellReader.Answer.CONTENDED, slot + " is contended");
        return answer == TwoCellReader.Answer.VALUE;
    }

    private boolean readFrames(FrameReader reader) {
        boolean sensible = true;
        long newest = reader.newestFrame();
        List<Long> ids = new ArrayList<>(List.of(reader.oldestFrame(), random.nextLong()));
        for (int back = -2; back <= FRAMES; back++) {
            ids.add(newest - back);
            ids.add((long) FRAMES - back);
        }
        for (long frameId : ids) {
            FrameReader.Answer answer = reader.open(frameId);
            sensible &= answer != FrameReader.Answer.CORRUPT;
            if (answer == FrameReader.Answer.OPEN) {
                FrameDescription frame = reader.description();
                require(frame.frameId == frameId, "frame " + frame.frameId + " for " + frameId);
                ByteBuffer pixels = reader.pixels();
                for (long at = 0; at < frame.lengthBytes(); at += 64) {
                    sum += pixels.get((int) at);
                }
                sensible &= reader.stillValid();
            }
        }
        reader.awaitNewer(newest, 1);
        return sensible;
    }

    private boolean takeCommands(Region region, CommandReceiver receiver) {
        boolean sensible = true;
        Command command = new Command();
        sum += receiver.answerLost();
        long next = receiver.next(command);
        for (int taken = 0; next != 0 && taken < 2; taken++) {
            if (next > 0) {
                boolean whole =
                        command.sequence == next
                                && command.kind != CommandKind.NONE
                                && Double.isFinite(command.x)
                                && Double.isFinite(command.y);
                require(whole, "command " + next + " is handed out as " + command.sequence);
            }
            sensible &= next > 0;
            receiver.take(Math.abs(next));
            receiver.answer(Math.abs(next), CommandResult.REFUSED);
            next = receiver.next(command);
        }
        for (long sequence = 0; sequence < 4; sequence++) {
            sum += region.result(sequence).ordinal();
        }
        try (Waiter waiter = region.commandWaiter()) {
            sum += waiter.awaitChange(region.lastAnswered(), 1) ? 1 : 0;
        }
        region.commandSender().send(command());
        return sensible;
    }

    /** Capture takes over a damaged ring. */
    private static void write(Region region) {
        try (RoleClaim claim = region.claim(Role.CAPTURE)) {
            FrameWriter writer = claim.frameWriter();
            FrameDescription frame = new FrameDescription();
            frame.widthPixels = 64;
            frame.heightPixels = 64;
            frame.strideBytes = 192;
            frame.stamped = true;
            long claimed = writer.claim();
            require(writer.claim() == claimed, "one claim is two frames");
            writer.commit(frame);
        }
    }

    private static void require(boolean fact, String otherwise) {
        if (!fact) {
            throw new IllegalStateException(otherwise);
        }
    }
}
