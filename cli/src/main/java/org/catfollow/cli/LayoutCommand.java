package org.catfollow.cli;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RegionTables;
import org.catfollow.shm.slots.StateSlot;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cat-follow layout}: every byte of the region, for readers in other languages. */
@Command(
        name = "layout",
        mixinStandardHelpOptions = true,
        description =
                "Shows where everything lies in the region: the attached one's, or the default"
                        + " size's when there is none.")
final class LayoutCommand implements Runnable {
    @CommandLine.ParentCommand private CatFollowCommand parent;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Option(names = "--json", description = "As one JSON object.")
    private boolean json;

    @Override
    public void run() {
        Geometry geometry = geometry();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new GsonBuilder().setPrettyPrinting().create().toJson(describe(geometry)));
        } else {
            print(geometry, out);
        }
    }

    private Geometry geometry() {
        RegionFiles files = parent.files();
        if (!Files.exists(files.region())) {
            return Geometry.DEFAULT;
        }
        try (Region region = parent.attach()) {
            return region.geometry();
        }
    }

    static JsonObject describe(Geometry geometry) {
        JsonObject root = new JsonObject();
        root.addProperty("layoutVersion", HeaderLayout.VERSION);
        root.addProperty("fingerprint", String.format("%016x", RegionTables.fingerprint()));
        root.addProperty("byteOrder", "little-endian");
        root.addProperty("slots", geometry.slotCount());
        root.addProperty("width", geometry.maxWidthPixels());
        root.addProperty("height", geometry.maxHeightPixels());
        root.addProperty("totalBytes", geometry.totalBytes());
        root.addProperty("frameHeaderSpacingBytes", FrameHeaderLayout.BYTES);
        root.addProperty("payloadSpacingBytes", geometry.payloadSpacingBytes());
        JsonObject sections = new JsonObject();
        for (Section section : Section.values()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("offset", geometry.offset(section));
            entry.addProperty("length", geometry.length(section));
            sections.add(section.name().toLowerCase(Locale.ROOT), entry);
        }
        root.add("sections", sections);
        JsonObject slots = new JsonObject();
        for (StateSlot slot : StateSlot.values()) {
            JsonObject entry = new JsonObject();
            entry.addProperty("offset", geometry.offset(slot.section()) + slot.offset());
            entry.addProperty("firstCell", TwoCellLayout.FIRST_CELL);
            entry.addProperty("cellBytes", TwoCellLayout.cellBytes(slot.codec().bytes()));
            entry.addProperty("sealBytes", TwoCellLayout.SEAL_BYTES);
            slots.add(slot.tableName(), entry);
        }
        root.add("stateSlots", slots);
        JsonObject formats = new JsonObject();
        for (PixelFormat format : PixelFormat.values()) {
            formats.addProperty(format.name(), format.code());
        }
        root.add("pixelFormats", formats);
        JsonObject tables = new JsonObject();
        RegionTables.all().forEach((name, fields) -> tables.add(name, table(fields)));
        root.add("tables", tables);
        root.add("imageStore", describeImageStore());
        return root;
    }

    /** A file of its own, where a runner of algorithms has one: not part of the region. */
    private static JsonObject describeImageStore() {
        JsonObject store = new JsonObject();
        store.addProperty("layoutVersion", ImageStoreLayout.VERSION);
        store.addProperty("slotHeadersOffset", ImageStoreLayout.HEADERS);
        store.addProperty("slotHeaderSpacingBytes", ImageStoreLayout.HEADER_BYTES);
        store.add("header", table(ImageStoreLayout.FIELDS));
        store.add("slotHeader", table(ImageStoreLayout.SLOT_FIELDS));
        return store;
    }

    private static JsonArray table(List<Field> fields) {
        JsonArray rows = new JsonArray();
        for (Field field : fields) {
            JsonObject row = new JsonObject();
            row.addProperty("name", field.name());
            row.addProperty("offset", field.offset());
            row.addProperty("bytes", field.bytes());
            row.addProperty("access", field.access());
            rows.add(row);
        }
        return rows;
    }

    private static void print(Geometry geometry, PrintWriter out) {
        out.printf(
                "layout version %d, fingerprint %016x, %d bytes%n%n",
                HeaderLayout.VERSION, RegionTables.fingerprint(), geometry.totalBytes());
        out.printf("%-16s %12s %12s%n", "section", "offset", "length");
        for (Section section : Section.values()) {
            out.printf(
                    "%-16s %12d %12d%n",
                    section.name().toLowerCase(Locale.ROOT),
                    geometry.offset(section),
                    geometry.length(section));
        }
        RegionTables.all()
                .forEach(
                        (name, fields) -> {
                            out.printf("%n%s%n", name);
                            for (Field field : fields) {
                                out.printf(
                                        "  %6d %6d  %-22s %s%n",
                                        field.offset(),
                                        field.bytes(),
                                        field.name(),
                                        field.access());
                            }
                        });
        out.flush();
    }
}
