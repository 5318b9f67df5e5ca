package org.catfollow.shm.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.GroundTruthCell;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelRequestCell;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.SimulatedCarCell;
import org.catfollow.shm.slots.SimulatedSensorsCell;
import org.catfollow.shm.slots.TextCell;
import org.catfollow.shm.slots.TrackCell;
import org.catfollow.shm.slots.TracksCell;
import org.junit.jupiter.api.Test;

/** The tables that people read are the ones that the code uses. */
class JavadocLayoutTest {
    private static final Map<String, List<List<Field>>> LAYOUTS =
            Map.of(
                    "CommandLayout",
                    List.of(CommandLayout.FIELDS, CommandLayout.SLOT_FIELDS),
                    "FrameHeaderLayout",
                    List.of(FrameHeaderLayout.FIELDS),
                    "HeaderLayout",
                    List.of(HeaderLayout.FIELDS),
                    "ImageStoreLayout",
                    List.of(ImageStoreLayout.FIELDS, ImageStoreLayout.SLOT_FIELDS),
                    "SignalsLayout",
                    List.of(SignalsLayout.FIELDS),
                    "StageRowLayout",
                    List.of(StageRowLayout.FIELDS),
                    "TwoCellLayout",
                    List.of(TwoCellLayout.FIELDS));

    private static final Map<String, CellCodec<?>> CELLS =
            Map.ofEntries(
                    Map.entry("ControlStatusCell", ControlStatusCell.CODEC),
                    Map.entry("DetectionsCell", DetectionsCell.CODEC),
                    Map.entry("GroundTruthCell", GroundTruthCell.CODEC),
                    Map.entry("GuardStatusCell", GuardStatusCell.CODEC),
                    Map.entry("LatencyCell", LatencyCell.CODEC),
                    Map.entry("ModelAnswerCell", ModelAnswerCell.CODEC),
                    Map.entry("ModelRequestCell", ModelRequestCell.CODEC),
                    Map.entry("PoseCell", PoseCell.CODEC),
                    Map.entry("SensorsCell", SensorsCell.CODEC),
                    Map.entry("SimulatedCarCell", SimulatedCarCell.CODEC),
                    Map.entry("SimulatedSensorsCell", SimulatedSensorsCell.CODEC),
                    Map.entry("TextCell", TextCell.CODEC),
                    Map.entry("TrackCell", TrackCell.CODEC),
                    Map.entry("TracksCell", TracksCell.CODEC));

    private static final String SOURCE =
            """
             * <pre>
             * offset  bytes  field   access
             *      0      8  nanos   plain
             *      8      4  length  plain
             * </pre>
            """;

    @Test
    void everyLayoutClassHasTheTablesOfItsComment() throws IOException {
        assertThat(JavadocTables.classesOf("layout", "Layout"))
                .containsExactlyElementsOf(new TreeMap<>(LAYOUTS).keySet());
        for (Map.Entry<String, List<List<Field>>> layout : LAYOUTS.entrySet()) {
            assertThat(JavadocTables.ofClass("layout", layout.getKey()))
                    .as(layout.getKey())
                    .isEqualTo(layout.getValue());
        }
    }

    @Test
    void everyCellHasTheTableOfItsComment() throws IOException {
        assertThat(JavadocTables.classesOf("slots", "Cell"))
                .containsExactlyElementsOf(new TreeMap<>(CELLS).keySet());
        for (Map.Entry<String, CellCodec<?>> cell : CELLS.entrySet()) {
            assertThat(JavadocTables.ofClass("slots", cell.getKey()))
                    .as(cell.getKey())
                    .isEqualTo(List.of(cell.getValue().fields()));
        }
    }

    @Test
    void everyFieldOfALayoutHasItsConstant() throws ReflectiveOperationException {
        for (Map.Entry<String, List<List<Field>>> layout : LAYOUTS.entrySet()) {
            Class<?> type = Class.forName("org.catfollow.shm.layout." + layout.getKey());
            for (List<Field> table : layout.getValue()) {
                for (Field field : table) {
                    String constant =
                            field.name().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
                    assertThat(type.getField(constant).getInt(null))
                            .as("%s.%s", layout.getKey(), constant)
                            .isEqualTo(field.offset());
                }
            }
        }
    }

    @Test
    void theComparisonSeesEveryKindOfDifference() {
        List<Field> right =
                List.of(new Field("nanos", 0, 8, "plain"), new Field("length", 8, 4, "plain"));
        assertThat(JavadocTables.of(SOURCE)).isEqualTo(List.of(right));
        for (String wrong :
                List.of(
                        SOURCE.replace("     8      4", "    16      4"),
                        SOURCE.replace("     8      4", "     8      8"),
                        SOURCE.replace("length", "bytes"),
                        SOURCE.replace("length  plain", "length  opaque"),
                        SOURCE.replace(" *      8      4  length  plain\n", ""))) {
            assertThat(wrong).isNotEqualTo(SOURCE);
            assertThat(JavadocTables.of(wrong)).isNotEqualTo(List.of(right));
        }
        assertThatThrownBy(() -> JavadocTables.of(SOURCE.replace("  4  length", "  four  length")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
