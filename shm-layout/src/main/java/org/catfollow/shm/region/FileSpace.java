package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** Space of shared memory, allocated for real: what is missing is an error now, no bus error later. */
public final class FileSpace {
    private static final long MEGABYTE = 1024 * 1024;
    private static final Path MEMORY = Path.of("/proc/meminfo");

    private FileSpace() {}

    /**
     * Makes a file, mode 0600, with all of its space. Any thread.
     *
     * @param file must not be there yet
     * @param what for the message: what is being made
     * @param advice for the message: what would need less
     * @throws RegionException when there is no space (with the megabytes needed and free), or the file
     *     cannot be made
     */
    public static void allocate(Path file, long bytes, String what, String advice) {
        // Asks first: a tmpfs without a limit would answer the allocation with the OOM killer.
        if (freeBytes(file) < bytes) {
            throw noSpace(file, bytes, what, advice);
        }
        int fd = Libc.open(file.toString(), true, true);
        if (fd < 0) {
            throw new RegionException("cannot create " + file + ": " + Reason.ofErrno(-fd));
        }
        int error = Libc.allocate(fd, bytes);
        Libc.close(fd);
        if (error == Libc.ENOSPC) {
            throw noSpace(file, bytes, what, advice);
        }
        if (error != 0) {
            throw new RegionException(
                    "cannot allocate "
                            + bytes
                            + " bytes for "
                            + file
                            + ": "
                            + Reason.ofErrno(error));
        }
    }

    private static RegionException noSpace(Path file, long bytes, String what, String advice) {
        return new RegionException(
                String.format(
                        "cannot create %s: needs %d MB, has %d MB at %s; %s, free space, or name"
                                + " another folder with CAT_FOLLOW_SHM_DIR",
                        what,
                        (bytes + MEGABYTE - 1) / MEGABYTE,
                        freeBytes(file) / MEGABYTE,
                        file.getParent(),
                        advice));
    }

    private static long freeBytes(Path file) {
        try {
            FileStore store = Files.getFileStore(file.getParent());
            // A tmpfs without a limit says 0 of 0: its limit is the machine's memory.
            return store.getTotalSpace() == 0 ? availableMemory() : store.getUsableSpace();
        } catch (IOException e) {
            throw new RegionException(
                    "cannot ask for free space at " + file.getParent() + ": " + Reason.of(e), e);
        }
    }

    /** Returns the bytes that the kernel could give without swapping. */
    private static long availableMemory() throws IOException {
        for (String line : Files.readAllLines(MEMORY)) {
            if (line.startsWith("MemAvailable:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
            }
        }
        return Long.MAX_VALUE;
    }
}
