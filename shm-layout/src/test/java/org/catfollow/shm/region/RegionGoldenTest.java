package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.commands.CommandSender;
import org.catfollow.shm.commands.StopLatch;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowWriter;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameWriter;
import org.catfollow.shm.sequence.FrameSequenceWriter;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.TextCell;
import org.catfollow.shm.waiting.Publication;
import org.catfollow.shm.waiting.Waker;
import org.junit.jupiter.api.Test;

/** A small region, written by a script and dumped byte by byte without any reader of ours. */
class RegionGoldenTest {
    private static final String GOLDEN = "shm-layout/src/test/resources/region.golden.txt";
    private static final Geometry GEOMETRY = new Geometry(4, 64, 64);
    private static final long MILLI = 1_000_000L;
    private static final Set<String> REALS =
            Set.of(
                    "framesPerSecond",
                    "x",
                    "y",
                    "width",
                    "height",
                    "score",
                    "xMetres",
                    "yMetres",
                    "headingDegrees",
                    "speedMetresPerSecond",
                    "steeringDegrees",
                    "panDegrees",
                    "tiltDegrees",
                    "speed",
                    "steering",
                    "pan",
                    "tilt",
                    "value",
                    "travelledMetres",
                    "driftMetres",
                    "driftDegrees",
                    "distanceMetres",
                    "batteryVolts",
                    "echoMetres",
                    "clearanceMetres",
                    "catMetres");

    private final PointerBytesStore memory = RawMemory.zeroes(GEOMETRY.totalBytes());
    private final StringBuilder dump = new StringBuilder();
    private final ByteBuffer raw =
            MemorySegment.ofAddress(memory.addressForRead(0))
                    .reinterpret(GEOMETRY.totalBytes())
                    .asByteBuffer()
                    .order(ByteOrder.LITTLE_ENDIAN);

    private PointerBytesStore section(Section section) {
        return RawMemory.part(memory, GEOMETRY.offset(section), GEOMETRY.length(section));
    }

    private void writeRegion() {
        RegionHeader.write(
                memory,
                GEOMETRY,
                new ProcessIdentity(4711, 815),
                1000 * MILLI,
                new UUID(0x1122334455667788L, 0x99AABBCCDDEEFF00L));
        StopLatch latch = new StopLatch(section(Section.SIGNALS));
        latch.press(4242, 1500 * MILLI);
        latch.press(4243, 1600 * MILLI);
        for (Role role : Role.values()) {
            StageRowWriter row = new StageRowWriter(section(role.section()));
            long n = role.ordinal() + 1L;
            row.enter(100 * n, 1000 * n, 77, 2000 * MILLI * n);
            row.activity(Activity.RUNNING, role.stageName() + " läuft", 2100 * MILLI);
            row.add(Counter.FRAMES, 10 * n);
            row.add(Counter.ERRORS, n);
            row.framesPerSecond(24.5 + n);
            row.heartbeat(2200 * MILLI);
        }
        new StageRowWriter(section(Section.CAPTURE)).lastError("no camera", 1900 * MILLI);
        writeCommands();
        writeFrames();
        new ScriptedStates(this::section).write();
    }

    private void writeCommands() {
        Command command = new Command();
        command.kind = CommandKind.CAT_LOCATION;
        command.expiresNanos = 9000 * MILLI;
        command.x = 1.5;
        command.y = -0.25;
        command.stopCount = 2;
        command.senderPid = 555;
        command.part = CalibrationPart.PAN;
        command.speedMetresPerSecond = 0.125;
        command.steeringDegrees = 11;
        command.panDegrees = 12;
        command.tiltDegrees = 13;
        command.value = 14;
        long control = GEOMETRY.offset(Section.CONTROL);
        CommandSender sender = new CommandSender(section(Section.COMMANDS), memory, control);
        assertThat(sender.send(command)).isEqualTo(1);
        command.kind = CommandKind.RESUME;
        assertThat(sender.send(command)).isEqualTo(2);
        PointerBytesStore row = section(Section.CONTROL);
        CommandReceiver receiver =
                new CommandReceiver(memory, GEOMETRY.offset(Section.COMMANDS), row);
        receiver.take(1);
        receiver.answer(1, CommandResult.EXPIRED);
        row.writeOrderedLong(StageRowLayout.RESUMED_THROUGH, 1);
    }

