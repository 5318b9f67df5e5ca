package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.systemtests.Launched.Outcome;

/** One running system with a name of its own. Closing it ends it, and fails where anything is left. */
final class Instance implements AutoCloseable {
    private static final Map<String, Long> SIGNALS =
            Map.of("INT", 2L, "KILL", 9L, "CONT", 18L, "STOP", 19L);

    private static final Syscall KILL = new Syscall(Call.KILL);

    final String name;
    final Path folder;
    private final Path state;
    private final Map<String, String> environment = new HashMap<>();

    Instance(String test) {
        this(test, Map.of());
    }

    /** Makes one whose programs are told {@code more} than those of others; an empty word is none. */
    Instance(String test, Map<String, String> more) {
        try {
            folder = Distribution.newFolder(test);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // The folder's own number keeps two runs at once apart.
        name = "it-" + folder.getFileName();
        state = folder.resolve("state");
        // A stage that a busy machine holds up, or that a test has stopped, is not hung.
        environment.put("CAT_FOLLOW_HANG_SECONDS", "60");
        environment.put("CAT_FOLLOW_READY_SECONDS", "240");
        environment.putAll(more);
        environment.put("CAT_FOLLOW_STATE_DIR", state.toString());
    }

    RegionFiles files() {
        return RegionFiles.named(name);
    }

    /** Runs {@code launch.sh} to its end. */
    Outcome launch(String... words) {
        return launching(words).finish();
    }

    Launched launching(String... words) {
        return start(List.of(), "launch.sh", words);
    }

    /** Runs {@code cat-follow} to its end. */
    Outcome catFollow(String... words) {
        return start(List.of(), "cat-follow", words).finish();
    }

    /** Runs a stage by hand, beside those that the launcher runs. */
    Launched stage(String stage, String... words) {
        return start(List.of(), stage + "-proc", words);
    }

    /** Starts a program of the distribution for this instance, behind a command such as setsid. */
    Launched start(List<String> before, String program, String... words) {
        List<String> command = new ArrayList<>(before);
        command.add(Distribution.program(program).toString());
        command.addAll(List.of("--name", name));
        command.addAll(List.of(words));
        return start(Map.of(), command);
    }

    /** Starts a command line as it is, without the instance's name. */
    Launched start(Map<String, String> more, List<String> command) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return Launched.start(folder, all, command);
    }

    /** Starts all stages and waits until they are ready. */
    Instance up(String... flags) {
        List<String> words = new ArrayList<>(List.of("up"));
        words.addAll(List.of(flags));
        Outcome outcome = launch(words.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return this;
    }

    /** Attaches to the region, waiting for it where it is just being made. */
    LiveRegion attach() {
        return new LiveRegion(Region.attach(files(), Await.PATIENCE));
    }

    /**
     * Returns the pid that the launcher recorded for a stage, or for itself as {@code launcher}; 0 from the
     * end of a stage to its next start, when the record is empty.
     */
    long pid(String of) {
        String record = read(state.resolve(name).resolve(of + ".pid"));
        return record.isEmpty() ? 0 : Long.parseLong(record.substring(0, record.indexOf(' ')));
    }

    String log(String of) {
        return read(state.resolve(name).resolve("logs").resolve(of + ".log"));
    }

    void awaitLog(String of, String text) {
        Await.until(
                () -> "'" + text + "' in the log of " + of + ":\n" + log(of),
                Await.PATIENCE,
                () -> log(of).contains(text));
    }

    /** Sends a signal without a process of its own, whose start would be measured too. */
    static synchronized void signal(String signal, long pid) {
        // These would be our own group, and all that there is.
        assertThat(pid).isNotIn(0L, -1L);
        assertThat(KILL.call(pid, SIGNALS.get(signal), 0, 0, 0))
                .as("%s to %d", signal, pid)
                .isZero();
    }

    /** Fails where a process or a file in shared memory has this instance's name. */
    void assertNothingLeft() {
        Await.until(
                () -> "the end of " + Traces.processes(name),
                Duration.ofSeconds(30),
                () -> Traces.processes(name).isEmpty());
        assertThat(Traces.sharedMemory(name)).isEmpty();
    }

    @Override
    public void close() {
        Outcome down = launch("down");
        assertThat(down.code()).as(down.err()).isZero();
        assertNothingLeft();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
