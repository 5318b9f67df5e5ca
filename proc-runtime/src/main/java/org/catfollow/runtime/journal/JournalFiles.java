package org.catfollow.runtime.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of a journal: one a day, named by the day; the oldest go when they are too many. */
public final class JournalFiles {
    /** All files of a journal together stay below this. */
    static final long MOST_BYTES = 64L << 20;

    /** No file is older than this. */
    static final Duration OLDEST = Duration.ofDays(14);

    private static final String SUFFIX = ".cq4";

    private JournalFiles() {}

    /** Returns where control's transitions lie in the folder of all journals. */
    public static Path transitions(Path journals) {
        return journals.resolve("control");
    }

    /** Returns where what a stage puts out lies in the folder of all journals. */
    public static Path outputs(Path journals, String stage) {
        return journals.resolve(stage + "-outputs");
    }

    /**
     * Returns where the journals lie unless a flag says otherwise: beside the logs.
     *
     * @param instance the instance's name, empty for the one without
     * @param environment of the process
     */
    public static Path folder(String instance, Map<String, String> environment) {
        return state(instance, environment).resolve("journal");
    }

    /**
     * Returns where an instance keeps what stays after it has ended: logs, journal, the view's token.
     *
     * @param instance its name, empty for the one without
     * @param environment of the process
     */
    public static Path state(String instance, Map<String, String> environment) {
        String state = environment.getOrDefault("CAT_FOLLOW_STATE_DIR", "");
        Path root = Path.of(state);
        if (state.isEmpty()) {
            String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
            Path base =
                    xdg.isEmpty()
                            ? Path.of(environment.getOrDefault("HOME", "/"), ".local", "state")
                            : Path.of(xdg);
            root = base.resolve("cat-follow");
        }
        return root.resolve(instance.isEmpty() ? "default" : instance);
    }

    /** Returns whether a folder holds a journal. */
    public static boolean isJournal(Path folder) {
        return Files.isRegularFile(folder.resolve("metadata.cq4t"));
    }

    /** Returns the files, oldest first. */
    static List<Path> days(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Removes the oldest files that are too old or too much. The newest stays.
     *
     * @return how many were removed
     */
    static int tidy(Path folder, long nowMillis, long mostBytes) throws IOException {
        List<Path> days = days(folder);
        long bytes = 0;
        for (Path day : days) {
            bytes += Files.size(day);
        }
        int removed = 0;
        for (Path day : days.subList(0, Math.max(0, days.size() - 1))) {
            long age = nowMillis - Files.getLastModifiedTime(day).toMillis();
            if (bytes <= mostBytes && age <= OLDEST.toMillis()) {
                break;
            }
            bytes -= Files.size(day);
            Files.delete(day);
            removed++;
        }
        return removed;
    }
}
