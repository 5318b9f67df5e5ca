package org.catfollow.shm;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process that runs a program of the tests on the same class path and with the same flags. */
public final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts {@link ChildProgram}. */
    public static ChildJvm start(String... arguments) throws IOException {
        return start(ChildProgram.class, List.of(), arguments);
    }

    /** Starts {@code program} with further flags for the JVM. */
    public static ChildJvm start(Class<?> program, List<String> flags, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + System.getProperty("catfollow.repository") + "/deploy/jvm/common.args");
        command.add("-Xmx64m");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return new ChildJvm(builder.start());
    }

    /** Returns the next line that it says, or null at its end. */
    public String line() throws IOException {
        return output.readLine();
    }

    /** Returns its pid. */
    public long pid() {
        return process.pid();
    }

    /** Lets it go on: it waits for this after most of its lines. */
    public void proceed() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Says a line to it. */
    public void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Ends it by SIGKILL and waits for its end. */
    public void kill() throws InterruptedException {
        // Not by the process itself, which would close its output with what is still to be read.
        boolean ignored = process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Waits for its end; returns the exit status, or -1 when it goes on for too long. */
    public int exitStatus() throws InterruptedException {
        return process.waitFor(30, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        output.close();
    }
}
