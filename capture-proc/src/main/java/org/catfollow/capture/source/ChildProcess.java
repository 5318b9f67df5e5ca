package org.catfollow.capture.source;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * A program that writes pictures to its standard output, and what is wrong to its standard error.
 *
 * <p>It ends with us: asked (SIGTERM), then killed, by its handle. When our own process is killed
 * without a chance to do so, its next write to the broken pipe ends it (SIGPIPE, or EPIPE for those
 * that ignore it); a program that never writes again would stay.
 *
 * <p>{@link #read} is for one thread, {@link #end} for any.
 */
final class ChildProcess {
    private static final long TERM_MILLIS = 400;

    /**
     * For a program whose output has ended to end too. Nobody waits so long but after one that lives on, or
     * whose children do.
     */
    private static final long LAST_WORDS_MILLIS = 3000;

    private static final int LONGEST_LINE = 300;

    /** What a pipe holds by default: a read returns no more. */
    private static final int CHUNK = 64 * 1024;

    private final String name;
    private final Process process;
    private final InputStream output;
    private final Thread listener;
    private final byte[] chunk = new byte[CHUNK];
    private volatile String lastLine = "";
    private volatile boolean tooSlow;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        output = process.getInputStream();
        listener = new Thread(this::listen, "words of " + name);
        listener.setDaemon(true);
        listener.start();
    }

    /**
     * Starts a program; its standard input is empty.
     *
     * @throws StageFailure when it cannot be started
     */
    static ChildProcess start(Path program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .start();
            return new ChildProcess(String.valueOf(program.getFileName()), process);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.HARDWARE, "cannot start " + program + ": " + e.getMessage(), e);
        }
    }

    /** Keeps the last line that says something; reads on, or the program would wait for us. */
    private void listen() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (!line.isBlank()) {
                    String said = line.strip().replaceAll("\\p{Cntrl}", " ");
                    lastLine = said.substring(0, Math.min(said.length(), LONGEST_LINE));
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            // Closed under us at the end: what was heard is kept.
        }
    }

    /** Returns what the program writes, as a stream. */
    InputStream output() {
        return output;
    }

    /**
     * Fills the buffer from 0 to {@code length}; however small the pieces are in which the bytes come.
     *
     * @param begun told the instant at which the first bytes were there, CLOCK_MONOTONIC nanoseconds
     * @return how many bytes there were: fewer when the program ended
     */
    int read(ByteBuffer target, int length, Begun begun) throws IOException {
        int done = 0;
        while (done < length) {
            int count = output.read(chunk, 0, Math.min(CHUNK, length - done));
            if (count < 0) {
                break;
            }
            if (done == 0 && count > 0) {
                begun.at(System.nanoTime());
            }
            target.put(done, chunk, 0, count);
            done += count;
        }
        return done;
    }

    /** Is told when a picture began to come. */
    interface Begun {
        /** Takes the instant, CLOCK_MONOTONIC nanoseconds. */
        void at(long nanos);
    }

    /**
     * Returns how the program ended and its last words, for after its output has ended.
     *
     * @param where in its output it ended
     */
    String ending(String where) {
        try {
            boolean ended = process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
            listener.join(LAST_WORDS_MILLIS);
            return (ended ? code(process.exitValue()) : "closed its output")
                    + " "
                    + where
                    + (lastLine.isEmpty() ? "" : "; it said: " + lastLine);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "ended " + where;
        }
    }

    /** The JDK adds 128 to a signal's number. */
    private static String code(int value) {
        return value > 128 && value < 128 + 65
                ? "was ended by signal " + (value - 128)
                : "ended with code " + value;
    }

    /** Returns whether it ended by itself, and said that all is well. Waits a moment for it. */
    boolean endedWell() {
        try {
            return process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)
                    && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns the program's name. */
    String name() {
        return name;
    }

    /** Returns the process, for tests. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends the program: asks, then kills. Its output ends with it. */
    void end() {
        process.destroy();
        try {
            if (!process.waitFor(TERM_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                process.waitFor(TERM_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Runs a program to its end and returns what it wrote, at most {@code limit} bytes.
     *
     * @throws StageFailure when it cannot be started, fails, or takes longer than {@code seconds}
     */
    static String outputOf(Path program, List<String> arguments, int limit, int seconds) {
        ChildProcess child = start(program, arguments);
        Thread watchdog = new Thread(() -> child.endAfter(seconds), "patience with " + child.name);
        watchdog.setDaemon(true);
        watchdog.start();
        try {
            byte[] bytes = child.output.readNBytes(limit);
            boolean well = child.endedWell();
            if (!well) {
                throw new StageFailure(
                        ExitCode.HARDWARE,
                        child.name
                                + " "
                                + (child.tooSlow
                                        ? "was not done within " + seconds + " s"
                                        : child.ending("at once")));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.HARDWARE, "cannot read from " + program + ": " + e.getMessage(), e);
        } finally {
            child.end();
        }
    }

    private void endAfter(int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                tooSlow = true;
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
