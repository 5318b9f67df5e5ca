package org.catfollow.shm.region;

/** Holds the lock that senders of commands take in turn, as a sender stopped half way does. */
public final class HeldCommandLock implements AutoCloseable {
    private final LockFile file;

    private HeldCommandLock(LockFile file) {
        this.file = file;
    }

    /** Takes it. */
    public static HeldCommandLock take(RegionFiles files) {
        LockFile file = LockFile.open(files);
        if (!file.tryLock(LockFile.COMMANDS)) {
            throw new AssertionError("somebody holds the command lock");
        }
        return new HeldCommandLock(file);
    }

    @Override
    public void close() {
        file.close();
    }
}
