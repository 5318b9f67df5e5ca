package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;

/** A stage's queue, and beside it the mark of what is in it. The journal's thread. */
final class QueueSink implements StageJournal.Sink {
    private final Path folder;
    private final AcknowledgedMark mark;
    private JournalQueue queue;

    QueueSink(Path folder, long mostBytes) throws IOException {
        this.folder = folder;
        TornTail.mend(folder);
        queue = open(mostBytes);
        AcknowledgedMark made = null;
        try {
            made = AcknowledgedMark.in(folder);
        } finally {
            if (made == null) {
                queue.close();
            }
        }
        mark = made;
    }

    /** A file that the last crash of the machine left damaged is put aside, not in the way. */
    private JournalQueue open(long mostBytes) throws IOException {
        try {
            return JournalQueue.ofOutputs(folder, mostBytes);
        } catch (RuntimeException | InternalError e) {
            List<Path> files = JournalFiles.days(folder);
            if (files.isEmpty()) {
                throw e;
            }
            Path newest = files.getLast();
            Files.move(
                    newest,
                    folder.resolve(newest.getFileName() + ".damaged"),
                    StandardCopyOption.REPLACE_EXISTING);
            return JournalQueue.ofOutputs(folder, mostBytes);
        }
    }

    @Override
    public void append(BytesStore<?, ?> store, long offset, int length) throws IOException {
        queue.append(store, offset, length);
        mark.acknowledge(
                store.readInt(offset + RecordLayout.PID),
                store.readLong(offset + RecordLayout.SEQUENCE));
    }

    @Override
    public void close() {
        mark.close();
        queue.close();
    }
}
