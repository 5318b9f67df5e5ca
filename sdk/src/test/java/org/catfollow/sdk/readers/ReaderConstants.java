package org.catfollow.sdk.readers;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.ImageStoreLayout;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.region.RegionTables;

/** What readers in other languages have to know of the layout, as those languages say it. Pure. */
final class ReaderConstants {
    private static final Set<String> HEXADECIMAL =
            Set.of("MAGIC_VALUE", "READY_VALUE", "FINGERPRINT");

    private ReaderConstants() {}

    /** Returns the numbers under their names. */
    static Map<String, Long> numbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("LAYOUT_VERSION", (long) HeaderLayout.VERSION);
        numbers.put("FINGERPRINT", RegionTables.fingerprint());
        numbers.put("MAGIC_VALUE", HeaderLayout.MAGIC_VALUE);
        numbers.put("READY_VALUE", HeaderLayout.READY_VALUE);
        numbers.put("MIN_SLOTS", (long) Geometry.MIN_SLOTS);
        numbers.put("MAX_SLOTS", (long) Geometry.MAX_SLOTS);
        numbers.put("MIN_EDGE_PIXELS", (long) Geometry.MIN_EDGE_PIXELS);
        numbers.put("MAX_EDGE_PIXELS", (long) Geometry.MAX_EDGE_PIXELS);
        numbers.put("MAX_BYTES_PER_PIXEL", (long) Geometry.MAX_BYTES_PER_PIXEL);
        numbers.put("SECTION_ALIGNMENT", (long) Geometry.SECTION_ALIGNMENT);
        numbers.put("PAYLOAD_ALIGNMENT", (long) Geometry.PAYLOAD_ALIGNMENT);
        for (Section section : Section.values()) {
            numbers.put("SECTION_" + section.name(), (long) section.ordinal());
        }
        numbers.put("SECTIONS", (long) Section.values().length);
        put(numbers, "HEADER", HeaderLayout.FIELDS);
        numbers.put("HEADER_SECTION_ENTRY_BYTES", (long) HeaderLayout.SECTION_ENTRY_BYTES);
        numbers.put("HEADER_BYTES", (long) HeaderLayout.BYTES);
        numbers.put("SIGNALS_FRAME_WAITERS", (long) SignalsLayout.FRAME_WAITERS);
        numbers.put("STAGE_ROW_NEWEST_FRAME", (long) StageRowLayout.NEWEST_FRAME);
        put(numbers, "FRAME", FrameHeaderLayout.FIELDS);
        numbers.put("FRAME_HEADER_BYTES", (long) FrameHeaderLayout.BYTES);
        for (PixelFormat format : PixelFormat.values()) {
            numbers.put("FORMAT_" + format.name(), (long) format.code());
        }
        return numbers;
    }

    private static void put(Map<String, Long> numbers, String prefix, List<Field> fields) {
        for (Field field : fields) {
            String name = field.name().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            numbers.put(prefix + "_" + name, (long) field.offset());
        }
    }

    private static String sectionNames() {
        return Arrays.stream(Section.values())
                .map(section -> '"' + section.name() + '"')
                .collect(Collectors.joining(", "));
    }

    /** Returns the lines of {@code catfollow.py}. */
    static String python() {
        return lines(numbers(), "_%s = 0x%016X%n", "_%s = %d%n")
                + "_SECTION_NAMES = ("
                + sectionNames()
                + ")\n";
    }

    /** Returns the lines of the image store in {@code catfollow.py}. */
    static String storeInPython() {
        return lines(storeNumbers(), "_STORE_%s = 0x%016X%n", "_STORE_%s = %d%n");
    }

    /** Returns the lines of {@code catfollow.h}. */
    static String c() {
        return lines(
                        numbers(),
                        "#define CATFOLLOW_%s UINT64_C(0x%016X)%n",
                        "#define CATFOLLOW_%s %d%n")
                + "#define CATFOLLOW_SECTION_NAMES {"
                + sectionNames()
                + "}\n";
    }

    /** Returns the lines of the image store in {@code catfollow.h}. */
    static String storeInC() {
        return lines(
                storeNumbers(),
                "#define CATFOLLOW_STORE_%s UINT64_C(0x%016X)%n",
                "#define CATFOLLOW_STORE_%s %d%n");
    }

    private static String lines(Map<String, Long> numbers, String hexadecimal, String decimal) {
        return numbers.entrySet().stream()
                .map(
                        number ->
                                String.format(
                                        HEXADECIMAL.contains(number.getKey())
                                                ? hexadecimal
                                                : decimal,
                                        number.getKey(),
                                        number.getValue()))
                .collect(Collectors.joining());
    }

    /** Returns the numbers of the image store under their names: all constants of its layout. */
    private static Map<String, Long> storeNumbers() {
        Map<String, Long> numbers = new LinkedHashMap<>();
        Arrays.stream(ImageStoreLayout.class.getFields())
                .filter(field -> field.getType().isPrimitive())
                .forEach(field -> numbers.put(field.getName(), valueOf(field)));
        return numbers;
    }

    private static long valueOf(java.lang.reflect.Field field) {
        try {
            return field.getLong(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError("a public field of a public class", e);
        }
    }
}