    private void writeFrames() {
        PointerBytesStore row = section(Section.CAPTURE);
        long headers = GEOMETRY.offset(Section.FRAME_HEADERS);
        FrameSequenceWriter sequence =
                new FrameSequenceWriter(
                        memory, headers, row, StageRowLayout.NEWEST_FRAME, GEOMETRY.slotCount());
        ByteBuffer[] payloads = new ByteBuffer[GEOMETRY.slotCount()];
        for (int slot = 0; slot < payloads.length; slot++) {
            payloads[slot] =
                    raw.slice(
                            (int) GEOMETRY.payloadOffset(slot), (int) GEOMETRY.slotCapacityBytes());
        }
        Publication nobody =
                new Publication(
                        row,
                        StageRowLayout.NEWEST_FRAME,
                        section(Section.SIGNALS),
                        SignalsLayout.FRAME_WAITERS);
        FrameWriter writer =
                new FrameWriter(
                        sequence,
                        memory,
                        GEOMETRY,
                        headers,
                        GEOMETRY.offset(Section.FRAME_PAYLOADS),
                        payloads,
                        new Waker(nobody));
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = 48;
        frame.heightPixels = 40;
        frame.cameraId = 3;
        frame.captureEpoch = 1;
        for (int n = 0; n < 5; n++) {
            frame.format = n == 4 ? PixelFormat.GRAY8 : PixelFormat.BGR24;
            frame.strideBytes = n == 4 ? 48 : 144;
            frame.stamped = n == 3;
            frame.sourceIndex = n;
            frame.captureNanos = (3000 + 40 * n) * MILLI;
            assertThat(writer.claim()).isEqualTo(n + 1);
            writer.pixels().put(0, (byte) (0xA0 + n));
            writer.commit(frame);
        }
        // Frame 6 stays open: what a killed writer leaves.
        assertThat(writer.claim()).isEqualTo(6);
    }

    private void heading(String name, long base) {
        dump.append(String.format(Locale.ROOT, "%n%08x %s%n", base, name));
    }

    private void table(String name, long base, List<Field> fields) {
        heading(name, base);
        for (Field field : fields) {
            if (!field.access().equals("table")) {
                line(field, (int) base + field.offset());
            }
        }
    }

