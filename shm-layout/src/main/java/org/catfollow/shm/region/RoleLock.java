package org.catfollow.shm.region;

import org.catfollow.shm.layout.Role;

/**
 * Being the only holder of a role: a byte of the lock file, held by the kernel until {@link #close} or
 * the process's death.
 */
public final class RoleLock implements AutoCloseable {
    private final LockFile file;
    private final Role role;

    private RoleLock(LockFile file, Role role) {
        this.file = file;
        this.role = role;
    }

    /**
     * Takes a role.
     *
     * @throws RegionException when another process holds it, naming its pid where the region tells
     */
    static RoleLock take(RegionFiles files, Role role, long knownPid) {
        while (true) {
            LockFile file = LockFile.open(files);
            boolean locked = false;
            boolean taken = false;
            try {
                locked = file.tryLock(LockFile.byteOf(role));
                taken = locked && file.isCurrent();
            } finally {
                if (!taken) {
                    file.close();
                }
            }
            if (taken) {
                return new RoleLock(file, role);
            }
            if (locked) {
                continue;
            }
            throw new RegionException(
                    "cannot be "
                            + role.stageName()
                            + " of region "
                            + files.region()
                            + ": process "
                            + (knownPid > 0 ? knownPid : "unknown")
                            + " already is; stop it, or use another --name");
        }
    }

    /** Returns the inode of the lock file through which the role is held. */
    long inode() {
        return file.inode();
    }

    /**
     * Asks whether some process holds the role now: the proof that it lives.
     *
     * @throws RegionException when that cannot be told, as the lock file may not be opened
     */
    public static boolean isHeld(RegionFiles files, Role role) {
        return LockFile.openExisting(files)
                .map(
                        file -> {
                            try (file) {
                                return file.isLockedByAnother(LockFile.byteOf(role));
                            }
                        })
                .orElse(false);
    }

    boolean isReplaced() {
        return !file.isCurrent();
    }

    /** Returns the role that is held. */
    public Role role() {
        return role;
    }

    @Override
    public void close() {
        // Not by closing alone: a child that is just being started may hold the descriptor too.
        file.unlock(LockFile.byteOf(role));
        file.close();
    }
}
