package org.catfollow.shm.waiting;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Waits until one of two published counters is not what it was. One thread an instance; allocates
 * nothing after construction.
 *
 * <p>Where the kernel cannot wait for both it waits for the first alone, so that a change of the second
 * is found with the next of the first, or when the time is up.
 */
public final class EitherWaiter implements AutoCloseable {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Publication first;
    private final Publication second;
    private final Waiter firstAlone;
    private final FutexVector vector;
    private final Arena arena;
    private final MemorySegment entries;
    private final MemorySegment deadlineSpec;

    /** Makes a waiter on both. */
    public EitherWaiter(Publication first, Publication second) {
        this(first, second, new Waiter(first), FutexVector.ofThisMachine().orElse(null));
    }

    EitherWaiter(Publication first, Publication second, Waiter firstAlone, FutexVector vector) {
        this.first = first;
        this.second = second;
        this.firstAlone = firstAlone;
        this.vector = vector;
        this.arena = Arena.ofShared();
        this.entries = arena.allocate(2L * FutexVector.ENTRY_BYTES, Long.BYTES);
        this.deadlineSpec = arena.allocate(ValueLayout.JAVA_LONG, 2);
        describe(0, first);
        describe(FutexVector.ENTRY_BYTES, second);
    }

    private void describe(long entry, Publication publication) {
        entries.set(ValueLayout.JAVA_LONG, entry + FutexVector.ADDRESS, publication.wordAddress());
        entries.set(ValueLayout.JAVA_INT, entry + FutexVector.FLAGS, FutexVector.SHARED_WORD);
    }

    /** Returns whether a change of the second wakes us too. */
    public boolean waitsForBoth() {
        return vector != null;
    }

    /**
     * Waits until the first counter is not {@code seenFirst} or the second is not {@code seenSecond}.
     *
     * @param timeoutNanos longest time to wait, over 0
     * @return whether one of them is another now
     */
    public boolean awaitChange(long seenFirst, long seenSecond, long timeoutNanos) {
        for (int i = 0; i < Waiter.SPINS; i++) {
            if (changed(seenFirst, seenSecond)) {
                return true;
            }
            Thread.onSpinWait();
        }
        if (vector != null) {
            return sleep(seenFirst, seenSecond, timeoutNanos);
        }
        return firstAlone.awaitChange(seenFirst, timeoutNanos) || changed(seenFirst, seenSecond);
    }

    private boolean changed(long seenFirst, long seenSecond) {
        return first.counter() != seenFirst || second.counter() != seenSecond;
    }

    private boolean sleep(long seenFirst, long seenSecond, long timeoutNanos) {
        long deadline = System.nanoTime() + timeoutNanos;
        // System.nanoTime is CLOCK_MONOTONIC, so the kernel is given the very same time.
        deadlineSpec.setAtIndex(ValueLayout.JAVA_LONG, 0, deadline / SECOND_NANOS);
        deadlineSpec.setAtIndex(ValueLayout.JAVA_LONG, 1, deadline % SECOND_NANOS);
        expect(0, seenFirst);
        expect(FutexVector.ENTRY_BYTES, seenSecond);
        // Atomic, full fences: as in Waiter.sleep, and for each of the two by itself. Either its
        // publisher's load of the count (after its own full fence) sees it and wakes us, or our
        // load of the counter below sees what it published: Waker.wake.
        count(first, 1);
        count(second, 1);
        boolean changed;
        try {
            changed = changed(seenFirst, seenSecond);
            for (int calls = 0; !changed && deadline - System.nanoTime() > 0; calls++) {
                vector.await(entries.address(), 2, deadlineSpec.address());
                Waiter.brake(calls);
                changed = changed(seenFirst, seenSecond);
            }
        } finally {
            count(first, -1);
            count(second, -1);
        }
        return changed;
    }

    /** The futex word is the counter's low half. */
    private void expect(long entry, long seen) {
        entries.set(
                ValueLayout.JAVA_LONG,
                entry + FutexVector.VALUE,
                Integer.toUnsignedLong((int) seen));
    }

    private static void count(Publication publication, int change) {
        publication.signals().addAndGetInt(publication.waitersOffset(), change);
    }

    @Override
    public void close() {
        firstAlone.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
