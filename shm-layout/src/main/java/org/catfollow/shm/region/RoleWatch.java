package org.catfollow.shm.region;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;
import org.catfollow.shm.layout.Role;

/**
 * Asks in every round of a duty cycle whether a role is held. One system call on a descriptor that stays
 * open, and nothing allocated, where {@link RoleLock#isHeld} opens and closes the lock file each time.
 *
 * <p>A lock file may be removed and made anew; a descriptor then asks about a file in which nobody locks
 * any more. The holder's row names the inode of the file in which it does ({@code lockInode}): where that
 * changes, the path is opened anew. One thread.
 */
public final class RoleWatch implements AutoCloseable {
    /** No inode has this number: it is tried again at the next question. */
    private static final long UNKNOWN = -1;

    private final RegionFiles files;
    private final long at;
    private final Syscall fcntl = new Syscall(Call.FCNTL);
    private final Arena arena = Arena.ofShared();
    private final MemorySegment flock = arena.allocate(Libc.FLOCK_BYTES, 8);

    /** Null where there is none that could be opened: then nobody can be seen to hold anything. */
    private LockFile file;

    /** The inode that the holder's row had when the file was opened last; 0 before there was a holder. */
    private long openedFor;

    /**
     * Begins to watch a role.
     *
     * @throws RegionException when the lock file may not be opened
     */
    public RoleWatch(RegionFiles files, Role role) {
        this.files = files;
        this.at = LockFile.byteOf(role);
        this.file = LockFile.openExisting(files).orElse(null);
    }

    /**
     * Returns whether some process holds the role now. Where that cannot be told, nobody does.
     *
     * @param lockInode what the row of the role's last holder says, {@code StageRowReader.lockInode()}
     */
    public boolean isHeld(long lockInode) {
        if (lockInode != openedFor) {
            reopen(lockInode);
        }
        if (file == null) {
            return false;
        }
        Libc.ask(flock, at);
        long result = fcntl.callBare(file.descriptor(), Libc.F_OFD_GETLK, flock.address(), 0, 0);
        return result == 0 && Libc.saysLocked(flock);
    }

    private void reopen(long lockInode) {
        openedFor = lockInode;
        if (file != null && file.inode() == lockInode) {
            return;
        }
        LockFile before = file;
        file = null;
        if (before != null) {
            before.close();
        }
        try {
            file = LockFile.openExisting(files).orElse(null);
        } catch (RegionException e) {
            // As said: nobody is seen to hold it, until it can be opened.
            openedFor = UNKNOWN;
        }
    }

    /** Lets go of the lock file; no lock of this process is lost with it. */
    @Override
    public void close() {
        if (file != null) {
            file.close();
            file = null;
        }
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
