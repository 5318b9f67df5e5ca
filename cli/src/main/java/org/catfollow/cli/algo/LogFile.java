package org.catfollow.cli.algo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/** The file that takes what an algorithm writes to standard error. Any thread. */
final class LogFile implements AutoCloseable {
    private final Path file;
    private final BufferedWriter writer;
    private boolean broken;

    private LogFile(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Makes it anew, with its folder. */
    static LogFile create(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            return new LogFile(file, Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "cannot write the algorithm's log "
                            + file
                            + ": "
                            + e.getMessage()
                            + "; use --log",
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
            writer.write(line);
            writer.newLine();
            writer.flush();
        } catch (IOException e) {
            broken = true;
        }
    }

    @Override
    public synchronized void close() {
        broken = true;
        try {
            writer.close();
        } catch (IOException e) {
            // What is there is there.
        }
    }
}
