package org.catfollow.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Where the region lies during a run: a small file system in memory of our own, which can be filled to
 * the last byte without taking the machine's memory; mounting one needs root. Without, it is the usual
 * folder, which is left alone.
 */
final class Arena implements AutoCloseable {
    /** Room for two regions and the one being made. */
    private static final int MEGABYTES = 64;

    private static final String FILLER = "filler";

    /** What is behind the region's name. */
    private static final List<String> OURS = List.of("", ".lock", ".new", ".foreign");

    private final Path folder;
    private final boolean mounted;

    private Arena(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    /** Mounts one where that is allowed, else uses {@code usual}. */
    static Arena open(Path usual) {
        try {
            Path folder = Files.createTempDirectory("cat-follow-chaos-");
            if (run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", folder)) {
                return new Arena(folder, true);
            }
            Files.delete(folder);
            return new Arena(usual, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean run(Object... words) {
        List<String> command = Stream.of(words).map(Object::toString).toList();
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    Path folder() {
        return folder;
    }

    /** Returns whether it may be filled. */
    boolean isOurs() {
        return mounted;
    }

    /** Fills it to the last byte. */
    void fill() {
        ByteBuffer zeroes = ByteBuffer.allocateDirect(1 << 16);
        try (FileChannel file =
                FileChannel.open(
                        folder.resolve(FILLER),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            while (true) {
                zeroes.clear();
                if (file.write(zeroes) < zeroes.capacity()) {
                    return;
                }
            }
        } catch (IOException e) {
            // No space left on device: full.
            return;
        }
    }

    /** Gives the space back. */
    void free() {
        delete(folder.resolve(FILLER));
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String suffix(String file, String region) {
        return file.startsWith(region) ? file.substring(region.length()) : file;
    }

    /** Returns the region's files in it, by the region's name; all of them where it is ours. */
    List<String> left(String region) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> mounted || OURS.contains(suffix(file, region)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // Lazily where somebody still has a file of it open, so that nothing stays for ever.
        if (mounted && (run("umount", folder) || run("umount", "-l", folder))) {
            delete(folder);
        }
    }
}
