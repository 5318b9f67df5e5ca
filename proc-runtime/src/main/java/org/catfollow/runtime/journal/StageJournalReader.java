package org.catfollow.runtime.journal;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Reads a stage's journal from its oldest record to the last whole one, also while the stage writes it;
 * writes nothing. One thread.
 */
public final class StageJournalReader implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final ExcerptTailer tailer;
    private long unreadable;
    private String problem = "";

    /** Opens a journal that is there, see {@link JournalFiles#isJournal}. */
    public StageJournalReader(Path folder) {
        queue =
                JournalQueue.builder(folder)
                        .rollCycle(JournalQueue.OUTPUTS_CYCLE)
                        .readOnly(true)
                        .build();
        tailer = queue.createTailer().toStart();
    }

    /** Goes to the begin of the newest file; returns the number of its cycle. */
    int toLastFile() {
        // By the files' names: a search for the last record would stumble over a hole in them.
        int cycle = queue.lastCycle();
        boolean unused = tailer.moveToCycle(cycle);
        return cycle;
    }

    /** Returns the next record, or null when there is none yet. */
    public StageRecord next() {
        while (true) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return null;
                }
                try {
                    Bytes<?> bytes = document.wire().bytes();
                    return new StageRecord(bytes.toByteArray());
                } catch (IllegalArgumentException e) {
                    // Half of it was lost with the power: the ones after it are not.
                    unreadable++;
                    problem = e.getMessage();
                }
            } catch (IllegalStateException | InternalError e) {
                // The file ends in the middle of a record: what is behind cannot be found.
                unreadable++;
                problem = "the file is cut: " + e;
                return null;
            }
        }
    }

    /** Returns how many records made no sense so far. */
    public long unreadable() {
        return unreadable;
    }

    /** Returns what was wrong with the last one of them, empty for nothing. */
    public String problem() {
        return problem;
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
