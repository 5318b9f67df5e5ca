package org.catfollow.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;

/** The named pipe on which the launcher hears that a process works. */
public final class ReadyPipe {
    private ReadyPipe() {}

    /** Tells the launcher; one that has gone is no reason to stop. */
    public static void announce(Path pipe, String name, Logger log) {
        byte[] line = ("ready " + name + "\n").getBytes(StandardCharsets.US_ASCII);
        // Opened for reading too: opened for writing alone, a pipe that nobody reads any more would
        // hold us up for ever.
        try (FileChannel channel =
                FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(line));
        } catch (IOException e) {
            log.warn("cannot tell {} that {} works: {}", pipe, name, e.getMessage());
        }
    }
}
