package org.catfollow.detector.fetch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** One fetch at a time in a folder; the kernel ends it with the process. */
final class FetchLock implements AutoCloseable {
    private final FileChannel channel;

    private FetchLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws StageFailure (failed) where another process has it, or the folder cannot be written
     */
    static FetchLock take(Path folder) {
        Path file = folder.resolve(".fetch.lock");
        FileChannel channel = open(file);
        boolean taken = false;
        try {
            taken = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // By another thread of ours; said below.
        } catch (IOException e) {
            throw PartFile.unwritable(file, e);
        } finally {
            if (!taken) {
                close(channel);
            }
        }
        if (!taken) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "another fetch into " + folder + " is at work; wait for its end");
        }
        return new FetchLock(channel);
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw PartFile.unwritable(file, e);
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The kernel ends the lock all the same.
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}
