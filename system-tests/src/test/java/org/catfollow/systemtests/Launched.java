package org.catfollow.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that a test started; what it prints goes to files, so that it never waits for us. */
final class Launched {
    /** Longer than the launcher's own patience with a start, which says what was missing. */
    private static final long PATIENCE_SECONDS = 300;

    private final Process process;
    private final Path out;
    private final Path err;

    /** How a process ended and what it printed. */
    record Outcome(int code, String out, String err) {
        /** Returns the one line on standard error; fails where there are more, or a stack trace. */
        String onlyErrorLine() {
            List<String> lines = err.lines().toList();
            assertThat(lines).as(err).hasSize(1);
            assertThat(lines.get(0)).doesNotContain("Exception").doesNotContain("at org.");
            return lines.get(0);
        }
    }

    private Launched(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts {@code command} in {@code folder}, where its output is kept too. */
    static Launched start(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path out = Files.createTempFile(folder, "out", ".txt");
            Path err = Files.createTempFile(folder, "err", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            // Not what the machine is configured for.
            builder.environment().put("CAT_FOLLOW_CONFIG", "none");
            builder.environment().putAll(environment);
            builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            return new Launched(builder.start(), out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Asks it to end, and waits until it has. */
    void end() {
        process.destroy();
        finish();
    }

    String printed() {
        return text(out);
    }

    String errors() {
        return text(err);
    }

    /** Waits until the process has ended. */
    Outcome finish() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "does not end: " + process.info() + "\n" + text(out) + text(err));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        return new Outcome(process.exitValue(), text(out), text(err));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
