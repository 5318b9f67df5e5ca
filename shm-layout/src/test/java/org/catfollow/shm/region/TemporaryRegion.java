package org.catfollow.shm.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import org.catfollow.shm.ChildProgram;

/** A region of a test's own, in memory where there is a /dev/shm. */
public final class TemporaryRegion implements AutoCloseable {
    private final Path folder;
    private final RegionFiles files;

    private TemporaryRegion(Path folder) {
        this.folder = folder;
        this.files = new RegionFiles(folder.resolve("region"));
    }

    /** Makes a folder for one. */
    public static TemporaryRegion none() throws IOException {
        Path shm = RegionFiles.DEFAULT_FOLDER;
        return new TemporaryRegion(
                Files.isWritable(shm)
                        ? Files.createTempDirectory(shm, "cat-follow-test-")
                        : Files.createTempDirectory("cat-follow-test-"));
    }

    /** Makes a small one. */
    public static TemporaryRegion small() throws IOException {
        TemporaryRegion region = none();
        RegionCreator.createIfMissing(region.files, ChildProgram.SMALL, Duration.ofSeconds(10));
        return region;
    }

    /** Returns where its files are. */
    public RegionFiles files() {
        return files;
    }

    /** Returns the folder that holds nothing else. */
    public Path folder() {
        return folder;
    }

    /** Attaches to it. */
    public Region attach() {
        return Region.attach(files, Duration.ofSeconds(5));
    }

    @Override
    public void close() throws IOException {
        // A failed test may leave folders with content.
        try (var left = Files.walk(folder)) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
