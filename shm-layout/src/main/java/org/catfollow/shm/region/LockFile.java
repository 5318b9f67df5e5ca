package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.layout.Role;

/**
 * The file beside the region whose bytes are locked: one for creating, one for sending commands, one
 * for each role. The kernel lets go of a dead process's bytes, SIGKILL included, so a held byte is
 * the proof of life and no pid is guessed.
 *
 * <p>Each instance has a descriptor of its own; its locks end with {@link #close}. Any thread.
 */
final class LockFile implements AutoCloseable {
    static final long CREATION = 0;
    static final long COMMANDS = 1;
    private static final long FIRST_ROLE = 16;
    private static final long RETRY_NANOS = 2_000_000;

    private final int fd;
    private final Path path;
    private final Object inode;

    private LockFile(int fd, Path path) {
        this.fd = fd;
        this.path = path;
        this.inode = inodeOf(path);
    }

    private static Object inodeOf(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return "gone";
        }
    }

    /** Returns whether another file lies under the path now, or none. */
    boolean isReplaced() {
        return !inode.equals(inodeOf(path));
    }

    /** Opens the lock file, making it when missing. */
    static LockFile open(RegionFiles files) {
        int fd = Libc.open(files.lock().toString(), true, false);
        if (fd < 0) {
            throw new RegionException(
                    "cannot open lock file "
                            + files.lock()
                            + ": errno "
                            + -fd
                            + "; check that its folder exists and belongs to you");
        }
        return new LockFile(fd, files.lock());
    }

    /** Opens the lock file when there is one. */
    static Optional<LockFile> openExisting(RegionFiles files) {
        int fd = Libc.open(files.lock().toString(), false, false);
        return fd < 0 ? Optional.empty() : Optional.of(new LockFile(fd, files.lock()));
    }

    static long byteOf(Role role) {
        return FIRST_ROLE + role.ordinal();
    }

    boolean tryLock(long at) {
        return Libc.tryLock(fd, at);
    }

    /** Waits for a byte; returns false when somebody else held it all the time. */
    boolean lock(long at, long timeoutNanos) {
        long deadline = System.nanoTime() + timeoutNanos;
        // fcntl's waiting form has no time-out, and a holder may be stopped.
        while (!Libc.tryLock(fd, at)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        return true;
    }

    void unlock(long at) {
        Libc.unlock(fd, at);
    }

    boolean isLockedByAnother(long at) {
        return Libc.isLocked(fd, at);
    }

    @Override
    public void close() {
        Libc.close(fd);
    }
}
