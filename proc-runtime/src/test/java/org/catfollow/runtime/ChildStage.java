package org.catfollow.runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that runs {@link StageProgram}: what a signal does can only be seen on one of its own. */
final class ChildStage implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private final BufferedReader errors;

    private ChildStage(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
        this.errors = process.errorReader(StandardCharsets.UTF_8);
    }

    static ChildStage start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        // Whoever starts Maven in the background of a shell makes all its children ignore SIGINT.
        command.addAll(List.of("env", "--default-signal=INT,HUP"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + System.getProperty("catfollow.repository") + "/deploy/jvm/common.args");
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StageProgram.class.getName());
        command.addAll(List.of(arguments));
        return new ChildStage(new ProcessBuilder(command).start());
    }

    /** Returns the next line that it says, or null at its end. */
    String line() throws IOException {
        return output.readLine();
    }

    /** Returns what it says on standard error until its end. */
    List<String> errorLines() {
        return errors.lines().toList();
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Waits for its end; returns the exit code, or -1 when it goes on for too long. */
    int exitCode() throws InterruptedException {
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
        errors.close();
    }
}
