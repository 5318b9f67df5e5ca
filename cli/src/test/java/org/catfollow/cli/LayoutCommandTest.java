package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.region.RegionTables;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutCommandTest {
    @TempDir private Path folder;

    private static JsonObject json(Answer answer) {
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        return JsonParser.parseString(answer.text()).getAsJsonObject();
    }

    private JsonObject ofSmallRegion() {
        try (Robot robot = new Robot(folder)) {
            return json(robot.run("layout", "--json"));
        }
    }

    private static List<Field> fields(JsonArray rows) {
        List<Field> fields = new ArrayList<>();
        for (JsonElement element : rows) {
            JsonObject row = element.getAsJsonObject();
            fields.add(
                    new Field(
                            row.get("name").getAsString(),
                            row.get("offset").getAsInt(),
                            row.get("bytes").getAsInt(),
                            row.get("access").getAsString()));
        }
        return fields;
    }

    @Test
    void theTablesAreTheOnesThatTheCodeUses() {
        Map<String, List<Field>> told = new LinkedHashMap<>();
        ofSmallRegion()
                .getAsJsonObject("tables")
                .entrySet()
                .forEach(
                        table ->
                                told.put(
                                        table.getKey(), fields(table.getValue().getAsJsonArray())));
        assertThat(told).isNotEmpty().isEqualTo(RegionTables.all());
    }

    @Test
    void theImageStoreIsToldToo() {
        JsonObject store = ofSmallRegion().getAsJsonObject("imageStore");
        assertThat(fields(store.getAsJsonArray("header"))).isEqualTo(ImageStoreLayout.FIELDS);
        assertThat(fields(store.getAsJsonArray("slotHeader")))
                .isEqualTo(ImageStoreLayout.SLOT_FIELDS);
    }

    @Test
    void theSectionsAreThoseOfTheAttachedRegion() {
        JsonObject root = ofSmallRegion();
        assertThat(root.get("totalBytes").getAsLong()).isEqualTo(Robot.SMALL.totalBytes());
        assertThat(root.get("slots").getAsInt()).isEqualTo(4);
        JsonObject sections = root.getAsJsonObject("sections");
        assertThat(sections.size()).isEqualTo(Section.values().length);
        for (Section section : Section.values()) {
            JsonObject told = sections.getAsJsonObject(section.name().toLowerCase(Locale.ROOT));
            assertThat(told.get("offset").getAsLong()).isEqualTo(Robot.SMALL.offset(section));
            assertThat(told.get("length").getAsLong()).isEqualTo(Robot.SMALL.length(section));
        }
    }

    @Test
    void everyStateSlotHasItsPlaceInTheFile() {
        JsonObject slots = ofSmallRegion().getAsJsonObject("stateSlots");
        assertThat(slots.size()).isEqualTo(StateSlot.values().length);
        for (StateSlot slot : StateSlot.values()) {
            assertThat(slots.getAsJsonObject(slot.tableName()).get("offset").getAsLong())
                    .isEqualTo(Robot.SMALL.offset(slot.section()) + slot.offset());
        }
    }

    @Test
    void theFingerprintAndTheFormatsAreTold() {
        JsonObject root = ofSmallRegion();
        assertThat(Long.parseUnsignedLong(root.get("fingerprint").getAsString(), 16))
                .isEqualTo(RegionTables.fingerprint());
        assertThat(root.getAsJsonObject("pixelFormats").get("BGR24").getAsInt())
                .isEqualTo(PixelFormat.BGR24.code());
    }

    @Test
    void withoutARegionTheDefaultSizeIsDescribed() {
        JsonObject root =
                json(
                        Robot.runAsItIs(
                                "layout",
                                "--json",
                                "--region",
                                folder.resolve("missing").toString()));
        assertThat(root.get("totalBytes").getAsLong()).isEqualTo(Geometry.DEFAULT.totalBytes());
    }

    @Test
    void forPeopleEveryFieldIsALine() {
        try (Robot robot = new Robot(folder)) {
            Answer answer = robot.run("layout");
            assertThat(answer.code()).isZero();
            RegionTables.all()
                    .forEach(
                            (name, fields) -> {
                                assertThat(answer.out()).contains(name);
                                for (Field field : fields) {
                                    assertThat(answer.out())
                                            .anyMatch(
                                                    line ->
                                                            line.strip()
                                                                    .matches(
                                                                            field.offset()
                                                                                    + " +"
                                                                                    + field.bytes()
                                                                                    + "  "
                                                                                    + field.name()
                                                                                    + " +"
                                                                                    + field
                                                                                            .access()));
                                }
                            });
        }
    }
}
