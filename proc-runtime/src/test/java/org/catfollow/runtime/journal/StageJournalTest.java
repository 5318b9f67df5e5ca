package org.catfollow.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Tracks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageJournalTest {
    @TempDir private Path folder;
    private KeptJournal kept;
    private BlockingQueue<String> problems;

    @BeforeEach
    void begin() {
        kept = new KeptJournal(folder);
        problems = kept.problems;
    }

    @Test
    void aRecordIsReadAsItWasPut() throws IOException {
        Detections boxes = new Detections();
        boxes.frameId = 7;
        boxes.add(Detections.labelBytes("cat"), 17, 0.75f, 1, 2, 3, 4);
        Tracks tracks = new Tracks();
        tracks.add().trackId = 5;
        Pose pose = new Pose();
        pose.xMetres = 0.1 + 0.2;
        try (StageJournal journal = StageJournal.in(folder, KeptJournal.MOST, problems::add)) {
            journal.enter(3);
            journal.begin(RecordKind.START, 0, 1);
            journal.putWords(List.of("--model=a b", "--loop"));
            journal.commit();
            journal.begin(RecordKind.DETECTIONS, 7, 2);
            journal.putDetections(boxes);
            journal.putTracks(tracks);
            journal.putCell(PoseCell.CODEC, pose);
            journal.putDouble(-0.0);
            journal.putInt(-9);
            journal.commit();
            journal.finish(0);
        }
        assertThat(problems).isEmpty();
        List<StageRecord> all = kept.read();
        assertThat(all)
                .extracting(StageRecord::kind)
                .containsExactly(RecordKind.START, RecordKind.DETECTIONS);
        assertThat(all.get(0).takeWords()).containsExactly("--model=a b", "--loop");
        StageRecord record = all.get(1);
        assertThat(record.epoch()).isEqualTo(3);
        assertThat(record.sequence()).isEqualTo(2);
        assertThat(record.frameId()).isEqualTo(7);
        Detections found = record.takeDetections(new Detections());
        assertThat(found.label(0)).isEqualTo("cat");
        assertThat(record.takeTracks(new Tracks()).get(0).trackId).isEqualTo(5);
        assertThat(record.takeCell(PoseCell.CODEC, new Pose()).xMetres).isEqualTo(0.1 + 0.2);
        assertThat(Double.doubleToRawLongBits(record.takeDouble()))
                .isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(record.takeInt()).isEqualTo(-9);
        assertThat(AcknowledgedMark.of(folder, ProcessHandle.current().pid())).isEqualTo(2);
    }

    @Test
    void puttingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Tracks tracks = new Tracks();
        tracks.add().trackId = 5;
        CountDownLatch never = new CountDownLatch(1);
        try (StageJournal journal = StageJournal.to("here", () -> blocked(never), problems::add)) {
            long before = 0;
            for (int i = 0; i < 20_000; i++) {
                if (i == 10_000) {
                    before = threads.getCurrentThreadAllocatedBytes();
                }
                if (journal.begin(RecordKind.TRACK, i, i)) {
                    journal.putTracks(tracks);
                    journal.commit();
                }
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
            assertThat(journal.missed()).isPositive();
            never.countDown();
        }
    }

    private static StageJournal.Sink blocked(CountDownLatch until) throws IOException {
        try {
            until.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return new StageJournal.Sink() {
            @Override
            public void append(BytesStore<?, ?> store, long offset, int length) {}

            @Override
            public void close() {}
        };
    }

    @Test
    void aDiskThatStandsStillCostsRecordsAndSaysHowMany() throws Exception {
        CountDownLatch until = new CountDownLatch(1);
        StageJournal.Opening opening =
                () -> {
                    blocked(until).close();
                    return new QueueSink(folder, KeptJournal.MOST);
                };
        try (StageJournal journal = StageJournal.to("here", opening, problems::add)) {
            for (long number = 1; number <= 300; number++) {
                KeptJournal.put(journal, number);
            }
            assertThat(journal.missed()).isEqualTo(44);
            until.countDown();
            while (!journal.begin(RecordKind.FRAME, 1000, 0)) {
                Thread.onSpinWait();
            }
            journal.putLong(0);
            journal.commit();
            journal.finish(0);
        }
        List<StageRecord> all = kept.read();
        assertThat(all).hasSize(257);
        assertThat(all.getLast().frameId()).isEqualTo(1000);
        assertThat(all.getLast().missed()).isGreaterThanOrEqualTo(44);
        assertThat(all.getLast().sequence()).isEqualTo(257 + all.getLast().missed());
    }

    @Test
    void aFullDiskEndsTheJournalWithOneLineAndNotTheStage() throws Exception {
        StageJournal.Opening opening =
                () -> {
                    throw new IOException("only 3 MB are left on the disk, 32 MB are wanted");
                };
        try (StageJournal journal = StageJournal.to("here", opening, problems::add)) {
            KeptJournal.put(journal, 1);
            assertThat(problems.poll(KeptJournal.PATIENCE_NANOS, TimeUnit.NANOSECONDS))
                    .startsWith("the journal in here is not kept any more: only 3 MB are left");
            KeptJournal.put(journal, 2);
            assertThat(journal.isKept()).isFalse();
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void recordsOfAnotherVersionAreCountedAndNamed() throws IOException {
        kept.keep(1);
        byte[] other = kept.read().get(0).bytes().clone();
        other[0] = 9;
        try (JournalQueue queue = JournalQueue.ofOutputs(folder, KeptJournal.MOST, kept.clock())) {
            queue.append(BytesStore.wrap(other), 0, other.length);
        }
        try (StageJournalReader reader = new StageJournalReader(folder)) {
            assertThat(reader.next()).isNotNull();
            assertThat(reader.next()).isNull();
            assertThat(reader.unreadable()).isEqualTo(1);
            assertThat(reader.problem())
                    .isEqualTo("records of version 9, this program reads version 1");
        }
    }

    @Test
    void theOldestFilesGoWhenTheJournalIsTooLarge() throws IOException {
        Files.createDirectories(folder);
        for (int i = 0; i < 5; i++) {
            Files.write(folder.resolve("2026010" + i + "-0000X.cq4"), new byte[3 << 20]);
        }
        try (JournalQueue queue = JournalQueue.ofOutputs(folder, 8L << 20)) {
            assertThat(queue).isNotNull();
        }
        assertThat(JournalFiles.days(folder).stream().map(file -> file.getFileName().toString()))
                .contains("20260103-0000X.cq4", "20260104-0000X.cq4")
                .doesNotContain("20260100-0000X.cq4", "20260102-0000X.cq4");
    }

    @Test
    void aCopyHasTheLastStartAndWhatCameAfterTheMoment() throws IOException {
        Path copy = folder.resolve("copy");
        Path from = folder.resolve("from");
        try (StageJournal journal = StageJournal.in(from, KeptJournal.MOST, problems::add)) {
            journal.begin(RecordKind.START, 0, 1);
            journal.putWords(List.of("--old"));
            journal.commit();
            KeptJournal.put(journal, 1);
            journal.begin(RecordKind.START, 0, 15);
            journal.putWords(List.of("--new"));
            journal.commit();
            for (long number = 2; number <= 9; number++) {
                KeptJournal.put(journal, number);
            }
            journal.finish(0);
        }
        try (JournalCopy copying = new JournalCopy(from, copy, 70)) {
            copying.advance();
            assertThat(copying.copied()).isEqualTo(4);
        }
        List<StageRecord> all = KeptJournal.read(copy);
        assertThat(all.get(0).takeWords()).containsExactly("--new");
        assertThat(all.stream().map(StageRecord::frameId)).containsExactly(0L, 7L, 8L, 9L);
    }

    @Test
    void ofTwoWritersTheSecondIsRefusedUntilTheFirstHasEnded() throws IOException {
        try (QueueSink first = kept.sink(KeptJournal.PATIENCE_NANOS)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> kept.sink(0))
                    .isInstanceOf(IOException.class)
                    .hasMessage("another process writes to it");
        }
        kept.keep(3);
        assertThat(problems).isEmpty();
        assertThat(kept.read()).hasSize(3);
    }

    @Test
    void aCopyHasTheStartThatTheQueueHasNoMore() throws IOException {
        Path copy = folder.resolve("copy");
        Path from = folder.resolve("from");
        try (StageJournal journal = StageJournal.in(from, KeptJournal.MOST, problems::add)) {
            journal.begin(RecordKind.START, 0, 15);
            journal.putWords(List.of("--flag"));
            journal.commit();
            journal.finish(0);
        }
        // What tidying does after half an hour.
        Files.delete(JournalFiles.days(from).getLast());
        try (StageJournal journal = StageJournal.in(from, KeptJournal.MOST, problems::add)) {
            KeptJournal.put(journal, 7);
            journal.finish(0);
        }
        try (JournalCopy copying = new JournalCopy(from, copy, 70)) {
            copying.advance();
        }
        List<StageRecord> all = KeptJournal.read(copy);
        assertThat(all)
                .extracting(StageRecord::kind)
                .containsExactly(RecordKind.START, RecordKind.FRAME);
        assertThat(all.get(0).takeWords()).containsExactly("--flag");
    }

    /** The stage that makes it is killed, or slow, between its first two steps. */
    @Test
    void aCopyOfAJournalThatIsJustBeingMadeBeginsWhenItIsThere() throws IOException {
        Path copy = folder.resolve("copy");
        Path from = Files.createDirectories(folder.resolve("from"));
        Path unfinished = Files.createFile(from.resolve("metadata.cq4t"));
        try (JournalCopy copying = new JournalCopy(from, copy, 0)) {
            copying.advance();
            assertThat(copying.copied()).isZero();
            Files.delete(unfinished);
            try (StageJournal journal = StageJournal.in(from, KeptJournal.MOST, problems::add)) {
                KeptJournal.put(journal, 1);
                journal.finish(0);
            }
            copying.advance();
            assertThat(copying.copied()).isEqualTo(1);
        }
    }
}
