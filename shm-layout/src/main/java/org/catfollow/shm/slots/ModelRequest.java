package org.catfollow.shm.slots;

/** Which model the detector should take from now on. A reusable holder for one thread. */
public final class ModelRequest {
    /** Longest path, bytes of UTF-8. */
    public static final int PATH_BYTES = 1024;

    /** Longest name of a kind, bytes of UTF-8. */
    public static final int KIND_BYTES = 32;

    /** Never obeyed after this, CLOCK_MONOTONIC nanoseconds. */
    public long expiresNanos;

    /** Who sent it. */
    public long senderPid;

    /** The model's file, absolute; or a name, which the detector looks up. */
    public String model = "";

    /** Its label file, absolute; empty for those that belong to the model. */
    public String labels = "";

    /** What kind it is to be read as; empty to find out. */
    public String kind = "";
}
