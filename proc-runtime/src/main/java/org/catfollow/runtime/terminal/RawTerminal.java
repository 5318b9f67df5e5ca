package org.catfollow.runtime.terminal;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * A terminal whose keys are read as they are typed, without being shown. It is as it was again after
 * {@link #close}, and after a signal: what a signal finds is put back by a hook. One thread.
 */
public final class RawTerminal implements AutoCloseable {
    private final Path device;
    private final String before;
    private final InputStream keys;
    private final Thread hook;
    private boolean closed;

    private RawTerminal(Path device, String before, InputStream keys) {
        this.device = device;
        this.before = before;
        this.keys = keys;
        this.hook = new Thread(this::restore, "terminal-end");
    }

    /**
     * Takes the terminal over.
     *
     * @param device the terminal, {@code /dev/tty} for the one of this process
     * @param instead what a script, which has no terminal, does instead; ends the failure's line
     * @throws StageFailure with the usage exit code when that is no terminal
     */
    public static RawTerminal open(Path device, String instead) {
        InputStream keys = null;
        try {
            String before = stty(device, "-g");
            keys = new FileInputStream(device.toFile());
            RawTerminal terminal = new RawTerminal(device, before, keys);
            // Before it is changed: what a signal finds changed is put back.
            Runtime.getRuntime().addShutdownHook(terminal.hook);
            // Signals stay: Ctrl-C ends us.
            stty(device, "-icanon", "-echo", "min", "0", "time", "0");
            return terminal;
        } catch (IOException e) {
            closeQuietly(keys);
            throw new StageFailure(
                    ExitCode.USAGE,
                    "a terminal is needed, and " + device + " is none; " + instead,
                    e);
        }
    }

    /** Returns the next key that was typed, or -1 when there is none now. */
    public int read() throws IOException {
        return keys.available() > 0 ? keys.read() : -1;
    }

    private static String stty(Path device, String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("stty", "-F", device.toString()));
        line.addAll(List.of(words));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            String said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IOException(said);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private synchronized void restore() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stty(device, before);
        } catch (IOException e) {
            // The terminal has gone, and with it what there was to put back.
        }
    }

    @Override
    public void close() {
        restore();
        closeQuietly(keys);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // It is what ends us.
        }
    }

    private static void closeQuietly(InputStream stream) {
        if (stream == null) {
            return;
        }
        try {
            stream.close();
        } catch (IOException e) {
            // Read from, not written to: nothing is lost.
        }
    }
}
