package org.catfollow.cli.algo;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** The file that takes what an algorithm writes to standard error, up to a size. Any thread. */
final class LogFile implements AutoCloseable {
    private static final long MOST_BYTES = 64L << 20;

    private static final String FULL = "[runner] the log is full: more was said, and is left out\n";

    private final Path file;
    private final OutputStream stream;
    private long left;
    private boolean broken;

    private LogFile(Path file, OutputStream stream, long mostBytes) {
        this.file = file;
        this.stream = stream;
        left = mostBytes;
    }

    /** Makes it anew, with its folder. */
    static LogFile create(Path file) {
        return create(file, MOST_BYTES);
    }

    /**
     * As above.
     *
     * @param mostBytes after which only one line comes, which says that more was left out
     */
    static LogFile create(Path file, long mostBytes) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            return new LogFile(file, Files.newOutputStream(file), mostBytes);
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write the algorithm's log " + file + ": " + Why.of(e) + "; use --log",
                    e);
        }
    }

    Path file() {
        return file;
    }

    /** Adds a line. A disk that is full costs the log and not the run. */
    synchronized void add(String line) {
        if (broken) {
            return;
        }
        try {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            left -= bytes.length;
            if (left < 0) {
                broken = true;
                bytes = FULL.getBytes(StandardCharsets.UTF_8);
            }
            stream.write(bytes);
        } catch (IOException e) {
            broken = true;
        }
    }

    @Override
    public synchronized void close() {
        broken = true;
        try {
            stream.close();
        } catch (IOException e) {
            // What is there is there.
        }
    }
}
