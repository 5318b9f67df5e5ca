package org.catfollow.shm.layout;

/** Rounds offsets up. */
public final class Alignment {
    private Alignment() {}

    /** Returns {@code value} rounded up to a multiple of {@code alignment}, a power of two. */
    public static long alignUp(long value, long alignment) {
        return (value + alignment - 1) & -alignment;
    }
}
