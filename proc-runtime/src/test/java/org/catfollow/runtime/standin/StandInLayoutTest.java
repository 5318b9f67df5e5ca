package org.catfollow.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.catfollow.shm.layout.Field;
import org.junit.jupiter.api.Test;

class StandInLayoutTest {
    private static final Pattern ROW =
            Pattern.compile("(?m)^ \\*\\s+(\\d+)\\s+(\\d+)\\s+(\\w+)\\s+(\\S+)$");

    @Test
    void theTablesOfTheCommentAreTheConstants() throws IOException {
        String source =
                Files.readString(
                        Path.of(System.getProperty("catfollow.repository"))
                                .resolve("proc-runtime/src/main/java")
                                .resolve(
                                        StandInLayout.class.getName().replace('.', '/') + ".java"));
        List<Field> rows = ROW.matcher(source).results().map(StandInLayoutTest::field).toList();
        List<Field> all = new ArrayList<>(StandInLayout.FIELDS);
        all.addAll(StandInLayout.ENTRY_FIELDS);
        assertThat(rows).containsExactlyElementsOf(all);
    }

    private static Field field(MatchResult row) {
        return new Field(
                row.group(3),
                Integer.parseInt(row.group(1)),
                Integer.parseInt(row.group(2)),
                row.group(4));
    }

    @Test
    void noFieldLiesInAnother() {
        for (List<Field> table : List.of(StandInLayout.FIELDS, StandInLayout.ENTRY_FIELDS)) {
            int end = 0;
            for (Field field : table) {
                assertThat(field.offset()).as(field.name()).isGreaterThanOrEqualTo(end);
                end = field.offset() + field.bytes();
            }
        }
        assertThat(StandInLayout.BYTES)
                .isEqualTo(StandInLayout.LOG + StandInLayout.ENTRIES * StandInLayout.ENTRY_BYTES);
    }

    @Test
    void whatIsPackedComesOutAgain() {
        StandInEntry entry = new StandInEntry();
        for (StandInEntry.Kind kind : StandInEntry.Kind.values()) {
            for (StandInEntry.Outcome outcome : StandInEntry.Outcome.values()) {
                assertThat(entry.unpack(StandInEntry.pack(kind, outcome, 255, 65_535))).isTrue();
                assertThat(entry.kind).isEqualTo(kind);
                assertThat(entry.outcome).isEqualTo(outcome);
                assertThat(entry.at).isEqualTo(255);
                assertThat(entry.value).isEqualTo(65_535);
            }
        }
        assertThat(entry.unpack(-1)).isFalse();
    }
}
