package org.catfollow.shm.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.region.RegionTables;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.TextCell;
import org.junit.jupiter.api.Test;

/** Nothing overlaps, everything is aligned, and words of different writers are far apart. */
class PlacementLayoutTest {
    /** Two cache lines of 64 bytes: prefetchers take pairs. */
    private static final int APART = 128;

    /** How long each table may be; a table without a row here fails. */
    private static int roomOf(String table) {
        return switch (table) {
            case "header", "signals", "commands" -> Geometry.SECTION_ALIGNMENT;
            case "command" -> CommandLayout.SLOT_BYTES;
            case "stageRow" -> StateSlot.TRACK.offset();
            case "stateSlot" -> TwoCellLayout.FIRST_CELL;
            case "frameHeader" -> FrameHeaderLayout.BYTES;
            case "text" -> TextCell.CODEC.bytes();
            default -> {
                for (StateSlot slot : StateSlot.values()) {
                    if (slot.tableName().equals(table)) {
                        yield slot.codec().bytes();
                    }
                }
                throw new IllegalArgumentException("no room is known for table " + table);
            }
        };
    }

    /** Says what is wrong with a table; empty when nothing is. */
    private static List<String> faults(String table, List<Field> fields, int room) {
        List<String> faults = new ArrayList<>();
        int end = 0;
        for (Field field : fields) {
            String name = table + "." + field.name();
            if (field.offset() < end) {
                faults.add(name + " overlaps the field before");
            }
            end = field.offset() + field.bytes();
            int alignment = field.bytes() % 8 == 0 ? 8 : 4;
            if (field.offset() % alignment != 0) {
                faults.add(name + " is not on a multiple of " + alignment);
            }
            if (end > room) {
                faults.add(name + " ends at " + end + " in " + room + " bytes");
            }
        }
        return faults;
    }

    @Test
    void fieldsAreInOrderApartAlignedAndInside() {
        for (Map.Entry<String, List<Field>> table : RegionTables.all().entrySet()) {
            int room = roomOf(table.getKey());
            assertThat(faults(table.getKey(), table.getValue(), room)).isEmpty();
        }
    }

    @Test
    void theCheckSeesOverlapMisalignmentAndOverflow() {
        Field first = new Field("first", 0, 8, "plain");
        assertThat(faults("t", List.of(first, new Field("b", 4, 4, "plain")), 16))
                .containsExactly("t.b overlaps the field before");
        assertThat(faults("t", List.of(first, new Field("b", 12, 8, "plain")), 32))
                .containsExactly("t.b is not on a multiple of 8");
        assertThat(faults("t", List.of(first, new Field("b", 10, 4, "plain")), 32))
                .containsExactly("t.b is not on a multiple of 4");
        assertThat(faults("t", List.of(first, new Field("b", 8, 8, "plain")), 12))
                .containsExactly("t.b ends at 16 in 12 bytes");
    }

    private static Field field(List<Field> fields, String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow();
    }

    /** Returns the fields of {@code all} that share a pair of cache lines with {@code name}. */
    private static List<String> neighbours(List<Field> all, String name) {
        Field field = field(all, name);
        return all.stream()
                .filter(other -> !other.equals(field))
                .filter(other -> line(other) <= line(field) && lastLine(other) >= line(field))
                .map(Field::name)
                .toList();
    }

    private static int line(Field field) {
        return field.offset() / APART;
    }

    private static int lastLine(Field field) {
        return (field.offset() + field.bytes() - 1) / APART;
    }

    @Test
    void contendedWordsShareNoLinePairWithAnotherWritersWord() {
        for (String waiters :
                List.of(
                        "frameWaiters",
                        "detectionsWaiters",
                        "trackWaiters",
                        "commandWaiters",
                        "modelWaiters")) {
            assertThat(neighbours(SignalsLayout.FIELDS, waiters)).isEmpty();
        }
        // Written in the same breath by whoever presses.
        assertThat(neighbours(SignalsLayout.FIELDS, "stopCount"))
                .containsExactly("lastStopNanos", "lastStopPid");
        assertThat(neighbours(StageRowLayout.FIELDS, "newestFrame")).isEmpty();
        // All control's.
        assertThat(neighbours(StageRowLayout.FIELDS, "commandHead"))
                .containsExactly("resumedThrough", "commandAnswered");
        assertThat(neighbours(CommandLayout.FIELDS, "tail")).isEmpty();
        assertThat(TwoCellLayout.FIRST_CELL - TwoCellLayout.GENERATION)
                .isGreaterThanOrEqualTo(APART);
        assertThat(TwoCellLayout.cellBytes(1) % APART).isZero();
        assertThat(FrameHeaderLayout.BYTES % APART).isZero();
        assertThat(CommandLayout.SLOT_BYTES % APART).isZero();
    }

