package org.catfollow.runtime.journal;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * What a machine that lost its power leaves of a queue: pages of the newest file that never came to the
 * disk. A kill of the process leaves no such thing, for the pages are the kernel's.
 *
 * <p>The queue itself would go on behind the hole, where no reader comes. So the newest file of an earlier
 * boot is written anew, up to its last whole record; the old one is put aside, one at most. The boot is
 * known by the kernel's word for it, noted beside the queue, and not by the clock: a Raspberry Pi has none
 * that goes on without power, and comes back some time before it was cut off.
 */
final class TornTail {
    private static final String ASIDE = "torn";
    private static final String ANEW = "anew";
    private static final String BOOT = "boot";
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private TornTail() {}

    /** Mends a journal that was last written in an earlier boot; before anybody writes to it. */
    static void mend(Path folder) throws IOException {
        mend(folder, Files.exists(BOOT_ID) ? Files.readString(BOOT_ID).strip() : "");
    }

    static void mend(Path folder, String boot) throws IOException {
        Path note = folder.resolve(BOOT);
        if (Files.exists(note) && Files.readString(note).equals(boot)) {
            return;
        }
        List<Path> files = JournalFiles.isJournal(folder) ? JournalFiles.days(folder) : List.of();
        if (!files.isEmpty()) {
            try {
                mend(folder, files.getLast());
            } catch (RuntimeException | InternalError | StreamCorruptedException e) {
                // Nothing of it can be read: all of it is put aside.
                Files.move(
                        files.getLast(),
                        folder.resolve(ASIDE),
                        StandardCopyOption.REPLACE_EXISTING);
                remove(folder.resolve(ANEW));
            }
        }
        Files.createDirectories(folder);
        Files.writeString(note, boot);
    }

    /** Record by record: a file may be larger than a stage's memory. */
    static void mend(Path folder, Path newest) throws IOException {
        Path anew = folder.resolve(ANEW);
        remove(anew);
        try (StageJournalReader reader = new StageJournalReader(folder)) {
            int cycle = reader.toLastFile();
            long then = JournalQueue.OUTPUTS_CYCLE.lengthInMillis() * (long) cycle;
            try (ChronicleQueue queue =
                            JournalQueue.builder(anew)
                                    .rollCycle(JournalQueue.OUTPUTS_CYCLE)
                                    .timeProvider(() -> then)
                                    .build();
                    ExcerptAppender appender = queue.createAppender()) {
                StageRecord record = reader.next();
                while (record != null) {
                    byte[] bytes = record.bytes();
                    try (DocumentContext document = appender.writingDocument()) {
                        document.wire().bytes().write(BytesStore.wrap(bytes), 0L, bytes.length);
                    }
                    record = reader.next();
                }
            }
        }
        Files.move(newest, folder.resolve(ASIDE), StandardCopyOption.REPLACE_EXISTING);
        for (Path file : JournalFiles.days(anew)) {
            Files.move(file, folder.resolve(file.getFileName()));
        }
        remove(anew);
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
