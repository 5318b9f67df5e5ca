package org.catfollow.bench.transport;

/** What a receiver saw of a frame. A reusable holder for one thread. */
public final class Arrival {
    /** The frame's id. */
    public long id;

    /** Its index in the turn, or {@link FrameSender#END}. */
    public long index;

    /** When it was published, CLOCK_MONOTONIC nanoseconds. */
    public long publishedNanos;

    /** Whether it was still there when it had been read; else only the id counts. */
    public boolean whole;

    /** First eight bytes of the pixels: the id, in the sender's byte order. */
    public long firstWord;

    /** Last eight bytes of the pixels: the id once more. */
    public long lastWord;
}
