package org.catfollow.detector.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A trial in a process of its own, which may crash or hang in native code without harm. Any thread.
 */
public final class ModelTrial {
    private static final Path NICE = Path.of("/usr/bin/nice");

    private final Class<?> program;
    private final Duration patience;

    /**
     * Makes one.
     *
     * @param program whose {@code main} does what is to be tried: ends with code 0, or with another
     *     one and a last line that says why. Its standard input ends when this process does: see {@link
     *     TrialGuard}
     * @param patience how long it may take
     */
    public ModelTrial(Class<?> program, Duration patience) {
        this.program = program;
        this.patience = patience;
    }

    /**
     * Runs the program to its end.
     *
     * @return what is wrong, in one line; empty when nothing is
     * @throws InterruptedException when asked to stop; the process is ended
     */
    public Optional<String> problem(List<String> arguments) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(commandLine(arguments)).redirectErrorStream(true).start();
        } catch (IOException e) {
            return Optional.of("no process to try it in can be started: " + e.getMessage());
        }
        try {
            // What it prints fits into the pipe: nobody has to read meanwhile.
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(
                        "it was tried for " + patience.toSeconds() + " s without coming to an end");
            }
            return process.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(reason(process.exitValue(), output(process)));
        } finally {
            // Gone when this returns, also for a caller that was interrupted.
            process.destroyForcibly().onExit().join();
        }
    }

    private List<String> commandLine(List<String> arguments) {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            // Beside a detector at work on the same cores.
            line.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        line.addAll(
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null"));
        // Where the native libraries are, for example.
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("catfollow."))
                .sorted()
                .forEach(name -> line.add("-D" + name + "=" + System.getProperty(name)));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        line.addAll(arguments);
        return line;
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** A program of ours says in its last line, after its name, what was wrong. */
    private static String reason(int code, String output) {
        List<String> lines = output.lines().filter(line -> line.contains("-proc: ")).toList();
        if (lines.isEmpty()) {
            return "it ends the process that opens it (code "
                    + code
                    + "); the file is damaged, or TensorFlow Lite cannot run it here";
        }
        String last = lines.get(lines.size() - 1);
        return last.substring(last.indexOf("-proc: ") + "-proc: ".length());
    }
}
