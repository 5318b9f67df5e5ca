package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.layout.Role;

/**
 * The file beside the region whose bytes are locked: one for creating, one for sending commands, one
 * for each role; or that beside an image store, one for its owner and one for each slot. The kernel lets go of a dead process's bytes, SIGKILL included, so a held byte is
 * the proof of life and no pid is guessed.
 *
 * <p>Each instance has a descriptor of its own; its locks end with {@link #close}. Any thread.
 *
 * <p>A lock on a file that was unlinked meanwhile excludes nobody who opens the path anew: who locks
 * asks {@link #isCurrent} afterwards, and opens again when it is not.
 */
public final class LockFile implements AutoCloseable {
    static final long CREATION = 0;
    static final long COMMANDS = 1;
    private static final long FIRST_ROLE = 16;
    private static final long RETRY_NANOS = 2_000_000;

    private final int fd;
    private final Path path;
    private final boolean created;
    private boolean closed;

    private LockFile(int fd, Path path, boolean created) {
        this.fd = fd;
        this.path = path;
        this.created = created;
    }

    /** Opens the lock file, making it when missing. */
    public static LockFile open(RegionFiles files) {
        String path = files.lock().toString();
        while (true) {
            // Without O_CREAT first: with it, a file of another user in a sticky folder is refused
            // (fs.protected_regular), to root too.
            int fd = Libc.open(path, false, false);
            boolean created = false;
            if (fd == -Libc.ENOENT) {
                fd = Libc.open(path, true, true);
                created = fd >= 0;
            }
            if (fd >= 0) {
                return new LockFile(fd, files.lock(), created);
            }
            if (fd != -Libc.EEXIST) {
                throw new RegionException(
                        "cannot open lock file "
                                + files.lock()
                                + ": "
                                + Reason.ofErrno(-fd)
                                + "; check that its folder exists and belongs to you");
            }
        }
    }

    /**
     * Opens the lock file when there is one.
     *
     * @throws RegionException when there is one that cannot be opened: who holds it is not known
     */
    public static Optional<LockFile> openExisting(RegionFiles files) {
        int fd = Libc.open(files.lock().toString(), false, false);
        if (fd >= 0) {
            return Optional.of(new LockFile(fd, files.lock(), false));
        }
        if (fd == -Libc.ENOENT || fd == -Libc.ENOTDIR) {
            return Optional.empty();
        }
        throw new RegionException(
                "cannot tell which stages run on region "
                        + files.region()
                        + ": lock file "
                        + files.lock()
                        + " cannot be opened: "
                        + Reason.ofErrno(-fd));
    }

    static long byteOf(Role role) {
        return FIRST_ROLE + role.ordinal();
    }

    /** Tries to take a byte alone; returns whether it is held now. */
    public boolean tryLock(long at) {
        return Libc.tryLock(fd, at);
    }

    /** Tries to take a byte together with others who do so; returns whether it is held now. */
    public boolean tryShare(long at) {
        return Libc.tryShare(fd, at);
    }

    /** Waits for a byte; returns false when somebody else held it all the time. */
    boolean lock(long at, Patience patience) {
        // fcntl's waiting form has no time-out, and a holder may be stopped.
        while (!Libc.tryLock(fd, at)) {
            if (patience.isOver()) {
                return false;
            }
            LockSupport.parkNanos(RETRY_NANOS);
        }
        return true;
    }

    /** Lets go of a byte. */
    public void unlock(long at) {
        if (!closed) {
            Libc.unlock(fd, at);
        }
    }

    /** Returns the descriptor, for who asks so often that each question must cost one call. */
    int descriptor() {
        return fd;
    }

    /** Returns whether another descriptor holds a byte, alone or with others. */
    public boolean isLockedByAnother(long at) {
        return Libc.isLocked(fd, at);
    }

    /** Returns the inode of the file that is open here, whatever its path names now; 0 if unknown. */
    long inode() {
        return inodeOf(Path.of("/proc/self/fd", Integer.toString(fd)));
    }

    /** Returns whether the path still names the file that is open here. */
    public boolean isCurrent() {
        long inode = inode();
        return inode == 0 || inode == inodeOf(path);
    }

    private static long inodeOf(Path path) {
        try {
            return (Long) Files.getAttribute(path, "unix:ino");
        } catch (IOException e) {
            return 0;
        }
    }

    /**
     * Removes the file when this instance made it and nobody else holds a byte of it: what a failed
     * creation leaves must not take the roles of living stages away.
     */
    void deleteIfOurs() throws IOException {
        boolean inUse = isLockedByAnother(COMMANDS);
        for (Role role : Role.values()) {
            inUse |= isLockedByAnother(byteOf(role));
        }
        if (created && !inUse && isCurrent()) {
            Files.deleteIfExists(path);
        }
    }

    /** Closes the descriptor, once: a second time its number may be another file's. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
        }
    }
}
