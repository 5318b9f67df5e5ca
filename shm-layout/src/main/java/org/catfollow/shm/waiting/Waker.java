package org.catfollow.shm.waiting;

import java.lang.invoke.VarHandle;

/**
 * The publisher's side of a {@link Publication}: wakes the waiters, when there are any. One thread an
 * instance, after each release of the counter; allocates nothing.
 */
public final class Waker {
    private final Publication publication;
    private final Futex futex;

    /** Makes the waker of {@code publication}, whose counter the caller publishes. */
    public Waker(Publication publication) {
        this(publication, Futex.ofThisMachine().orElse(null));
    }

    Waker(Publication publication, Futex futex) {
        this.publication = publication;
        this.futex = futex;
    }

    /** Wakes everybody who waits for the counter just published. */
    public void wake() {
        if (futex == null) {
            return;
        }
        // Store, then load of another word: only a full fence keeps that order. Pairs with the
        // atomic
        // increment in Waiter.sleep.
        VarHandle.fullFence(); // orders: counter release store BEFORE waiters load below
        if (publication.signals().readInt(publication.waitersOffset()) != 0) {
            futex.wakeAll(publication.wordAddress());
        }
    }
}
