package org.catfollow.runtime.journal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a journal from its oldest record to the last whole one, also while a stage writes it; writes
 * nothing. What is damaged is passed over, and counted. One thread.
 */
public final class JournalReader implements AutoCloseable {
    private final JournalTailer tailer;

    /** Opens a journal that is there, see {@link JournalFiles#isJournal}. */
    public JournalReader(Path folder) {
        tailer = new JournalTailer(JournalQueue.builder(folder).readOnly(true).build());
    }

    /** Returns the next record, or nothing when there is none yet. */
    public Optional<JournalEntry> next() {
        return Optional.ofNullable(tailer.next(EntryFormat::read));
    }

    /** Returns how many records made no sense so far, a damaged file's rest for one. */
    public long unreadable() {
        return tailer.unreadable();
    }

    @Override
    public void close() {
        tailer.close();
    }
}
