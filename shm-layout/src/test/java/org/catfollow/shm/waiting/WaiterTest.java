package org.catfollow.shm.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting ends when something is published, or when the time is up. */
class WaiterTest {
    private static final long WAITERS = 128;
    private static final long LONG_NANOS = 30_000_000_000L;
    private static final int ROUNDS = 20_000;

    private final PointerBytesStore memory = RawMemory.zeroes(256);
    private final Publication publication = new Publication(memory, 0, memory, WAITERS);

    private static Futex futex() {
        Futex futex = Futex.ofThisMachine().orElse(null);
        Assumptions.assumeTrue(futex != null, "this machine has no futex");
        return futex;
    }

    private void publish(Waker waker, long value) {
        memory.writeOrderedLong(0, value);
        waker.wake();
    }

    /** A thread that is asleep in the waiter before this returns. */
    private Thread sleeper(Waiter waiter, long seen, AtomicLong waitedNanos) {
        Thread thread =
                new Thread(
                        () -> {
                            long start = System.nanoTime();
                            boolean changed = waiter.awaitChange(seen, LONG_NANOS);
                            waitedNanos.set(changed ? System.nanoTime() - start : -1);
                        });
        thread.start();
        while (memory.readVolatileInt(WAITERS) == 0) {
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void isWokenByThePublisher() throws InterruptedException {
        try (Waiter waiter = new Waiter(publication, futex())) {
            assertThat(waiter.usesFutex()).isTrue();
            AtomicLong waited = new AtomicLong();
            Thread thread = sleeper(waiter, 0, waited);
            publish(new Waker(publication, futex()), 1);
            thread.join();
            assertThat(waited.get()).isBetween(0L, LONG_NANOS / 2);
            assertThat(memory.readVolatileInt(WAITERS)).isZero();
        }
    }

    @Test
    void aPublisherThatDoesNotWakeIsFoundAtTheTimeOutOnly() {
        // Shows that the waiter above really slept: without a wake-up it does not see the change.
        try (Waiter waiter = new Waiter(publication, futex())) {
            long start = System.nanoTime();
            assertThat(waiter.awaitChange(0, 30_000_000L)).isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000L);
            assertThat(memory.readVolatileInt(WAITERS)).isZero();
        }
    }

    @Test
    void seesAtOnceWhatWasPublishedBefore() {
        memory.writeLong(0, 7);
        try (Waiter waiter = new Waiter(publication, futex())) {
            assertThat(waiter.awaitChange(6, LONG_NANOS)).isTrue();
            assertThat(waiter.awaitChange(7, 1)).isFalse();
        }
    }

    @Test
    void aCountLeftTooHighCostsOneCallAndNothingElse() throws InterruptedException {
        memory.writeInt(WAITERS, 3);
        try (Waiter waiter = new Waiter(publication, futex())) {
            Waker waker = new Waker(publication, futex());
            publish(waker, 1);
            assertThat(waiter.awaitChange(0, LONG_NANOS)).isTrue();
            AtomicLong waited = new AtomicLong();
            Thread thread = sleeper(waiter, 1, waited);
            publish(waker, 2);
            thread.join();
            assertThat(waited.get()).isBetween(0L, LONG_NANOS / 2);
            assertThat(memory.readVolatileInt(WAITERS)).isEqualTo(3);
        }
    }

    @Test
    void pollsWhereThereIsNoFutex() throws InterruptedException {
        try (Waiter waiter = new Waiter(publication, null)) {
            assertThat(waiter.usesFutex()).isFalse();
            long start = System.nanoTime();
            assertThat(waiter.awaitChange(0, 5_000_000L)).isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000L);
            Thread publisher = new Thread(() -> publish(new Waker(publication, (Futex) null), 1));
            publisher.start();
            assertThat(waiter.awaitChange(0, LONG_NANOS)).isTrue();
            publisher.join();
        }
    }

    @Test
    void aPropertyForbidsTheFutex() {
        System.setProperty("catfollow.noFutex", "true");
        try {
            assertThat(Futex.ofThisMachine()).isEmpty();
        } finally {
            System.clearProperty("catfollow.noFutex");
        }
    }

    @Test
    void closesOnceHoweverOftenItIsClosed() {
        Waiter waiter = new Waiter(publication, null);
        waiter.close();
        waiter.close();
        assertThat(waiter.usesFutex()).isFalse();
    }

    @Test
    @Timeout(600) // Seconds, unless many share a processor.
    void noWakeUpIsLostInManyRounds() throws InterruptedException {
        Futex futex = futex();
        PointerBytesStore answers = RawMemory.zeroes(256);
        Publication answered = new Publication(answers, 0, answers, WAITERS);
        AtomicLong slowest = new AtomicLong();
        Thread other =
                new Thread(
                        () -> {
                            Waker waker = new Waker(answered, futex);
                            try (Waiter waiter = new Waiter(publication, futex)) {
                                for (long n = 0; n < ROUNDS; n++) {
                                    long start = System.nanoTime();
                                    if (!waiter.awaitChange(n, LONG_NANOS)) {
                                        slowest.set(Long.MAX_VALUE);
                                    }
                                    long took = System.nanoTime() - start;
                                    slowest.accumulateAndGet(took, Math::max);
                                    answers.writeOrderedLong(0, n + 1);
                                    waker.wake();
                                }
                            }
                        });
        other.start();
        Waker waker = new Waker(publication, futex);
        try (Waiter waiter = new Waiter(answered, futex)) {
            for (long n = 0; n < ROUNDS; n++) {
                publish(waker, n + 1);
                assertThat(waiter.awaitChange(n, LONG_NANOS)).isTrue();
            }
        }
        other.join();
        // A lost wake-up would have cost the time-out.
        assertThat(slowest.get()).isLessThan(LONG_NANOS / 2);
        assertThat(memory.readVolatileInt(WAITERS)).isZero();
        assertThat(answers.readVolatileInt(WAITERS)).isZero();
    }
}
