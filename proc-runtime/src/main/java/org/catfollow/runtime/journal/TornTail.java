package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * What a machine that lost its power leaves of a queue: pages of the newest file that never came to the
 * disk. A kill of the process leaves no such thing, for the pages are the kernel's.
 *
 * <p>The queue itself would go on behind the hole, where no reader comes. So the newest file of an earlier
 * boot is written anew, up to its last whole record; the old one is put aside, one at most.
 */
final class TornTail {
    private static final String ASIDE = "torn";

    private TornTail() {}

    /** Mends a journal whose newest file is of an earlier boot; before anybody writes to it. */
    static void mend(Path folder) throws IOException {
        List<Path> files = JournalFiles.isJournal(folder) ? JournalFiles.days(folder) : List.of();
        if (!files.isEmpty()) {
            Instant boot =
                    ProcessHandle.of(1)
                            .flatMap(one -> one.info().startInstant())
                            .orElse(Instant.EPOCH);
            if (Files.getLastModifiedTime(files.getLast()).toInstant().isBefore(boot)) {
                mend(folder, files.getLast());
            }
        }
    }

    static void mend(Path folder, Path newest) throws IOException {
        List<byte[]> whole = new ArrayList<>();
        int cycle;
        try (StageJournalReader reader = new StageJournalReader(folder)) {
            cycle = reader.toLastFile();
            StageRecord record = reader.next();
            while (record != null) {
                whole.add(record.bytes());
                record = reader.next();
            }
        }
        Files.move(newest, folder.resolve(ASIDE), StandardCopyOption.REPLACE_EXISTING);
        long then = JournalQueue.OUTPUTS_CYCLE.lengthInMillis() * (long) cycle;
        try (ChronicleQueue queue =
                        JournalQueue.builder(folder)
                                .rollCycle(JournalQueue.OUTPUTS_CYCLE)
                                .timeProvider(() -> then)
                                .build();
                ExcerptAppender appender = queue.createAppender()) {
            for (byte[] record : whole) {
                try (DocumentContext document = appender.writingDocument()) {
                    document.wire().bytes().write(BytesStore.wrap(record), 0L, record.length);
                }
            }
        }
    }
}
