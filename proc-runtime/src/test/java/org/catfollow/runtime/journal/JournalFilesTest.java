package org.catfollow.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFilesTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final long DAY = Duration.ofDays(1).toMillis();

    @TempDir private Path folder;

    private void day(String name, int bytes, int daysAgo) throws IOException {
        Path file = Files.write(folder.resolve(name + ".cq4"), new byte[bytes]);
        Files.setLastModifiedTime(file, FileTime.fromMillis(NOW - daysAgo * DAY));
    }

    private String left() throws IOException {
        StringBuilder names = new StringBuilder();
        JournalFiles.days(folder).forEach(file -> names.append(file.getFileName()).append(' '));
        return names.toString();
    }

    @Test
    void theOldestDaysGoUntilTheRestFits() throws IOException {
        day("20260101F", 100, 4);
        day("20260102F", 100, 3);
        day("20260103F", 100, 2);
        day("20260104F", 100, 1);
        assertThat(JournalFiles.tidy(folder, NOW, 250)).isEqualTo(2);
        assertThat(left()).isEqualTo("20260103F.cq4 20260104F.cq4 ");
    }

    @Test
    void daysBeyondFourteenGo() throws IOException {
        day("20260101F", 1, 15);
        day("20260102F", 1, 14);
        Files.createFile(folder.resolve("metadata.cq4t"));
        assertThat(JournalFiles.tidy(folder, NOW, 250)).isEqualTo(1);
        assertThat(left()).isEqualTo("20260102F.cq4 ");
        assertThat(JournalFiles.isJournal(folder)).isTrue();
    }

    @Test
    void theNewestDayStaysHoweverOldAndLarge() throws IOException {
        day("20260101F", 1000, 99);
        assertThat(JournalFiles.tidy(folder, NOW, 250)).isZero();
        assertThat(left()).isEqualTo("20260101F.cq4 ");
    }

    @Test
    void aJournalWhoseOldestDayWasRemovedIsReadFromTheNext() throws IOException {
        for (int day = 0; day < 3; day++) {
            appendOn(day);
        }
        Files.delete(JournalFiles.days(folder).getFirst());
        try (JournalQueue queue = new JournalQueue(folder)) {
            queue.append(Transitions.numbered(77));
        }
        assertThat(Transitions.frameIds(folder)).containsExactly(1L, 2L, 77L);
    }

    private void appendOn(int day) {
        long time = System.currentTimeMillis() - (5 - day) * DAY;
        try (ChronicleQueue queue = JournalQueue.builder(folder).timeProvider(() -> time).build();
                ExcerptAppender appender = queue.createAppender();
                DocumentContext document = appender.writingDocument()) {
            EntryFormat.write(document.wire(), Transitions.numbered(day));
        }
    }

    @Test
    void theJournalsLieBesideTheLogs() {
        assertThat(JournalFiles.folder("", Map.of("HOME", "/a")))
                .hasToString("/a/.local/state/cat-follow/default/journal");
        assertThat(JournalFiles.folder("b", Map.of("XDG_STATE_HOME", "/s", "HOME", "/h")))
                .hasToString("/s/cat-follow/b/journal");
        assertThat(
                        JournalFiles.folder(
                                "b", Map.of("CAT_FOLLOW_STATE_DIR", "/c", "XDG_STATE_HOME", "/s")))
                .hasToString("/c/b/journal");
    }
}
