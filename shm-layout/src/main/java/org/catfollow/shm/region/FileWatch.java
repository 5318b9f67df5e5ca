package org.catfollow.shm.region;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/**
 * Asks the kernel about a file that is held open, whatever its path names by now: whether it was
 * removed, and how long it is. One system call (statx(2), whose structure is the same on every
 * architecture) of less than a microsecond; allocates nothing, so it may be asked in every round of a
 * duty cycle. One thread.
 */
final class FileWatch implements AutoCloseable {
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_NLINK = 0x4;
    private static final int STATX_SIZE = 0x200;
    private static final int STATX_BYTES = 256;
    private static final int NLINK = 16;
    private static final int SIZE = 40;

    private final Syscall statx = new Syscall(Call.STATX);
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment emptyPath = arena.allocateFrom("");
    private final MemorySegment answer = arena.allocate(STATX_BYTES, 8);
    private boolean closed;

    /** Watches the file behind a descriptor, which is this instance's from now on. */
    FileWatch(int fd) {
        this.fd = fd;
    }

    /** Returns whether the file has no name any more, or fewer than {@code bytes}. */
    boolean isGoneOrShorterThan(long bytes) {
        return ask()
                && (answer.get(ValueLayout.JAVA_INT, NLINK) == 0
                        || answer.get(ValueLayout.JAVA_LONG, SIZE) < bytes);
    }

    /** Returns whether the file has fewer than {@code bytes}: to touch the rest is a bus error. */
    boolean isShorterThan(long bytes) {
        return ask() && answer.get(ValueLayout.JAVA_LONG, SIZE) < bytes;
    }

    private boolean ask() {
        long wanted = STATX_NLINK | STATX_SIZE;
        return statx.callBare(fd, emptyPath.address(), AT_EMPTY_PATH, wanted, answer.address())
                == 0;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Libc.close(fd);
            arena.close();
        }
    }
}
