package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;

/**
 * Copies what a stage's journal holds from some moment on, and what comes, into a journal of a recording;
 * with the start of the run that it is of, whenever that was. One thread.
 */
public final class JournalCopy implements AutoCloseable {
    private final Path from;
    private final Path to;
    private final long fromNanos;
    private StageJournalReader reader;
    private JournalQueue queue;

    /** Found at the first look, until it is known where the run begins; then null. */
    private List<StageRecord> found = new ArrayList<>();

    private long lastNanos = Long.MIN_VALUE;
    private boolean reached;
    private long copied;

    /**
     * Makes one.
     *
     * @param from the stage's journal, which need not be there yet
     * @param to the copy, made when there is something to copy
     * @param fromNanos what was before is left out, CLOCK_MONOTONIC
     */
    public JournalCopy(Path from, Path to, long fromNanos) {
        this.from = from;
        this.to = to;
        this.fromNanos = fromNanos;
    }

    /**
     * Copies what has come.
     *
     * @throws IOException when the copy cannot be written
     */
    public void advance() throws IOException {
        if (reader == null) {
            if (!JournalFiles.isJournal(from)) {
                found = null;
                return;
            }
            StageJournalReader opened = new StageJournalReader(from);
            if (!opened.isOpen()) {
                // The stage is just making it; all that it will hold is of this run.
                opened.close();
                found = null;
                return;
            }
            reader = opened;
        }
        StageRecord record = reader.next();
        while (record != null) {
            if (found == null) {
                append(record);
            } else {
                consider(record);
            }
            record = reader.next();
        }
        if (found != null) {
            StageRecord start = startBefore();
            if (start != null) {
                append(start);
            }
            for (StageRecord kept : found) {
                append(kept);
            }
            found = null;
        }
    }

    /** Returns the start of the run that was found, where the queue has it no more; else null. */
    private StageRecord startBefore() throws IOException {
        StageRecord start = LastStart.of(from);
        boolean known = start == null || found.stream().anyMatch(r -> r.kind() == RecordKind.START);
        if (known) {
            return null;
        }
        boolean itsOwn =
                found.isEmpty()
                        || (found.getFirst().pid() == start.pid()
                                && found.getFirst().nanos() >= start.nanos());
        return itsOwn ? start : null;
    }

    /**
     * At the first look all that is kept passes, runs of days ago among it: what was before the moment is
     * forgotten, but for the last start.
     */
    private void consider(StageRecord record) {
        boolean otherBoot = record.nanos() < lastNanos - 1_000_000_000L;
        lastNanos = record.nanos();
        boolean start = record.kind() == RecordKind.START;
        if (otherBoot || (start && record.nanos() < fromNanos)) {
            found.clear();
            reached = false;
        }
        reached = reached || record.nanos() >= fromNanos;
        if (start || reached) {
            found.add(record);
        }
    }

    private void append(StageRecord record) throws IOException {
        if (queue == null) {
            queue = JournalQueue.ofOutputs(to, Long.MAX_VALUE);
        }
        byte[] bytes = record.bytes();
        queue.append(BytesStore.wrap(bytes), 0, bytes.length);
        copied++;
    }

    /** Returns how many records were copied. */
    public long copied() {
        return copied;
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
        if (queue != null) {
            queue.close();
        }
    }
}
