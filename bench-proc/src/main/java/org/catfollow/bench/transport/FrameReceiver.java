package org.catfollow.bench.transport;

import java.io.IOException;

/** A receiving end of a transport; one thread. */
public interface FrameReceiver extends AutoCloseable {
    /**
     * Makes ready for a turn: what was sent before is none of it.
     *
     * @return the id of the newest frame that was sent before
     * @throws IOException when the sender cannot be reached
     */
    long begin() throws IOException;

    /**
     * Waits for the next frame that this transport hands out, validates it, and reads the first and the
     * last word of its pixels.
     *
     * @param arrival filled when there was one
     * @return whether there was one
     * @throws IOException when the sender cannot be reached
     */
    boolean receive(Arrival arrival, long timeoutNanos) throws IOException;

    @Override
    void close();
}
