package org.catfollow.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What an instance leaves on a machine: processes and files. */
final class Traces {
    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    private Traces() {}

    /** Returns the processes that name {@code word} among their arguments, as pid and command line. */
    static List<String> processes(String word) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            for (Path entry : entries.toList()) {
                String commandLine = commandLine(entry);
                if (commandLine.contains(word)) {
                    found.add(entry.getFileName() + " " + commandLine);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String commandLine(Path process) {
        if (!process.getFileName().toString().matches("[0-9]+")) {
            return "";
        }
        try {
            byte[] words = Files.readAllBytes(process.resolve("cmdline"));
            return new String(words, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException e) {
            return ""; // It has ended meanwhile.
        }
    }

    /** Returns the files in shared memory whose name has {@code word} in it. */
    static List<Path> sharedMemory(String word) {
        try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
            return files.filter(file -> file.getFileName().toString().contains(word)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
