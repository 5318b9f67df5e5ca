package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.TrackReason;
import org.catfollow.shm.slots.TrackState;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;

/** The tables in {@code docs/region.md} are the constants', byte for byte. */
class RegionDocumentationTest {
    private static final String BEGIN =
            "<!-- tables: written by RegionDocumentationTest, do not edit -->\n";
    private static final String END = "<!-- end of tables -->\n";
    private static final String REGENERATE =
            "docs/region.md differs from the constants; regenerate it with `mvn test -pl shm-layout"
                    + " -Dtest=RegionDocumentationTest -Dcatfollow.regenerate=true` and look at the"
                    + " difference";

    private static final Path PAGE =
            Path.of(System.getProperty("catfollow.repository", "..")).resolve("docs/region.md");

    @Test
    void theTablesInTheDocumentationAreTheConstants() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN);
        int end = page.indexOf(END);
        assertThat(begin).as("marker in " + PAGE + ": " + BEGIN).isNotNegative();
        assertThat(end).as("marker in " + PAGE + ": " + END).isGreaterThan(begin);
        String expected = page.substring(0, begin) + BEGIN + tables() + page.substring(end);
        if (Boolean.getBoolean("catfollow.regenerate")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE)).as(REGENERATE).isEqualTo(expected);
    }

    @Test
    void everyFieldHasItsRow() {
        String tables = tables();
        for (Map.Entry<String, List<Field>> table : RegionTables.all().entrySet()) {
            assertThat(tables).contains("### `" + table.getKey() + "`\n");
            for (Field field : table.getValue()) {
                assertThat(tables).contains(row(field));
            }
        }
    }

    private static String tables() {
        StringBuilder out = new StringBuilder();
        out.append("\nLayout version ").append(HeaderLayout.VERSION);
        out.append(String.format(", fingerprint `%016x`.%n", RegionTables.fingerprint()));
        sections(out);
        stateSlots(out);
        RegionTables.all().forEach((name, fields) -> table(out, name, fields));
        out.append("\n### Words stored by number\n\n");
        out.append("| what | numbers |\n|---|---|\n");
        ordinals(out, "`activity` of `stageRow`", Activity.values());
        ordinals(out, "`counters` of `stageRow`, 8 bytes each", Counter.values());
        ordinals(out, "`kind` of `command`", CommandKind.values());
        ordinals(out, "result in `commandResults`", CommandResult.values());
        ordinals(out, "`state` of `track`", TrackState.values());
        ordinals(out, "`reason` of `track`", TrackReason.values());
        ordinals(out, "`state` of `controlStatus`", ControlState.values());
        ordinals(out, "`reason` of `controlStatus`", ControlReason.values());
        ordinals(out, "kind in `things` of `groundTruth`", TruthKind.values());
        ordinals(out, "`state` of `modelAnswer`", ModelState.values());
        out.append("| `pixelFormat` of `frameHeader` | ");
        out.append(
                Arrays.stream(PixelFormat.values())
                        .map(format -> format.code() + " " + format.name())
                        .collect(Collectors.joining(", ")));
        return out.append(" |\n\n").toString();
    }

    private static void sections(StringBuilder out) {
        Geometry geometry = Geometry.DEFAULT;
        out.append(
                String.format(
                        "%n### Sections%n%nOffsets for the default of %d slots of %dx%d: %d bytes.%n%n",
                        geometry.slotCount(),
                        geometry.maxWidthPixels(),
                        geometry.maxHeightPixels(),
                        geometry.totalBytes()));
        out.append("| section | offset | bytes | written by |\n|---|--:|--:|---|\n");
        for (Section section : Section.values()) {
            out.append(
                    String.format(
                            "| %s | %d | %d | %s |%n",
                            section,
                            geometry.offset(section),
                            geometry.length(section),
                            writer(section)));
        }
    }

    private static String writer(Section section) {
        return switch (section) {
            case HEADER -> "the creator, once";
            case SIGNALS -> "everybody, by atomic additions";
            case COMMANDS -> "senders, one at a time";
            case CAPTURE, FRAME_HEADERS, FRAME_PAYLOADS -> "capture";
            case DETECTOR -> "detector";
            case TRACKER -> "tracker";
            case CONTROL -> "control";
            case GUARD -> "the guard";
        };
    }

    private static void stateSlots(StringBuilder out) {
        out.append(
                "\n### State slots\n\n| slot | section | offset there | bytes of a cell | bytes |\n");
        out.append("|---|---|--:|--:|--:|\n");
        for (StateSlot slot : StateSlot.values()) {
            out.append(
                    String.format(
                            "| `%s` | %s | %d | %d | %d |%n",
                            slot.tableName(),
                            slot.section(),
                            slot.offset(),
                            TwoCellLayout.cellBytes(slot.codec().bytes()),
                            slot.bytes()));
        }
    }

    private static void table(StringBuilder out, String name, List<Field> fields) {
        out.append("\n### `").append(name).append("`\n\n");
        out.append("| offset | bytes | field | access |\n|--:|--:|---|---|\n");
        fields.forEach(field -> out.append(row(field)));
    }

    private static String row(Field field) {
        return String.format(
                "| %d | %d | %s | %s |%n",
                field.offset(), field.bytes(), field.name(), field.access());
    }

    private static void ordinals(StringBuilder out, String what, Enum<?>[] constants) {
        out.append("| ").append(what).append(" | ");
        out.append(
                Arrays.stream(constants)
                        .map(constant -> constant.ordinal() + " " + constant.name())
                        .collect(Collectors.joining(", ")));
        out.append(" |\n");
    }
}
