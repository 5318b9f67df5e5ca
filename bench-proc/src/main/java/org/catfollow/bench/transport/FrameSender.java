package org.catfollow.bench.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The sending end of a transport; one thread. */
public interface FrameSender extends AutoCloseable {
    /** Says as a frame's index that it is the last of a turn. */
    long END = -1;

    /**
     * Begins a frame.
     *
     * @return its id, one more than that of the frame before
     * @throws IOException when nobody can be reached
     */
    long claim() throws IOException;

    /** Returns the memory for the begun frame's pixels; filled before {@link #publish}. */
    ByteBuffer pixels();

    /**
     * Hands the filled frame to the receivers.
     *
     * @param index counts a turn's frames from 0, or is {@link #END}
     * @param nanos now, CLOCK_MONOTONIC
     * @throws IOException when nobody can be reached
     */
    void publish(long index, long nanos) throws IOException;

    @Override
    void close();
}
