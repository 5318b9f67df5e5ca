package org.catfollow.cli.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What /proc says of a process.
 *
 * @param descriptors open file descriptors
 * @param fileMappings mappings of files; those of no file come and go with the heap and its threads
 * @param regionMappings mappings of a region, removed ones too
 */
record ProcessCounts(int descriptors, int fileMappings, int regionMappings) {
    private static final Path PROC = Path.of("/proc");

    /** Counts; null when the process has gone. */
    static ProcessCounts of(long pid, Path region) {
        Path folder = PROC.resolve(Long.toString(pid));
        try (Stream<Path> descriptors = Files.list(folder.resolve("fd"))) {
            int open = (int) descriptors.count();
            int files = 0;
            int regions = 0;
            for (String line : Files.readAllLines(folder.resolve("maps"))) {
                int path = line.indexOf('/');
                files += path >= 0 ? 1 : 0;
                regions += path >= 0 && line.startsWith(region.toString(), path) ? 1 : 0;
            }
            return new ProcessCounts(open, files, regions);
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns the pids of all processes with {@code word} in their command line or environment, but ours. */
    static List<Long> processesWith(String word) {
        List<Long> found = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> pid != self)
                .filter(
                        pid ->
                                text(pid, "cmdline").contains(word)
                                        || text(pid, "environ").contains(word))
                .forEach(found::add);
        return found;
    }

    /** Returns whether a pid is still that of a stage on this region, and not somebody else's. */
    static boolean isStage(long pid, Path region) {
        return text(pid, "cmdline").contains(region.toString() + " ");
    }

    /** Returns whether a pid is that of a launcher. */
    static boolean isLauncher(long pid) {
        return text(pid, "cmdline").contains("launch.sh ");
    }

    private static String text(long pid, String of) {
        try {
            Path file = PROC.resolve(Long.toString(pid)).resolve(of);
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return descriptors + " / " + fileMappings + " / " + regionMappings;
    }
}
