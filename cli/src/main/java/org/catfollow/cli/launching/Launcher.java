package org.catfollow.cli.launching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;

/**
 * The distribution's own programs for one instance: its launcher, its stages by hand, its command
 * line. Its logs stay after a run, to be read. Any thread.
 */
public final class Launcher {
    private static final long PATIENCE_SECONDS = 120;

    /** How a program ended and what it printed. */
    public record Outcome(int code, String text) {
        /** Returns the last line that was printed. */
        public String lastLine() {
            String stripped = text.strip();
            return stripped.substring(stripped.lastIndexOf('\n') + 1);
        }
    }

    private static final Set<String> OF_TOOLS =
            Set.of(
                    "CAT_FOLLOW_JAVA_HOME",
                    "CAT_FOLLOW_MODELS",
                    "CAT_FOLLOW_READY_SECONDS",
                    "CAT_FOLLOW_HANG_SECONDS",
                    "CAT_FOLLOW_RESTART_BUDGET",
                    "CAT_FOLLOW_LOG_LEVEL");

    private final Map<String, String> environment;
    private final Path programs;
    private final String name;
    private final Path shmFolder;
    private final Path stateFolder;

    /**
     * Makes one for the instance {@code name}.
     *
     * @param home the distribution
     * @param shmFolder where its region lies
     * @param stateFolder where its logs and records lie
     * @param environment what else its programs are told
     */
    public Launcher(
            Path home,
            String name,
            Path shmFolder,
            Path stateFolder,
            Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.programs = home.resolve("bin");
        this.name = name;
        this.shmFolder = shmFolder;
        this.stateFolder = stateFolder;
    }

    /**
     * Returns the distribution that we are a part of.
     *
     * @throws StageFailure where there is none
     */
    public static Path home(String command) {
        Path home =
                NativeLibraries.distribution()
                        .orElseThrow(
                                () ->
                                        new StageFailure(
                                                ExitCode.FAILED,
                                                command
                                                        + " runs from a distribution: bin/cat-follow "
                                                        + command));
        Path launcher = home.resolve("bin").resolve("launch.sh");
        if (!Files.isExecutable(launcher)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "no " + launcher + "; run " + command + " from a distribution");
        }
        return home;
    }

    /** Runs {@code launch.sh} to its end. */
    public Outcome launch(List<String> words) {
        return finish(start("launch.sh", words));
    }

    /** Starts one of the distribution's programs for this instance. */
    public Process start(String program, List<String> words) {
        List<String> command = new ArrayList<>();
        // A session of its own: Ctrl-C ends the run in its order, and not all at once.
        command.add("setsid");
        command.add(programs.resolve(program).toString());
        command.add("--name");
        command.add(name);
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // A trial drives a robot of its own, whatever car this machine is configured for.
        builder.environment().keySet().removeIf(Launcher::isSetting);
        builder.environment().put("CAT_FOLLOW_SHM_DIR", shmFolder.toString());
        builder.environment().put("CAT_FOLLOW_STATE_DIR", stateFolder.toString());
        builder.environment().put("CAT_FOLLOW_CONFIG", "none");
        builder.environment().putAll(environment);
        builder.redirectInput(Path.of("/dev/null").toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns whether a variable stands for a flag of a stage: all of ours but what tools are told. */
    private static boolean isSetting(String variable) {
        return variable.startsWith("CAT_FOLLOW_") && !OF_TOOLS.contains(variable);
    }

    /** Waits for a program's end; one that does not end is killed and has the code -1. */
    public static Outcome finish(Process process) {
        return finish(process, PATIENCE_SECONDS);
    }

    /** As {@link #finish(Process)}, waiting so long. */
    public static Outcome finish(Process process, long patienceSeconds) {
        try {
            // What ours print fits a pipe many times over, so nobody waits for us to read it.
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                // Its output is closed with it.
                process.destroyForcibly().waitFor();
                return new Outcome(-1, "did not end in " + patienceSeconds + " s");
            }
            byte[] text = process.getInputStream().readAllBytes();
            return new Outcome(process.exitValue(), new String(text, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Returns the launcher's pid, or 0 when it does not say. */
    public long pid() {
        try {
            String record = Files.readString(stateFolder.resolve(name).resolve("launcher.pid"));
            return Long.parseLong(record.substring(0, record.indexOf(' ')));
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Returns whether the launcher takes a stage to be running, and to be this process. */
    public boolean hasRunning(String stage, long pid) {
        try {
            String line = stage + " running " + pid + " ";
            return Files.readAllLines(stateFolder.resolve(name).resolve("status")).stream()
                    .anyMatch(status -> status.startsWith(line));
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns the folder of the logs. */
    public Path logs() {
        return stateFolder.resolve(name).resolve("logs");
    }
}
