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
    /** Null where it cannot be opened. */
    private final SingleChronicleQueue queue;

    /** Null where it cannot be opened. */
    private final ExcerptTailer tailer;

    private long unreadable;
    private String problem = "";

    /** Opens a journal that is there, see {@link JournalFiles#isJournal}. */
    public StageJournalReader(Path folder) {
        SingleChronicleQueue made = null;
        ExcerptTailer opened = null;
        try {
            made =
                    JournalQueue.builder(folder)
                            .rollCycle(JournalQueue.OUTPUTS_CYCLE)
                            .readOnly(true)
                            .build();
            opened = made.createTailer().toStart();
        } catch (Exception | InternalError e) {
            // Exception: the library throws checked ones that it does not declare.
            broken(e);
        }
        queue = made;
        tailer = opened;
    }

    /** Returns whether it could be opened: not while its writer is just making it, nor when damaged. */
    boolean isOpen() {
        return tailer != null;
    }

    private void broken(Throwable e) {
        unreadable++;
        problem = "the file is cut or damaged: " + JournalThread.said(e);
    }

    /** Goes to the begin of the newest file; returns the number of its cycle. */
    int toLastFile() {
        // By the files' names: a search for the last record would stumble over a hole in them.
        if (tailer == null) {
            throw new IllegalStateException(problem);
        }
        int cycle = queue.lastCycle();
        boolean unused = tailer.moveToCycle(cycle);
        return cycle;
    }

    /** Returns the next record, or null when there is none yet. */
    public StageRecord next() {
        while (tailer != null) {
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
            } catch (Exception | InternalError e) {
                // The file ends in the middle of a record: what is behind cannot be found.
                broken(e);
                return null;
            }
        }
        return null;
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
        if (tailer != null) {
            tailer.close();
        }
        if (queue != null) {
            queue.close();
        }
    }
}