    @Test
    void theLinePairCheckSeesANeighbour() {
        List<Field> fields =
                List.of(new Field("a", 120, 8, "atomic"), new Field("b", 128, 4, "atomic"));
        assertThat(neighbours(fields, "b")).isEmpty();
        List<Field> near =
                List.of(new Field("a", 128, 8, "atomic"), new Field("b", 252, 4, "atomic"));
        assertThat(neighbours(near, "b")).containsExactly("a");
    }

    @Test
    void stateSlotsAndTextsLieApartInTheirSection() {
        for (Role role : Role.values()) {
            int end = 0;
            for (Field field : StageRowLayout.FIELDS) {
                end = Math.max(end, field.offset() + field.bytes());
            }
            for (StateSlot slot : StateSlot.values()) {
                if (slot.section() == role.section()) {
                    assertThat(slot.offset()).as("%s", slot).isGreaterThanOrEqualTo(end);
                    assertThat(slot.offset() % APART).as("%s", slot).isZero();
                    end = slot.offset() + slot.bytes();
                }
            }
            assertThat((long) end).isLessThanOrEqualTo(Geometry.SECTION_ALIGNMENT);
        }
        Field commands = field(CommandLayout.FIELDS, "slots");
        assertThat(StateSlot.MODEL_REQUEST.offset())
                .isGreaterThanOrEqualTo(commands.offset() + commands.bytes());
        assertThat(StateSlot.MODEL_REQUEST.offset() % APART).isZero();
        int text = TwoCellLayout.slotBytes(TextCell.CODEC.bytes());
        assertThat(field(StageRowLayout.FIELDS, "activityText").bytes()).isEqualTo(text);
        assertThat(field(StageRowLayout.FIELDS, "lastError").bytes()).isEqualTo(text);
        for (StateSlot slot : StateSlot.values()) {
            assertThat(slot.codec().bytes() % 8).isZero();
        }
    }

    @Test
    void sectionsCoverTheFileExactly() {
        for (Geometry geometry :
                List.of(
                        Geometry.DEFAULT,
                        new Geometry(4, 64, 64),
                        new Geometry(256, 65, 67),
                        new Geometry(256, 4096, 4096))) {
            long end = 0;
            for (Section section : Section.values()) {
                assertThat(geometry.offset(section)).isEqualTo(end);
                assertThat(geometry.length(section)).isPositive();
                assertThat(geometry.length(section) % Geometry.SECTION_ALIGNMENT).isZero();
                end += geometry.length(section);
            }
            assertThat(geometry.totalBytes()).isEqualTo(end);
            int last = geometry.slotCount() - 1;
            assertThat(geometry.frameHeaderOffset(last) + FrameHeaderLayout.BYTES)
                    .isLessThanOrEqualTo(geometry.offset(Section.FRAME_PAYLOADS));
            assertThat(geometry.payloadOffset(last) + geometry.slotCapacityBytes())
                    .isLessThanOrEqualTo(end);
            assertThat(geometry.payloadOffset(last) % Geometry.PAYLOAD_ALIGNMENT).isZero();
        }
    }

    @Test
    void theSectionTableHasRoomInTheHeader() {
        Field sections = field(HeaderLayout.FIELDS, "sections");
        assertThat(Section.values().length * HeaderLayout.SECTION_ENTRY_BYTES)
                .isLessThanOrEqualTo(sections.bytes());
        assertThat(sections.offset() + sections.bytes()).isEqualTo(HeaderLayout.BYTES);
    }
}
