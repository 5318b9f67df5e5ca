package org.catfollow.shm.slots;

/** One line of text for people and when it was said. A reusable holder for one thread. */
public final class TextLine {
    /** When it was said, CLOCK_MONOTONIC nanoseconds. */
    public long nanos;

    /** The text; empty when there is none. */
    public String text = "";
}
