package org.catfollow.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The hour of processes that are started with {@link #environment}: CLOCK_REALTIME jumps when it is told
 * to, CLOCK_MONOTONIC goes on as it is, as with a real clock that somebody sets. By libfaketime (Debian:
 * faketime), where it is installed; the machine's own clock is left alone. One thread.
 */
final class FakeClock {
    /** How to get it, for who has not. */
    static final String MISSING = "libfaketime is not there (Debian: apt install faketime)";

    private static final List<Path> PLACES =
            List.of(
                    Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
                    Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"),
                    Path.of("/usr/lib64/faketime/libfaketime.so.1"),
                    Path.of("/usr/lib/faketime/libfaketime.so.1"));

    /** Where POSIX shared memory lies, and the library's among it. */
    private static final Path SHARED = Path.of("/dev/shm");

    private static final Pattern LIBRARYS_OWN =
            Pattern.compile("(?:sem\\.faketime_sem|faketime_shm)_([0-9]+)");

    private final Path library;
    private final Path file;
    private final FileTime begun;
    private long offsetSeconds;

    private FakeClock(Path library, Path file) {
        this.library = library;
        this.file = file;
        set();
        begun = lastModified(file);
    }

    /** Returns one, or empty where there is no libfaketime; its file lies in a folder. */
    static Optional<FakeClock> in(Path folder) {
        return PLACES.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .map(library -> new FakeClock(library, folder.resolve("hour-offset")));
    }

    /** Returns what the processes are to be started with. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // The default turns each timed wait of a JVM into one that ends at once.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1");
    }

    /** Moves the hour; returns when, just before it, CLOCK_MONOTONIC nanoseconds. */
    long jump(long seconds) {
        long now = System.nanoTime();
        offsetSeconds += seconds;
        set();
        return now;
    }

    /** Removes what processes with the library shared and could not remove, as they were killed. */
    void close() {
        removeLeft(SHARED, begun, pid -> ProcessHandle.of(pid).isPresent());
    }

    static void removeLeft(Path shared, FileTime since, LongPredicate lives) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(shared)) {
            for (Path left : files) {
                Matcher owned = LIBRARYS_OWN.matcher(left.getFileName().toString());
                if (owned.matches()
                        && !lives.test(Long.parseLong(owned.group(1)))
                        && Files.getLastModifiedTime(left).compareTo(since) >= 0) {
                    Files.deleteIfExists(left);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void set() {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            // Nobody reads half of it.
            Files.writeString(next, String.format("%+d%n", offsetSeconds));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
