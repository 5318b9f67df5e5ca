package org.catfollow.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;

/** A folder in memory for this run: a region, or a folder, for each contender. Removed at the end. */
final class MeetingPlace implements AutoCloseable {
    /** A region's file of an instance begins with cat-follow, so this is none. */
    private static final String PREFIX = "ring-bench-of-cat-follow-";

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path folder;

    private MeetingPlace(Path folder) {
        this.folder = folder;
    }

    /** Makes it where regions live, and removes those of runs that were killed. */
    static MeetingPlace make() {
        Path parent =
                Optional.ofNullable(System.getenv("CAT_FOLLOW_SHM_DIR"))
                        .map(Path::of)
                        .orElse(RegionFiles.DEFAULT_FOLDER);
        try {
            removeAbandoned(parent);
            return new MeetingPlace(
                    Files.createDirectory(parent.resolve(PREFIX + ProcessHandle.current().pid())));
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot make a folder in "
                            + parent
                            + ": "
                            + e
                            + "; name another one with CAT_FOLLOW_SHM_DIR",
                    e);
        }
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path old : found) {
                String pid = old.getFileName().toString().substring(PREFIX.length());
                boolean ours = pid.matches("\\d{1,9}");
                if (ours
                        && Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)
                        && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
                    removeIfOurs(old);
                }
            }
        }
    }

    private static void removeIfOurs(Path abandoned) {
        try {
            remove(abandoned);
        } catch (IOException | UncheckedIOException e) {
            // Another user's: it stays.
        }
    }

    /** Gives the memory back of all that met here: there is not enough for all numbers of readers at once. */
    void clear() {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path each : all) {
                remove(each);
            }
        } catch (IOException | UncheckedIOException e) {
            // Removed at the end, with the folder.
        }
    }

    /** Returns where the ends of a ring meet: a fresh region. */
    Path region(String name, Geometry geometry) {
        RegionFiles files = new RegionFiles(folder.resolve(name));
        RegionCreator.createIfMissing(files, geometry, PATIENCE);
        return files.region();
    }

    /** Returns where the ends of a peer meet: an empty folder. */
    Path folder(String name) {
        try {
            Path own = folder.resolve(name);
            remove(own);
            return Files.createDirectory(own);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            remove(folder);
        } catch (IOException | UncheckedIOException e) {
            // The next run removes it.
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> tree = Files.walk(folder)) {
            all = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.deleteIfExists(path);
        }
    }
}
