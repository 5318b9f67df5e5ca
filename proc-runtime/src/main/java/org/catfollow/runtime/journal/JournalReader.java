package org.catfollow.runtime.journal;

import java.nio.file.Path;
import java.util.Optional;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Reads a journal from its oldest record to the last whole one, also while a stage writes it; writes
 * nothing. One thread.
 */
public final class JournalReader implements AutoCloseable {
    private final ChronicleQueue queue;
    private final ExcerptTailer tailer;
    private long unreadable;

    /** Opens a journal that is there, see {@link JournalFiles#isJournal}. */
    public JournalReader(Path folder) {
        queue = JournalQueue.builder(folder).readOnly(true).build();
        tailer = queue.createTailer().toStart();
    }

    /** Returns the next record, or nothing when there is none yet. */
    public Optional<JournalEntry> next() {
        while (true) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return Optional.empty();
                }
                try {
                    return Optional.of(EntryFormat.read(document.wire()));
                } catch (RuntimeException e) {
                    // Half of it was lost with the power: the ones after it are not.
                    unreadable++;
                }
            }
        }
    }

    /** Returns how many records made no sense so far. */
    public long unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
