package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

/**
 * Says that a journal has one writer: a lock of the operating system on a file beside the queue, which the
 * kernel lets go of however the process ends. Two robots with one {@code --journal} would mix their records,
 * and neither could be told from the other. The journal's thread.
 */
final class WriterLock implements AutoCloseable {
    private static final String NAME = "writer";
    private static final long LOOK_AGAIN_NANOS = 50_000_000;

    private final FileChannel file;

    private WriterLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes it; a predecessor that is just ending is waited for.
     *
     * @throws IOException when somebody else holds it for longer than that
     */
    static WriterLock take(Path folder, long patienceNanos) throws IOException {
        FileChannel file =
                FileChannel.open(
                        folder.resolve(NAME), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        long end = System.nanoTime() + patienceNanos;
        boolean taken = false;
        try {
            taken = tryLock(file);
            while (!taken && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
                taken = tryLock(file);
            }
        } finally {
            if (!taken) {
                file.close();
            }
        }
        if (!taken) {
            throw new IOException("another process writes to it");
        }
        return new WriterLock(file);
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Held by this very process.
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            // Let go of at the end of the process.
        }
    }
}
