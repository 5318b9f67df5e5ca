package org.catfollow.shm.waiting;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a published counter is not what it was. One thread an instance; allocates nothing after
 * construction.
 *
 * <p>A short bounded spin comes first: it saves the system calls when the next value is just being
 * published, and is too short to take a core from anybody. Every wait has a time-out, as a count of
 * waiters that an earlier program left too low would otherwise cost the wake-up.
 */
public final class Waiter implements AutoCloseable {
    /** Rounds of the first spin, about a microsecond. */
    static final int SPINS = 64;

    private static final long POLL_NANOS = 200_000;
    private static final int MOST_CALLS = 100;

    private final Publication publication;
    private final Futex futex;
    private final Arena arena;
    private final MemorySegment timespec;

    /** Makes a waiter on {@code publication}. */
    public Waiter(Publication publication) {
        this(publication, Futex.ofThisMachine().orElse(null));
    }

    Waiter(Publication publication, Futex futex) {
        this.publication = publication;
        this.futex = futex;
        this.arena = Arena.ofShared();
        this.timespec = arena.allocate(ValueLayout.JAVA_LONG, 2);
    }

    /** Returns whether the kernel wakes us; otherwise we look every 0.2 ms. */
    public boolean usesFutex() {
        return futex != null;
    }

    /**
     * Waits until the counter is not {@code seen}.
     *
     * @param timeoutNanos longest time to wait, over 0
     * @return whether it is not {@code seen} now
     */
    public boolean awaitChange(long seen, long timeoutNanos) {
        for (int i = 0; i < SPINS; i++) {
            if (publication.counter() != seen) {
                return true;
            }
            Thread.onSpinWait();
        }
        return futex == null ? poll(seen, timeoutNanos) : sleep(seen, timeoutNanos);
    }

    private boolean sleep(long seen, long timeoutNanos) {
        long deadline = System.nanoTime() + timeoutNanos;
        // Atomic, a full fence. Either the publisher's load of this count (after its own full
        // fence)
        // sees it and wakes us, or the load of the counter below sees what it published:
        // Waker.wake.
        publication.signals().addAndGetInt(publication.waitersOffset(), 1);
        try {
            long left = timeoutNanos;
            for (int calls = 0; publication.counter() == seen && left > 0; calls++) {
                timespec.setAtIndex(ValueLayout.JAVA_LONG, 0, left / 1_000_000_000L);
                timespec.setAtIndex(ValueLayout.JAVA_LONG, 1, left % 1_000_000_000L);
                futex.await(publication.wordAddress(), (int) seen, timespec.address());
                brake(calls);
                left = deadline - System.nanoTime();
            }
        } finally {
            publication.signals().addAndGetInt(publication.waitersOffset(), -1);
        }
        return publication.counter() != seen;
    }

    /**
     * Slows down a wait that the kernel has ended so many times without a change: a signal now and then
     * is nothing, but a call that has come to fail at once would take a core.
     */
    static void brake(int calls) {
        if (calls >= MOST_CALLS) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private boolean poll(long seen, long timeoutNanos) {
        long deadline = System.nanoTime() + timeoutNanos;
        while (publication.counter() == seen) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(Math.min(POLL_NANOS, left));
        }
        return true;
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
