package org.catfollow.view;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.catfollow.shm.region.ProcessIdentity;

/**
 * The view's sign of life for the launcher's watchdog, in a file beside the region: {@code pid
 * startTicks beats}. It holds no role and so has no row in the region, where the stages have theirs.
 */
final class HeartbeatFile implements AutoCloseable {
    private final FileChannel channel;
    private final ProcessIdentity self = ProcessIdentity.current();
    private long beats;

    HeartbeatFile(Path file) throws IOException {
        this.channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** Says that the main thread goes round. */
    void beat() throws IOException {
        beats++;
        // Of one length, so that no reader ever finds half of a longer one.
        String line =
                String.format(Locale.ROOT, "%d %d %012d%n", self.pid(), self.startTicks(), beats);
        channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
