package org.catfollow.shm.region;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/**
 * The calls of the C library that the JDK does not offer: allocation of a file's space, and locks
 * that belong to an open file and not to the process.
 *
 * <p>{@code FileChannel.lock} takes POSIX locks, which a process loses when it closes <i>any</i>
 * descriptor of the file; an open-file-description lock (fcntl(2), F_OFD_SETLK) is lost only with its
 * own descriptor, that is at close or at the process's death, SIGKILL included.
 *
 * <p>Numbers are those of Linux on x86-64 and aarch64, where these agree. Not for hot paths.
 */
final class Libc {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EMFILE = 24;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int ELOOP = 40;
    static final int EOPNOTSUPP = 95;

    private static final int O_RDWR = 2;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_CLOEXEC = 0x80000;
    static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final short F_RDLCK = 0;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    // struct flock { short l_type; short l_whence; off_t l_start; off_t l_len; pid_t l_pid; }
    static final int FLOCK_BYTES = 32;
    private static final int FLOCK_START = 8;
    private static final int FLOCK_LENGTH = 16;
    private static final int FLOCK_PID = 24;

    private static final long AT_FDCWD = -100;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private Libc() {}

    /** Of its own, because only a creator needs it; the C library's, which knows a way everywhere. */
    private static final class Allocation {
        static final MethodHandle FALLOCATE =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker()
                                        .defaultLookup()
                                        .findOrThrow("posix_fallocate"),
                                FunctionDescriptor.of(INT, INT, LONG, LONG));
    }

    /** Opens a file for reading and writing, making it with mode 0600; the descriptor or -errno. */
    static int open(String path, boolean create, boolean exclusive) {
        int flags = O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0) | (exclusive ? O_EXCL : 0);
        try (Arena arena = Arena.ofConfined()) {
            long name = arena.allocateFrom(path).address();
            return (int) new Syscall(Call.OPENAT).call(AT_FDCWD, name, flags, 0600, 0);
        }
    }

    /** Closes a descriptor. */
    static void close(int fd) {
        new Syscall(Call.CLOSE).call(fd, 0, 0, 0, 0);
    }

    /** Allocates the file's first {@code bytes} for real; 0 or the error number. */
    static int allocate(int fd, long bytes) {
        try {
            int error;
            do {
                error = (int) Allocation.FALLOCATE.invokeExact(fd, 0L, bytes);
            } while (error == EINTR);
            return error;
        } catch (Throwable e) {
            throw new IllegalStateException("posix_fallocate cannot be called", e);
        }
    }

    /** Tries to lock one byte alone; returns whether this descriptor holds it now. */
    static boolean tryLock(int fd, long at) {
        return tryLock(fd, F_WRLCK, at);
    }

    /** Tries to lock one byte together with others who do so; returns whether it is held now. */
    static boolean tryShare(int fd, long at) {
        return tryLock(fd, F_RDLCK, at);
    }

    private static boolean tryLock(int fd, short type, long at) {
        try (Arena arena = Arena.ofConfined()) {
            long flock = flock(arena, type, at).address();
            long result = new Syscall(Call.FCNTL).call(fd, F_OFD_SETLK, flock, 0, 0);
            if (result == 0) {
                return true;
            }
            if (result == -EAGAIN || result == -EACCES) {
                return false;
            }
            throw new RegionException(
                    "cannot lock byte " + at + ": " + Reason.ofErrno((int) -result));
        }
    }

    /** Lets go of one byte. */
    static void unlock(int fd, long at) {
        try (Arena arena = Arena.ofConfined()) {
            long flock = flock(arena, F_UNLCK, at).address();
            new Syscall(Call.FCNTL).call(fd, F_OFD_SETLK, flock, 0, 0);
        }
    }

    /** Asks whether anybody else holds one byte, without taking it. */
    static boolean isLocked(int fd, long at) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment flock = flock(arena, F_WRLCK, at);
            long result = new Syscall(Call.FCNTL).call(fd, F_OFD_GETLK, flock.address(), 0, 0);
            return result == 0 && saysLocked(flock);
        }
    }

    /** Fills a question for {@link #F_OFD_GETLK}; the kernel writes its answer over it. */
    static void ask(MemorySegment flock, long at) {
        fill(flock, F_WRLCK, at);
    }

    /** Returns whether the kernel's answer names a holder. */
    static boolean saysLocked(MemorySegment flock) {
        return flock.get(ValueLayout.JAVA_SHORT, 0) != F_UNLCK;
    }

    private static MemorySegment flock(Arena arena, short type, long at) {
        MemorySegment flock = arena.allocate(FLOCK_BYTES, 8);
        fill(flock, type, at);
        return flock;
    }

    private static void fill(MemorySegment flock, short type, long at) {
        flock.set(ValueLayout.JAVA_INT, 0, 0);
        flock.set(ValueLayout.JAVA_SHORT, 0, type);
        flock.set(LONG, FLOCK_START, at);
        flock.set(LONG, FLOCK_LENGTH, 1);
        // OFD locks want no pid here; an answer leaves one.
        flock.set(LONG, FLOCK_PID, 0);
    }
}
