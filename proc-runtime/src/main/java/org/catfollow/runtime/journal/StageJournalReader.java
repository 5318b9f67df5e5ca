package org.catfollow.runtime.journal;

import java.nio.file.Path;
import net.openhft.chronicle.wire.Wire;

/**
 * Reads a stage's journal from its oldest record to the last whole one, also while the stage writes it;
 * writes nothing. What is damaged is passed over, and counted. One thread.
 */
public final class StageJournalReader implements AutoCloseable {
    /** Null where it cannot be opened. */
    private final JournalTailer tailer;

    private final String notOpened;

    /** Opens a journal that is there, see {@link JournalFiles#isJournal}. */
    public StageJournalReader(Path folder) {
        JournalTailer opened = null;
        String problem = "";
        try {
            opened =
                    new JournalTailer(
                            JournalQueue.builder(folder)
                                    .rollCycle(JournalQueue.OUTPUTS_CYCLE)
                                    .readOnly(true)
                                    .build());
        } catch (Exception | InternalError e) {
            // Exception: the library throws checked ones that it does not declare.
            problem = "the file is cut or damaged: " + JournalThread.said(e);
        }
        tailer = opened;
        notOpened = problem;
    }

    /** Returns whether it could be opened: not while its writer is just making it, nor when damaged. */
    boolean isOpen() {
        return tailer != null;
    }

    /** Goes to the begin of the newest file; returns the number of its cycle. */
    int toLastFile() {
        if (tailer == null) {
            throw new IllegalStateException(notOpened);
        }
        return tailer.toLastFile();
    }

    /** Returns the next record, or null when there is none yet. */
    public StageRecord next() {
        return tailer == null ? null : tailer.next(StageJournalReader::record);
    }

    private static StageRecord record(Wire wire) {
        return new StageRecord(wire.bytes().toByteArray());
    }

    /** Returns how many records made no sense so far, a damaged file's rest for one. */
    public long unreadable() {
        return tailer == null ? 1 : tailer.unreadable();
    }

    /** Returns what was wrong with the last one of them, empty for nothing. */
    public String problem() {
        return tailer == null ? notOpened : tailer.problem();
    }

    @Override
    public void close() {
        if (tailer != null) {
            tailer.close();
        }
    }
}
