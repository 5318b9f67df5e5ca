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
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.runtime.journal.JournalFiles;
import org.catfollow.runtime.journal.StageJournalReader;
import org.catfollow.runtime.journal.StageRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * SIGKILL at each stage while it keeps its journal: the journal is readable, and each record that was
 * acknowledged is there. All four are killed within a millisecond, in another order each time, and start
 * again side by side: most of the time goes into the starts. {@code docs/verification/kill-journals.sh}
 * does so 200 times.
 */
class JournalKillIT {
    private static final int KILLS = Integer.getInteger("catfollow.kills", 8);
    private static final List<String> STAGES = List.of("capture", "detector", "tracker", "control");

    /** Only our own signals are to end a stage, however busy the machine. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("CAT_FOLLOW_RESTART_BUDGET", "none", "CAT_FOLLOW_HANG_SECONDS", "0");

    /** Enough that the queue is being written to when the signal comes. */
    private static final int RECORDS = 20;

    private final Instance instance = new Instance("journal-kill", ENVIRONMENT);
    private final Path journals =
            instance.folder.resolve("state").resolve(instance.name).resolve("journal");
    private final Map<String, StageJournalReader> readers = new HashMap<>();

    /** Of the stages that were killed last. */
    private final Map<String, Long> killed = new HashMap<>();

    private long acknowledgedInAll;

    /** Who ends the long form early is not to be left with a robot. */
    private final Thread cleaner = new Thread(() -> instance.launch("down"));

    @BeforeEach
    void cleansUpWhateverComes() {
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    @AfterEach
    void leavesNothing() {
        readers.values().forEach(StageJournalReader::close);
        instance.close();
        Runtime.getRuntime().removeShutdownHook(cleaner);
    }

    private Path journal(String stage) {
        return JournalFiles.outputs(journals, stage);
    }

    /** For the long form. */
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    @Test
    void losesNoAcknowledgedRecordAndStaysReadable() {
        instance.up("--source", "test:", "--model", "test:", "--no-recorder");
        int done = 0;
        for (int round = 0; done < KILLS; round++) {
            List<String> stages = new ArrayList<>(STAGES);
            Collections.rotate(stages, round);
            stages = stages.subList(0, Math.min(STAGES.size(), KILLS - done));
            Map<String, Long> pids = new LinkedHashMap<>();
            for (String stage : stages) {
                pids.put(stage, awaitRecords(stage, round));
            }
            long launcher = instance.pid("launcher");
            // No successor comes before all is read: its mark would lie in the place of the one
            // before, and its first records would have gone by when it is killed in its turn.
            Instance.signal("STOP", launcher);
            try {
                kill(pids, round);
                pids.forEach(this::assertAcknowledgedAreThere);
            } finally {
                Instance.signal("CONT", launcher);
            }
            done += stages.size();
            System.out.println(
                    done
                            + " of "
                            + KILLS
                            + " kills, "
                            + acknowledgedInAll
                            + " acknowledged records, none lost");
        }
        for (String stage : STAGES) {
            assertReadableFromTheStart(stage);
        }
    }

    /** All at once, at another moment of the 50 ms after which a journal's thread looks again. */
    private void kill(Map<String, Long> pids, int round) {
        LockSupport.parkNanos(round * 7 % 50 * 1_000_000L);
        for (Map.Entry<String, Long> stage : pids.entrySet()) {
            ProcessHandle process = ProcessHandle.of(stage.getValue()).orElseThrow();
            assertThat(process.destroyForcibly()).as(stage.getKey()).isTrue();
            killed.put(stage.getKey(), stage.getValue());
        }
        pids.values().forEach(JournalKillIT::awaitGone);
    }

    private void assertAcknowledgedAreThere(String stage, long pid) {
        long acknowledged = acknowledged(stage, pid);
        assertThat(acknowledged).as(stage).isGreaterThanOrEqualTo(RECORDS);
        acknowledgedInAll += acknowledged;
        StageJournalReader reader =
                readers.computeIfAbsent(stage, name -> new StageJournalReader(journal(name)));
        assertAllThere(stage, pid, acknowledged, reader);
    }

    /**
     * Waits for the one that runs after the one that was killed; returns its pid. A different moment in each
     * round: the number of records moves by a prime.
     */
    private long awaitRecords(String stage, int round) {
        int wanted = RECORDS + round * 7 % 23;
        long[] pid = {0};
        Await.until(
                () -> wanted + " records of " + stage + " " + pid[0],
                Duration.ofMinutes(2),
                () -> {
                    pid[0] = instance.pid(stage);
                    return pid[0] != 0
                            && pid[0] != killed.getOrDefault(stage, 0L)
                            && acknowledged(stage, pid[0]) >= wanted;
                });
        return pid[0];
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
                Await.PATIENCE,
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
