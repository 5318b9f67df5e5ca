package org.catfollow.sdk.runner;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an algorithm's process writes to standard error: all of it to the log, the last lines kept for
 * messages. Read all the time, or the process would wait for us. Lines without an end are cut.
 */
final class ErrorLines {
    private static final int KEPT = 20;
    private static final int LONGEST_LINE = 8_000;
    private static final int LONGEST_WORDS = 300;

    private final Consumer<String> log;
    private final ArrayDeque<String> last = new ArrayDeque<>();
    private final Thread reader;

    ErrorLines(InputStream error, Consumer<String> log) {
        this.log = log;
        reader = Thread.ofPlatform().daemon().name("stderr").start(() -> readAll(error));
    }

    private void readAll(InputStream error) {
        StringBuilder line = new StringBuilder();
        char[] chunk = new char[LONGEST_LINE];
        try (Reader in = new InputStreamReader(error, StandardCharsets.UTF_8)) {
            int count = in.read(chunk);
            while (count >= 0) {
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == '\n' || line.length() == LONGEST_LINE) {
                        take(line);
                    }
                    if (chunk[i] != '\n') {
                        line.append(chunk[i]);
                    }
                }
                count = in.read(chunk);
            }
        } catch (IOException e) {
            // Closed under us at the end: what was heard is kept.
        }
        if (!line.isEmpty()) {
            take(line);
        }
    }

    private void take(StringBuilder line) {
        String text = line.toString();
        line.setLength(0);
        log.accept(text);
        if (!text.isBlank()) {
            keep(text.strip().replaceAll("\\p{Cntrl}", " "));
        }
    }

    private synchronized void keep(String text) {
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(text.substring(0, Math.min(text.length(), LONGEST_WORDS)));
    }

    /** Returns the last lines that say something, the newest last. */
    synchronized List<String> lastLines() {
        return List.copyOf(last);
    }

    /** Returns "; it said: ..." with the last line, or nothing; waits a moment for a dead process's. */
    String lastWords(long waitMillis) {
        try {
            reader.join(waitMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> lines = lastLines();
        return lines.isEmpty() ? "" : "; it said: " + lines.get(lines.size() - 1);
    }
}
