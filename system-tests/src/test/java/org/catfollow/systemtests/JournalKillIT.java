package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.journal.StageJournalReader;
import org.catfollow.runtime.journal.StageRecord;
import org.catfollow.systemtests.Launched.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SIGKILL at each stage while it keeps its journal: the journal is readable, and each record that was
 * acknowledged is there. {@code docs/verification/kill-journals.sh} does so 200 times.
 */
class JournalKillIT {
    private static final int KILLS = Integer.getInteger("catfollow.kills", 6);
    private static final List<String> STAGES = List.of("capture", "detector", "tracker", "control");

    /** Only our own signals are to end a stage, however busy the machine. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("CAT_FOLLOW_RESTART_BUDGET", "none", "CAT_FOLLOW_HANG_SECONDS", "0");

    /** Enough that the queue is being written to when the signal comes. */
    private static final int RECORDS = 20;

    private final Instance instance = new Instance("journal-kill");
    private final Path journals =
            instance.folder.resolve("state").resolve(instance.name).resolve("journal");
    private long acknowledgedInAll;

    @AfterEach
    void leavesNothing() {
        instance.close();
    }

    private Path journal(String stage) {
        return JournalFiles.outputs(journals, stage);
    }

    /** For the long form. */
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    @Test
    void losesNoAcknowledgedRecordAndStaysReadable() {
        up();
        Map<String, StageJournalReader> readers = new HashMap<>();
        try {
            for (int i = 0; i < KILLS; i++) {
                String stage = STAGES.get(i % STAGES.size());
                long pid = instance.pid(stage);
                awaitRecords(stage, pid, i);
                Instance.signal("KILL", pid);
                awaitGone(pid);
                // Before its successor has anything to acknowledge.
                long acknowledged = acknowledged(stage, pid);
                assertThat(acknowledged).as(stage).isGreaterThanOrEqualTo(RECORDS);
                acknowledgedInAll += acknowledged;
                StageJournalReader reader =
                        readers.computeIfAbsent(
                                stage, name -> new StageJournalReader(journal(name)));
                assertAllThere(stage, pid, acknowledged, reader);
            }
            for (String stage : STAGES) {
                assertReadableFromTheStart(stage);
            }
        } finally {
            readers.values().forEach(StageJournalReader::close);
        }
        System.out.println(
                KILLS + " kills, " + acknowledgedInAll + " acknowledged records, none lost");
    }

    private void up() {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Distribution.program("launch.sh").toString(),
                                "--name",
                                instance.name,
                                "up"));
        command.addAll(List.of("--source", "test:", "--model", "test:", "--no-recorder"));
        Outcome outcome = instance.start(ENVIRONMENT, command).finish();
        assertThat(outcome.code()).as(outcome.err()).isZero();
    }

    /** A different moment in each round: the number of records moves by a prime. */
    private void awaitRecords(String stage, long pid, int round) {
        int wanted = RECORDS + round * 7 % 23;
        Await.until(
                () -> wanted + " records of " + stage + " " + pid,
                Duration.ofMinutes(2),
                () -> acknowledged(stage, pid) >= wanted);
    }

    /** Reads the file beside the queue: pid, and the number of its last record that is in the queue. */
    private long acknowledged(String stage, long pid) {
        try {
            Path file = journal(stage).resolve("acknowledged");
            byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            ByteBuffer mark = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            return bytes.length == 16 && mark.getLong(0) == pid ? mark.getLong(8) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitGone(long pid) {
        Await.until(
                () -> "the end of " + pid,
                Duration.ofSeconds(10),
                () -> !ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
    }

    private static void assertAllThere(
            String stage, long pid, long acknowledged, StageJournalReader reader) {
        long last = 0;
        long missed = 0;
        StageRecord record = reader.next();
        while (record != null) {
            if (record.pid() == pid) {
                // What found no room was said; nothing else may be missing.
                assertThat(record.sequence() - last - 1)
                        .as("%s: records between %d and %d", stage, last, record.sequence())
                        .isEqualTo(record.missed() - missed);
                last = record.sequence();
                missed = record.missed();
            }
            record = reader.next();
        }
        assertThat(last).as(stage).isGreaterThanOrEqualTo(acknowledged);
        assertThat(reader.unreadable()).as(reader.problem()).isZero();
    }

    private void assertReadableFromTheStart(String stage) {
        try (StageJournalReader reader = new StageJournalReader(journal(stage))) {
            long count = 0;
            while (reader.next() != null) {
                count++;
            }
            assertThat(count).as(stage).isGreaterThan(RECORDS);
            assertThat(reader.unreadable()).as(reader.problem()).isZero();
        }
    }
}
