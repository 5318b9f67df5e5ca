package org.catfollow.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The real launcher on a distribution of small shell scripts, in a folder of its own, with its own
 * state and its own place for regions.
 */
final class StandIn {
    static final List<String> STAGES =
            List.of("capture", "tracker", "detector", "control", "guard");
    private static final long PATIENCE_SECONDS = 90;
    private static final long END_PATIENCE_SECONDS = 30;

    final Path root;
    final Path regions;
    final Path state;
    private Path launcher;

    /** How a command ended and what it printed. */
    record Result(int code, String out, String err) {}

    StandIn(Path root) throws IOException {
        this.root = root;
        regions = Files.createDirectories(root.resolve("shm"));
        state = root.resolve("state");
        launcher = makeDistribution(root.resolve("cat-follow")).resolve("bin/launch.sh");
    }

    static Path sources() {
        return Path.of(System.getProperty("catfollow.repository"), "deploy");
    }

    Path makeDistribution(Path folder) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Files.createDirectories(folder.resolve("lib"));
        Files.createDirectories(folder.resolve("conf"));
        copyScripts(bin);
        resource("stage-flags.tsv", folder.resolve("conf/stage-flags.tsv"));
        resource("stage-rows.tsv", folder.resolve("conf/stage-rows.tsv"));
        resource("cat-follow", bin.resolve("cat-follow"));
        for (String stage : STAGES) {
            resource("stage-proc", bin.resolve(stage + "-proc"));
        }
        resource("stage-proc", bin.resolve("view-proc"));
        return folder;
    }

    static void copyScripts(Path folder) throws IOException {
        Path parts = Files.createDirectories(folder.resolve("launcher"));
        copy(sources().resolve("launch.sh"), folder.resolve("launch.sh"));
        try (Stream<Path> files = Files.list(sources().resolve("launcher"))) {
            for (Path file : files.toList()) {
                copy(file, parts.resolve(file.getFileName()));
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.copy(
                from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void resource(String name, Path to) throws IOException {
        try (InputStream in = StandIn.class.getResourceAsStream("/stand-in/" + name)) {
            Files.copy(in, to);
        }
        assertThat(to.toFile().setExecutable(true)).isTrue();
    }

    /** From now on runs this script. */
    void use(Path script) {
        launcher = script;
    }

    /** Runs {@code launch.sh} to its end. */
    Result run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    Result run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return finish(start(environment, List.of(), arguments));
    }

    /** Starts {@code launch.sh}, behind a command such as {@code setsid}. */
    Process start(Map<String, String> environment, List<String> before, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(launcher.toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().put("CAT_FOLLOW_STATE_DIR", state.toString());
        builder.environment().put("CAT_FOLLOW_SHM_DIR", regions.toString());
        // Stand-ins beat only where a test asks for the watchdog.
        builder.environment().put("CAT_FOLLOW_HANG_SECONDS", "0");
        builder.environment().putAll(environment);
        builder.redirectError(Files.createTempFile(root, "err", "").toFile());
        builder.redirectOutput(Files.createTempFile(root, "out", "").toFile());
        Process process = builder.start();
        Files.writeString(
                root.resolve("pid" + process.pid()),
                builder.redirectOutput().file() + "\n" + builder.redirectError().file());
        return process;
    }

    Result finish(Process process) throws IOException, InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ends").isTrue();
        List<String> files = Files.readAllLines(root.resolve("pid" + process.pid()));
        return new Result(
                process.exitValue(),
                Files.readString(Path.of(files.get(0))),
                Files.readString(Path.of(files.get(1))));
    }

    /** Runs {@code up} and expects it to work. */
    void up(String... flags) throws IOException, InterruptedException {
        up(Map.of(), flags);
    }

    void up(Map<String, String> environment, String... flags)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("up"));
        arguments.addAll(List.of(flags));
        Result result = run(environment, arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.err()).isZero();
    }

    String log(String of) throws IOException {
        return Files.readString(state.resolve("default/logs/" + of + ".log"));
    }

    /** Waits for a line in a log that holds {@code text}, reading from its beginning. */
    void awaitLog(String of, String text) throws IOException {
        Path log = state.resolve("default/logs/" + of + ".log");
        // The time-out ends the pipe, and with it the wait.
        Process tail =
                new ProcessBuilder(
                                "timeout",
                                Long.toString(PATIENCE_SECONDS),
                                "tail",
                                "-n",
                                "+1",
                                "-F",
                                log.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (BufferedReader lines = tail.inputReader(UTF_8)) {
            assertThat(lines.lines().anyMatch(line -> line.contains(text)))
                    .as("a line with '%s' in %s", text, log)
                    .isTrue();
        } finally {
            tail.destroy();
        }
    }

    /** Asks for the status until it has a line that holds the pattern, and returns the last answer. */
    Result awaitStatus(String pattern) throws Exception {
        Pattern wanted = Pattern.compile(pattern);
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        Result status = run("status");
        while (!wanted.matcher(status.out()).find() && System.nanoTime() - deadline < 0) {
            status = run("status");
        }
        return status;
    }

    /** Kills a stage and waits until it runs again, with so many restarts. */
    void killAndAwait(String stage, int restarts) throws Exception {
        assertThat(run("kill", stage).code()).isZero();
        // Not by `start`: before the launcher has heard of the death, that one runs already.
        String back = stage + " +running.*restarts " + restarts + ";";
        assertThat(awaitStatus(back).out()).containsPattern(back);
    }

    /** Returns the recorded pid of a stage, or of the launcher itself. */
    long pid(String of) throws IOException {
        String record = Files.readString(state.resolve("default/" + of + ".pid"));
        return Long.parseLong(record.substring(0, record.indexOf(' ')));
    }

    void signal(String signal, long pid) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-s", signal, "--", Long.toString(pid)).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Returns all processes that have to do with this folder. */
    List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info().commandLine().orElse("").contains(root.toString()))
                .filter(process -> !process.info().command().orElse("").endsWith("/tail"))
                .map(process -> process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    /** Fails where a process, a region or any trace but logs and lock files is left. */
    void assertNothingLeft() {
        // The launcher answers when nothing is left but itself.
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(END_PATIENCE_SECONDS);
        while (!processes().isEmpty() && System.nanoTime() - patience < 0) {
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(processes()).isEmpty();
        assertThat(files(regions)).isEmpty();
        assertThat(files(state))
                .allMatch(file -> file.matches("[^/]+/(logs/.*\\.log(\\.1)?|lock|members)"));
    }

    private static List<String> files(Path folder) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            return files.filter(file -> !Files.isDirectory(file))
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a bash script that can be started. */
    static void program(Path file, String lines) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\n" + lines);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
