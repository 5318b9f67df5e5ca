package org.catfollow.shm.commands;

/** One command. A reusable holder for one thread. */
public final class Command {
    /** Place in the order of all commands, from 1; set when it is sent. */
    public long sequence;

    /** What to do. */
    public CommandKind kind = CommandKind.NONE;

    /** Never obeyed after this, CLOCK_MONOTONIC nanoseconds. */
    public long expiresNanos;

    /** Metres. */
    public double x;

    /** Metres. */
    public double y;

    /** For a resume: the stop count that the sender had seen. */
    public long stopCount;

    /** Who sent it. */
    public long senderPid;
}
