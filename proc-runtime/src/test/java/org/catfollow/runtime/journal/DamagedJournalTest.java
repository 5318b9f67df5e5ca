package org.catfollow.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a stage's journal, and goes on, when its files are cut or damaged. */
class DamagedJournalTest {
    @TempDir private Path folder;
    private KeptJournal journal;

    @BeforeEach
    void begin() {
        journal = new KeptJournal(folder);
    }

    @Test
    void aCutFileIsReadUpToTheLastWholeRecord() throws IOException {
        journal.keep(200);
        cut();
        List<StageRecord> left = journal.read();
        assertThat(left.size()).isBetween(100, 199);
        for (int i = 0; i < left.size(); i++) {
            assertThat(left.get(i).frameId()).isEqualTo(i + 1);
        }
    }

    @Test
    void afterACutTheNextWriterGoesOnAndWhatWasWholeIsThere() throws IOException {
        journal.keep(200);
        Path file = journal.newestFile();
        cut();
        int whole = journal.read().size();
        // As after a start of the machine.
        TornTail.mend(folder, file);
        assertThat(journal.read()).hasSize(whole);
        journal.keep(10);
        assertThat(journal.problems).isEmpty();
        List<StageRecord> all = journal.read();
        assertThat(all).hasSize(whole + 10);
        assertThat(all.getLast().frameId()).isEqualTo(10);
    }

    /** As a crash of the machine leaves it: the last pages never came to the disk. */
    private void cut() throws IOException {
        Path file = journal.newestFile();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(4096), KeptJournal.lengthUsed(file) - 2000);
        }
    }

    /** Whatever the clock says: without power that of a Raspberry Pi stands still. */
    @Test
    void aTornTailIsMendedByTheFirstWriterOfAnotherBoot() throws IOException {
        journal.keep(200);
        cut();
        int whole = journal.read().size();
        Files.writeString(folder.resolve("boot"), "the one before");
        journal.keep(10);
        assertThat(journal.problems).isEmpty();
        assertThat(journal.read()).hasSize(whole + 10);
        assertThat(folder.resolve("torn")).exists();
        assertThat(folder.resolve("anew")).doesNotExist();
    }

    @Test
    void inTheSameBootNothingIsWrittenAnew() throws IOException {
        journal.keep(5);
        journal.keep(5);
        assertThat(folder.resolve("torn")).doesNotExist();
        assertThat(journal.read()).hasSize(10);
    }

    @Test
    void ofAFileInWhichNothingCanBeReadAfterABootTheNextWriterGoesOnWithout() throws IOException {
        journal.keep(5);
        Files.writeString(journal.newestFile(), "no queue".repeat(999));
        Files.writeString(folder.resolve("boot"), "the one before");
        journal.keep(5);
        assertThat(journal.problems).isEmpty();
        assertThat(journal.read()).hasSize(5);
    }

    @Test
    void aDamagedFileMakesWayAndOneIsKept() throws IOException {
        for (int i = 0; i < 2; i++) {
            journal.keep(5);
            Files.writeString(journal.newestFile(), "no queue".repeat(999));
        }
        journal.keep(5);
        assertThat(journal.problems).isEmpty();
        assertThat(journal.read()).hasSize(5);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.contains("damaged"))
                    .hasSize(1);
        }
    }

    @FunctionalInterface
    private interface Damage {
        void to(FileChannel file, long used) throws IOException;
    }

    private void assertOnlyItsOwnRecordsAreLost(Damage damage) throws IOException {
        journal.keep(200);
        Path file = journal.newestFile();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            damage.to(channel, KeptJournal.lengthUsed(file));
        }
        journal.beginAnotherFile();
        journal.keep(10);
        List<Long> left = journal.read().stream().map(StageRecord::frameId).toList();
        assertThat(left).startsWith(1L, 2L, 3L).hasSizeBetween(110, 205);
        assertThat(left).endsWith(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        try (StageJournalReader reader = new StageJournalReader(folder)) {
            while (reader.next() != null) {
                assertThat(reader.unreadable()).isLessThan(50);
            }
            long unreadable = reader.unreadable();
            assertThat(unreadable).isPositive();
            assertThat(reader.problem()).contains("damaged");
            assertThat(reader.next()).isNull();
            assertThat(reader.unreadable()).isEqualTo(unreadable);
        }
    }

    @Test
    void aHoleInAnOlderFileHidesNothingOfTheNewerOnes() throws IOException {
        assertOnlyItsOwnRecordsAreLost(
                (file, used) -> file.write(ByteBuffer.allocate(4096), used - 2000));
    }

    @Test
    void aHoleAmidAnOlderFileHidesNothingOfTheNewerOnes() throws IOException {
        assertOnlyItsOwnRecordsAreLost(
                (file, used) -> file.write(ByteBuffer.allocate(1000), used - 4000));
    }

    @Test
    void nonsenseInAnOlderFileHidesNothingOfTheNewerOnes() throws IOException {
        assertOnlyItsOwnRecordsAreLost(
                (file, used) ->
                        file.write(
                                ByteBuffer.wrap(
                                        "nonsense".repeat(100).getBytes(StandardCharsets.US_ASCII)),
                                used - 4000));
    }

    @Test
    void anOlderFileThatWasCutShortHidesNothingOfTheNewerOnes() throws IOException {
        assertOnlyItsOwnRecordsAreLost((file, used) -> file.truncate(used - 4000));
    }
}
