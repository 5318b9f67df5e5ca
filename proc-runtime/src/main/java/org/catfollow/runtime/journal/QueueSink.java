package org.catfollow.runtime.journal;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;

/** A stage's queue, and beside it the mark of what is in it. The journal's thread. */
final class QueueSink implements StageJournal.Sink {
    /** For a predecessor that writes its last records; less than a full ring of control's lasts. */
    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    private static final String DAMAGED = "damaged";

    private final Path folder;
    private final long mostBytes;
    private final TimeProvider clock;
    private final WriterLock lock;
    private final AcknowledgedMark mark;
    private final JournalQueue queue;

    QueueSink(Path folder, long mostBytes) throws IOException {
        this(folder, mostBytes, PATIENCE_NANOS, SystemTimeProvider.INSTANCE);
    }

    QueueSink(Path folder, long mostBytes, long patienceNanos, TimeProvider clock)
            throws IOException {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.clock = clock;
        Files.createDirectories(folder);
        lock = WriterLock.take(folder, patienceNanos);
        JournalQueue opened = null;
        AcknowledgedMark made = null;
        try {
            TornTail.mend(folder);
            opened = open();
            made = AcknowledgedMark.in(folder);
        } finally {
            if (made == null) {
                if (opened != null) {
                    opened.close();
                }
                lock.close();
            }
        }
        queue = opened;
        mark = made;
    }

    @Override
    public void append(BytesStore<?, ?> store, long offset, int length) throws IOException {
        queue.append(store, offset, length);
        mark.acknowledge(
                store.readInt(offset + RecordLayout.PID),
                store.readLong(offset + RecordLayout.SEQUENCE));
        if (store.readInt(offset + RecordLayout.KIND) == RecordKind.START.ordinal()) {
            LastStart.write(folder, store, offset, length);
        }
    }

    private JournalQueue open() throws IOException {
        try {
            return JournalQueue.ofOutputs(folder, mostBytes, clock);
        } catch (RuntimeException | InternalError | StreamCorruptedException e) {
            if (!putAside()) {
                throw e;
            }
            return JournalQueue.ofOutputs(folder, mostBytes, clock);
        }
    }

    /** Puts the newest file aside, with which the queue cannot go on; returns whether there was one. */
    private boolean putAside() throws IOException {
        List<Path> files = JournalFiles.days(folder);
        if (files.isEmpty()) {
            return false;
        }
        Files.move(files.getLast(), folder.resolve(DAMAGED), StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    @Override
    public void close() {
        mark.close();
        queue.close();
        lock.close();
    }
}
