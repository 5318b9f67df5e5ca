package org.catfollow.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.catfollow.shm.layout.Field;
import org.junit.jupiter.api.Test;

/** The rig's arm64 library has the same file open: its numbers, in C, are these. */
class RigLayoutTest {
    private static final Pattern DEFINE =
            Pattern.compile("(?m)^#define HAT_(\\w+) (0x[0-9A-F]+|\\d+)$");
    private static final Pattern WORD_END = Pattern.compile("([a-z])([A-Z0-9])");

    @Test
    void theHeadersNumbersAreTheConstants() throws IOException {
        Map<String, Long> header = new TreeMap<>();
        DEFINE.matcher(
                        Files.readString(
                                Path.of(System.getProperty("catfollow.repository"))
                                        .resolve("system-tests/rig/arm64/hat/layout.h")))
                .results()
                .forEach(define -> header.put(define.group(1), Long.decode(define.group(2))));
        assertThat(header).containsExactlyEntriesOf(ours());
    }

    private static Map<String, Long> ours() {
        Map<String, Long> ours = new TreeMap<>();
        for (Field field : StandInLayout.FIELDS) {
            ours.put(constant(field.name()), (long) field.offset());
        }
        ours.put("MAGIC_AT", (long) StandInLayout.MAGIC_AT);
        ours.put("MAGIC", StandInLayout.MAGIC);
        for (Field field : StandInLayout.ENTRY_FIELDS) {
            ours.put(constant(field.name()), (long) field.offset());
        }
        ours.put("REGISTER_COUNT", (long) StandInLayout.REGISTER_COUNT);
        ours.put("PIN_COUNT", (long) StandInLayout.PIN_COUNT);
        ours.put("WORD", (long) StandInLayout.WORD);
        ours.put("ENTRIES", (long) StandInLayout.ENTRIES);
        ours.put("ENTRY_BYTES", (long) StandInLayout.ENTRY_BYTES);
        put(ours, "KIND_", StandInEntry.Kind.values());
        put(ours, "OUTCOME_", StandInEntry.Outcome.values());
        put(ours, "WRITE_FAULT_", WriteFault.values());
        put(ours, "ANALOG_FAULT_", AnalogFault.values());
        put(ours, "ECHO_FAULT_", EchoFault.values());
        return ours;
    }

    private static void put(Map<String, Long> ours, String prefix, Enum<?>... values) {
        for (Enum<?> value : values) {
            ours.put(prefix + value.name(), (long) value.ordinal());
        }
    }

    private static String constant(String field) {
        return WORD_END.matcher(field).replaceAll("$1_$2").toUpperCase(Locale.ROOT);
    }
}
