package org.catfollow.runtime.journal;

import java.text.ParseException;
import java.util.function.Function;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.TailerDirection;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.wire.DocumentContext;
import net.openhft.chronicle.wire.Wire;

/**
 * Reads a queue from its oldest record to the last whole one, past what is damaged: a record that makes no
 * sense costs itself; a file that ends in a hole, in nonsense or too early costs its rest, and none of the
 * files after it, where the queue's own tailer would stand for ever. One thread.
 */
final class JournalTailer implements AutoCloseable {
    private final SingleChronicleQueue queue;
    private final ExcerptTailer tailer;
    private int damagedCycle = Integer.MIN_VALUE;
    private long unreadable;
    private String problem = "";

    /** Takes over the queue, which is closed with this. */
    JournalTailer(SingleChronicleQueue queue) {
        this.queue = queue;
        ExcerptTailer opened = null;
        try {
            opened = queue.createTailer().toStart();
        } finally {
            if (opened == null) {
                queue.close();
            }
        }
        tailer = opened;
    }

    /**
     * Returns the next record, or null when there is none yet.
     *
     * @param reading makes something of a record's content; throws where that makes no sense
     */
    <T> T next(Function<Wire, T> reading) {
        boolean lookedAgain = false;
        while (true) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (document.isPresent()) {
                    T record = read(document, reading);
                    if (record != null) {
                        return record;
                    }
                    continue;
                }
            } catch (Exception | InternalError e) {
                // Exception: the library throws checked ones that it does not declare.
                if (!passedOver(JournalThread.said(e))) {
                    return null;
                }
                continue;
            }
            if (tailer.cycle() >= queue.lastCycle()) {
                return null;
            }
            // There is a newer file, so nobody writes to this one any more: what was written
            // between
            // our look and its making is seen by another look, and there is nothing after that.
            if (lookedAgain && !passedOver("it ends in the middle")) {
                return null;
            }
            lookedAgain = !lookedAgain;
        }
    }

    private <T> T read(DocumentContext document, Function<Wire, T> reading) {
        try {
            return reading.apply(document.wire());
        } catch (RuntimeException e) {
            // Half of it was lost with the power: the ones after it are not.
            notRead(e.getMessage());
            return null;
        }
    }

    private void notRead(String why) {
        unreadable++;
        problem = why;
    }

    /** Leaves the rest of a file, which counts once; returns whether there is a file after it. */
    private boolean passedOver(String why) {
        int cycle = tailer.cycle();
        if (cycle != damagedCycle) {
            damagedCycle = cycle;
            notRead("the file is cut or damaged: " + why);
        }
        try {
            int next = queue.nextCycle(cycle, TailerDirection.FORWARD);
            return next > cycle && tailer.moveToCycle(next);
        } catch (ParseException e) {
            throw new IllegalStateException("a file of another name among the queue's", e);
        }
    }

    /** Goes to the begin of the newest file; returns the number of its cycle. */
    int toLastFile() {
        // By the files' names: a search for the last record would stumble over a hole in them.
        int cycle = queue.lastCycle();
        boolean unused = tailer.moveToCycle(cycle);
        return cycle;
    }

    /** Returns how many records made no sense so far, a damaged file's rest for one. */
    long unreadable() {
        return unreadable;
    }

    /** Returns what was wrong with the last one of them, empty for nothing. */
    String problem() {
        return problem;
    }

    @Override
    public void close() {
        tailer.close();
        queue.close();
    }
}
