package org.catfollow.systemtests.hat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.catfollow.shm.kernel.Syscall;
import org.catfollow.shm.kernel.Syscall.Call;

/** One process of the robot: the emulator, or a Java of this machine. */
final class Stage {
    static final int KILL = 9;
    static final int TERM = 15;
    static final int CONTINUE = 18;
    static final int STOP = 19;

    private static final long END_SECONDS = 30;

    private final Process process;
    private final Path log;
    private final Syscall kill = new Syscall(Call.KILL);

    /** Starts it; its log goes on where a process before it ended. */
    Stage(List<String> command, Map<String, String> environment, Path log) {
        this.log = log;
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal by kill(2): a program for it would take its own time. Returns when, just before. */
    long signal(int signal) {
        long now = System.nanoTime();
        if (kill.call(process.pid(), signal, 0, 0, 0) != 0) {
            throw RigFailure.atTheEnd("process " + process.pid() + " is gone: " + lastLine());
        }
        return now;
    }

    void requireAlive() {
        if (!process.isAlive()) {
            throw RigFailure.atTheEnd(
                    "ended with " + process.exitValue() + ": " + lastLine() + "; log " + log);
        }
    }

    /** Waits for its end; returns the exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new RigFailure("process " + process.pid() + " does not end; log " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RigFailure("interrupted");
        }
        return process.exitValue();
    }

    /** Ends it in any case. */
    void destroy() {
        process.destroyForcibly();
    }

    private String lastLine() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "(nothing was said)" : lines.getLast();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