    private void line(Field field, int at) {
        StringBuilder hex = new StringBuilder();
        int last = field.bytes();
        while (last > 8 && raw.get(at + last - 1) == 0) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            hex.append(String.format(Locale.ROOT, "%02x", raw.get(at + i)));
        }
        String rest = last < field.bytes() ? " then zeroes to " + field.bytes() : "";
        dump.append(
                String.format(
                        Locale.ROOT,
                        "  %08x %-20s %s%s%s%n",
                        at,
                        field.name(),
                        hex,
                        rest,
                        meaning(field, at)));
    }

    private String meaning(Field field, int at) {
        boolean real = REALS.contains(field.name());
        return switch (field.bytes()) {
            case 4 -> " = " + (real ? "" + raw.getFloat(at) : "" + raw.getInt(at));
            case 8 -> " = " + (real ? "" + raw.getDouble(at) : "" + raw.getLong(at));
            default -> "";
        };
    }

    private void stateSlot(String name, long base, int valueBytes, List<Field> fields) {
        table(name, base, TwoCellLayout.FIELDS);
        int cellBytes = TwoCellLayout.cellBytes(valueBytes);
        for (int cell = 0; cell < 2; cell++) {
            long start = base + TwoCellLayout.FIRST_CELL + (long) cell * cellBytes;
            Field head = new Field("seal", 0, 8, "plain");
            table(name + " cell " + cell, start, List.of(head));
            for (Field field : fields) {
                line(field, (int) start + TwoCellLayout.SEAL_BYTES + field.offset());
            }
            line(head, (int) start + cellBytes - TwoCellLayout.SEAL_BYTES);
        }
    }

    private void stateSlots(Section section) {
        for (StateSlot slot : StateSlot.values()) {
            if (slot.section() == section) {
                stateSlot(
                        slot.tableName(),
                        GEOMETRY.offset(section) + slot.offset(),
                        slot.codec().bytes(),
                        slot.codec().fields());
            }
        }
    }

    private void dumpRegion() {
        table("HEADER", 0, HeaderLayout.FIELDS);
        for (Section section : Section.values()) {
            int entry =
                    HeaderLayout.SECTIONS + section.ordinal() * HeaderLayout.SECTION_ENTRY_BYTES;
            line(new Field(section + " offset", 0, 8, ""), entry);
            line(new Field(section + " length", 0, 8, ""), entry + 8);
        }
        table("SIGNALS", GEOMETRY.offset(Section.SIGNALS), SignalsLayout.FIELDS);
        long commands = GEOMETRY.offset(Section.COMMANDS);
        table("COMMANDS", commands, CommandLayout.FIELDS);
        for (int slot = 0; slot < 4; slot++) {
            long base = commands + CommandLayout.SLOTS + (long) slot * CommandLayout.SLOT_BYTES;
            table("command slot " + slot, base, CommandLayout.SLOT_FIELDS);
        }
        stateSlots(Section.COMMANDS);
        for (Role role : Role.values()) {
            long base = GEOMETRY.offset(role.section());
            table(role.section() + " stage row", base, StageRowLayout.FIELDS);
            int text = TextCell.CODEC.bytes();
            List<Field> fields = TextCell.CODEC.fields();
            stateSlot("activityText", base + StageRowLayout.ACTIVITY_TEXT, text, fields);
            stateSlot("lastError", base + StageRowLayout.LAST_ERROR, text, fields);
            int results = (int) base + StageRowLayout.COMMAND_RESULTS;
            line(new Field("commandResults", 0, 256, ""), results);
            stateSlots(role.section());
        }
        for (int slot = 0; slot < GEOMETRY.slotCount(); slot++) {
            table(
                    "frame header " + slot,
                    GEOMETRY.frameHeaderOffset(slot),
                    FrameHeaderLayout.FIELDS);
            line(new Field("first pixels", 0, 16, ""), (int) GEOMETRY.payloadOffset(slot));
        }
    }

    @Test
    void theBytesOfAScriptedRegionAreTheOnesOnRecord() throws IOException {
        writeRegion();
        dumpRegion();
        Path golden = Path.of(System.getProperty("catfollow.repository")).resolve(GOLDEN);
        if (Boolean.getBoolean("catfollow.golden.write")) {
            Files.writeString(golden, dump, StandardCharsets.UTF_8);
        }
        assertThat(dump.toString())
                .as(
                        "the bytes of a region; when the change is meant, raise HeaderLayout.VERSION,"
                                + " run `mvn test -pl shm-layout -Dtest=RegionGoldenTest"
                                + " -Dcatfollow.golden.write=true` and read the difference of %s",
                        GOLDEN)
                .isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
    }

    @Test
    void theDumpSeesEveryFlippedByteOfTheTables() {
        writeRegion();
        dumpRegion();
        String before = dump.toString();
        long row = GEOMETRY.offset(Section.TRACKER);
        for (long at :
                new long[] {
                    0,
                    HeaderLayout.CHECKSUM,
                    GEOMETRY.offset(Section.SIGNALS) + SignalsLayout.TRACK_WAITERS + 3,
                    row + StageRowLayout.COUNTERS + 255,
                    row + StateSlot.TRACK.offset() + TwoCellLayout.FIRST_CELL + 8 + 80,
                    GEOMETRY.frameHeaderOffset(3) + FrameHeaderLayout.CAPTURE_EPOCH
                }) {
            memory.writeByte(at, (byte) (memory.readByte(at) ^ 1));
            dump.setLength(0);
            dumpRegion();
            assertThat(dump.toString()).as("byte %d", at).isNotEqualTo(before);
            memory.writeByte(at, (byte) (memory.readByte(at) ^ 1));
        }
    }
}
