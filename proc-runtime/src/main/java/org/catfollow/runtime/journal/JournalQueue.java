package org.catfollow.runtime.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * The writer's end of a journal; one thread, one process. A writer that was killed in mid-record leaves
 * the queue's lock and half a record; the next one takes the lock over and writes after it.
 */
final class JournalQueue implements AutoCloseable {
    /**
     * Less is left to the others: a mapped file that finds no room is not an error that is returned but a
     * bus error.
     */
    static final long LEAST_SPACE_BYTES = 32L << 20;

    static final RollCycle OUTPUTS_CYCLE = RollCycles.TEN_MINUTELY;

    /** The file grows by this: small, as a day has a few hundred transitions. */
    private static final long BLOCK_BYTES = 1L << 20;

    /** For the lock of a writer that still lives; that of a dead one is taken over. */
    private static final long LOCK_MILLIS = 2000;

    private final Path folder;
    private final LongSupplier spaceBytes;
    private final long mostBytes;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private int cycle;

    JournalQueue(Path folder) throws IOException {
        this(folder, usableSpace(folder));
    }

    JournalQueue(Path folder, LongSupplier spaceBytes) throws IOException {
        this(
                folder,
                RollCycles.FAST_DAILY,
                JournalFiles.MOST_BYTES,
                spaceBytes,
                SystemTimeProvider.INSTANCE);
    }

    /**
     * Opens the one of a stage's outputs: a file every ten minutes, as those are many.
     *
     * @param mostBytes all files together stay below this, but for the newest
     */
    static JournalQueue ofOutputs(Path folder, long mostBytes) throws IOException {
        return ofOutputs(folder, mostBytes, SystemTimeProvider.INSTANCE);
    }

    /** Opens it with a clock of one's own, which says when the next file begins. */
    static JournalQueue ofOutputs(Path folder, long mostBytes, TimeProvider clock)
            throws IOException {
        return new JournalQueue(folder, OUTPUTS_CYCLE, mostBytes, usableSpace(folder), clock);
    }

    private JournalQueue(
            Path folder,
            RollCycle rollCycle,
            long mostBytes,
            LongSupplier spaceBytes,
            TimeProvider clock)
            throws IOException {
        this.folder = folder;
        this.spaceBytes = spaceBytes;
        this.mostBytes = mostBytes;
        Files.createDirectories(folder);
        JournalFiles.tidy(folder, System.currentTimeMillis(), mostBytes);
        requireSpace();
        queue =
                builder(folder)
                        .rollCycle(rollCycle)
                        .timeProvider(clock)
                        .timeoutMS(LOCK_MILLIS)
                        .build();
        // Readers begin with the first day that this list has, be its file there or not.
        queue.refreshDirectoryListing();
        appender = queue.createAppender();
        cycle = queue.rollCycle().current(queue.time(), 0);
    }

    static SingleChronicleQueueBuilder builder(Path folder) {
        // A thread of its own that measures the disk; we look ourselves.
        System.setProperty("chronicle.disk.monitor.disable", "true");
        return SingleChronicleQueueBuilder.binary(folder)
                .rollCycle(RollCycles.FAST_DAILY)
                .blockSize(BLOCK_BYTES);
    }

    /** Appends a record; a reader sees all of it or nothing. */
    void append(Transition entry) throws IOException {
        requireSpace();
        try (DocumentContext document = appender.writingDocument()) {
            boolean whole = false;
            try {
                EntryFormat.write(document.wire(), entry);
                whole = true;
            } finally {
                if (!whole) {
                    document.rollbackOnClose();
                }
            }
        }
        tidy();
    }

    /**
     * Appends a record that lies in memory as it is to lie in the file; a reader sees all of it or
     * nothing.
     */
    void append(BytesStore<?, ?> store, long offset, int length) throws IOException {
        requireSpace();
        try (DocumentContext document = appender.writingDocument()) {
            boolean whole = false;
            try {
                document.wire().bytes().write(store, offset, length);
                whole = true;
            } finally {
                if (!whole) {
                    document.rollbackOnClose();
                }
            }
        }
        tidy();
    }

    private void tidy() throws IOException {
        int today = queue.rollCycle().current(queue.time(), 0);
        if (today != cycle) {
            cycle = today;
            JournalFiles.tidy(folder, System.currentTimeMillis(), mostBytes);
            queue.refreshDirectoryListing();
        }
    }

    private void requireSpace() throws IOException {
        long left = spaceBytes.getAsLong();
        if (left < LEAST_SPACE_BYTES) {
            throw new IOException(
                    "only "
                            + (left >> 20)
                            + " MB are left on the disk, "
                            + (LEAST_SPACE_BYTES >> 20)
                            + " MB are wanted");
        }
    }

    /** Asked for each record; other than a {@code FileStore} it leaves no garbage. */
    private static LongSupplier usableSpace(Path folder) {
        return () -> {
            long bytes = folder.toFile().getUsableSpace();
            if (bytes == 0 && !Files.isDirectory(folder)) {
                throw new UncheckedIOException(new NoSuchFileException(folder.toString()));
            }
            return bytes;
        };
    }

    @Override
    public void close() {
        appender.close();
        queue.close();
    }
}
