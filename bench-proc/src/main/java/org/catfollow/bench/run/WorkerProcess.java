package org.catfollow.bench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** One end of a transport, and the lines that we speak with it. One thread. */
final class WorkerProcess implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;
    private static final String GONE = "";

    private final String name;
    private final Process process;
    private final BooleanSupplier interrupted;
    private final Writer to;
    private final BlockingQueue<String> from = new LinkedBlockingQueue<>();

    private WorkerProcess(String name, Process process, BooleanSupplier interrupted) {
        this.name = name;
        this.interrupted = interrupted;
        this.process = process;
        this.to = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** Starts it; it says "up" when it is ready. */
    static WorkerProcess start(String name, List<String> command, BooleanSupplier interrupted) {
        try {
            Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
            WorkerProcess worker = new WorkerProcess(name, process, interrupted);
            Thread reader = new Thread(worker::read, name + "-lines");
            reader.setDaemon(true);
            reader.start();
            return worker;
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED, "cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                process.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                from.add(line);
            }
        } catch (IOException e) {
            // It was closed under us.
        }
        from.add(GONE);
    }

    long pid() {
        return process.pid();
    }

    void say(String line) {
        try {
            to.write(line);
            to.write('\n');
            to.flush();
        } catch (IOException e) {
            throw gone();
        }
    }

    /** Waits for a line that begins with {@code word}, and returns it. */
    String await(String word, double seconds) {
        long deadline = System.nanoTime() + Math.round(seconds * 1e9);
        try {
            while (true) {
                String line = from.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (line != null && line.startsWith(word)) {
                    return line;
                }
                if (line != null && line.equals(GONE)) {
                    throw gone();
                }
                if (interrupted.getAsBoolean()) {
                    throw new StageFailure(ExitCode.FAILED, "ended before all was measured");
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new StageFailure(
                            ExitCode.FAILED,
                            name + " did not say '" + word + "' in " + seconds + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private StageFailure gone() {
        process.destroyForcibly();
        String code = process.isAlive() ? "?" : Integer.toString(process.exitValue());
        return new StageFailure(ExitCode.FAILED, name + " ended too early, exit code " + code);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
            to.close();
        } catch (IOException e) {
            // Of what it will not read any more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
