package org.catfollow.cli.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether the folder of the region is there, ours to write, in memory, and has room. */
public final class SpaceCheck implements Check {
    private static final String SUBJECT = "space";
    private static final long MEGABYTE = 1024 * 1024;

    private final Path region;
    private final long wantedBytes;

    /**
     * Makes the check.
     *
     * @param region where the region is or will be
     * @param wantedBytes how large it is by default
     */
    public SpaceCheck(Path region, long wantedBytes) {
        this.region = region;
        this.wantedBytes = wantedBytes;
    }

    @Override
    public List<Finding> look() {
        Path folder = region.getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            return List.of(
                    Finding.bad(
                            SUBJECT,
                            folder
                                    + " is no folder that you may write; set CAT_FOLLOW_SHM_DIR for"
                                    + " every command"));
        }
        try {
            FileStore store = Files.getFileStore(folder);
            boolean memory = store.type().equals("tmpfs") || store.type().equals("ramfs");
            if (!memory) {
                return List.of(
                        Finding.careful(
                                SUBJECT,
                                folder
                                        + " is on "
                                        + store.type()
                                        + ", not in memory: slow, and it wears a card out; use"
                                        + " /dev/shm"));
            }
            return List.of(room(folder, store));
        } catch (IOException e) {
            return List.of(Finding.unknown(SUBJECT, folder + ": " + e.getMessage()));
        }
    }

    private Finding room(Path folder, FileStore store) throws IOException {
        if (Files.exists(region)) {
            return Finding.ok(SUBJECT, region + " is there; its space is allocated");
        }
        // A tmpfs without a limit says that it has a size of 0.
        boolean limited = store.getTotalSpace() > 0;
        long free = store.getUsableSpace();
        String text =
                limited
                        ? free / MEGABYTE + " MB free at " + folder
                        : folder + " has no limit but the memory";
        return limited && free < wantedBytes
                ? Finding.bad(
                        SUBJECT,
                        text
                                + ", "
                                + (wantedBytes + MEGABYTE - 1) / MEGABYTE
                                + " MB needed; free some, give a container more (--shm-size=64m), or"
                                + " use fewer --slots")
                : Finding.ok(SUBJECT, text);
    }
}
