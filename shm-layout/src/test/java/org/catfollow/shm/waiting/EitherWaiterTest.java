package org.catfollow.shm.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting for two ends with the first of them that is published, or when the time is up. */
class EitherWaiterTest {
    private static final long FIRST = 0;
    private static final long SECOND = 64;
    private static final long FIRST_WAITERS = 128;
    private static final long SECOND_WAITERS = 192;
    private static final long LONG_NANOS = 30_000_000_000L;
    private static final int ROUNDS = 20_000;

    private final PointerBytesStore memory = RawMemory.zeroes(256);
    private final Publication first = new Publication(memory, FIRST, memory, FIRST_WAITERS);
    private final Publication second = new Publication(memory, SECOND, memory, SECOND_WAITERS);
    private final Waker firstWaker = new Waker(first);
    private final Waker secondWaker = new Waker(second);

    private EitherWaiter both() {
        EitherWaiter waiter = new EitherWaiter(first, second);
        Assumptions.assumeTrue(waiter.waitsForBoth(), "this kernel waits for one word at a time");
        return waiter;
    }

    private EitherWaiter firstOnly() {
        return new EitherWaiter(first, second, new Waiter(first), null);
    }

    @AfterEach
    void nobodyIsCountedAnyMore() {
        assertThat(memory.readVolatileInt(FIRST_WAITERS)).isZero();
        assertThat(memory.readVolatileInt(SECOND_WAITERS)).isZero();
    }

    private void publish(long counter, long value) {
        memory.writeOrderedLong(counter, value);
        (counter == FIRST ? firstWaker : secondWaker).wake();
    }

    @ParameterizedTest
    @ValueSource(longs = {FIRST, SECOND})
    void isWokenByEither(long counter) throws InterruptedException {
        try (EitherWaiter waiter = both()) {
            AtomicLong waited = new AtomicLong(-1);
            Thread thread =
                    new Thread(
                            () -> {
                                long start = System.nanoTime();
                                if (waiter.awaitChange(0, 0, LONG_NANOS)) {
                                    waited.set(System.nanoTime() - start);
                                }
                            });
            thread.start();
            while (memory.readVolatileInt(SECOND_WAITERS) == 0) {
                Thread.onSpinWait();
            }
            publish(counter, 1);
            thread.join();
            assertThat(waited.get()).isBetween(0L, LONG_NANOS / 2);
        }
    }

    @Test
    void sleepsUntilTheTimeIsUpWhenNobodyWakes() {
        try (EitherWaiter waiter = both()) {
            long start = System.nanoTime();
            assertThat(waiter.awaitChange(0, 0, 30_000_000L)).isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(30_000_000L);
        }
    }

    @Test
    void seesAtOnceWhatWasPublishedBefore() {
        memory.writeLong(FIRST, 1L << 40);
        memory.writeLong(SECOND, 7);
        try (EitherWaiter waiter = both()) {
            assertThat(waiter.awaitChange(1L << 40, 6, LONG_NANOS)).isTrue();
            assertThat(waiter.awaitChange((1L << 40) - 1, 7, LONG_NANOS)).isTrue();
            assertThat(waiter.awaitChange(1L << 40, 7, 1)).isFalse();
        }
    }

    @Test
    void waitsForTheFirstAloneWhereTheKernelCannotWaitForBoth() throws InterruptedException {
        try (EitherWaiter waiter = firstOnly()) {
            assertThat(waiter.waitsForBoth()).isFalse();
            long start = System.nanoTime();
            assertThat(waiter.awaitChange(0, 0, 5_000_000L)).isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(5_000_000L);
            Thread publisher = new Thread(() -> publish(FIRST, 1));
            publisher.start();
            assertThat(waiter.awaitChange(0, 0, LONG_NANOS)).isTrue();
            publisher.join();
            // Found when the time is up, as it comes while the first alone is waited for.
            Thread second =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        while (memory.readVolatileInt(FIRST_WAITERS) == 0) {
                                            Thread.onSpinWait();
                                        }
                                        publish(SECOND, 1);
                                    });
            boolean found = false;
            // Not the first time if the publisher begins late; but whenever it was there in time.
            for (int i = 0; i < 300 && !found && memory.readVolatileLong(SECOND) == 0; i++) {
                found = waiter.awaitChange(1, 0, 200_000_000L);
            }
            assertThat(found).isTrue();
            second.join();
        }
    }

    @Test
    void closesOnceHoweverOftenItIsClosed() {
        EitherWaiter waiter = firstOnly();
        waiter.close();
        waiter.close();
        assertThat(waiter.waitsForBoth()).isFalse();
    }

    @Test
    @Timeout(600) // Seconds, unless many share a processor.
    void noWakeUpOfEitherIsLostInManyRounds() throws InterruptedException {
        PointerBytesStore answers = RawMemory.zeroes(256);
        Publication answered = new Publication(answers, 0, answers, 128);
        AtomicLong slowest = new AtomicLong();
        try (EitherWaiter waiter = both();
                Waiter back = new Waiter(answered)) {
            Thread other =
                    new Thread(
                            () -> {
                                Waker waker = new Waker(answered);
                                for (long n = 1; n <= ROUNDS; n++) {
                                    long start = System.nanoTime();
                                    boolean came =
                                            waiter.awaitChange((n - 1) / 2, n / 2, LONG_NANOS);
                                    long took = came ? System.nanoTime() - start : Long.MAX_VALUE;
                                    slowest.accumulateAndGet(took, Math::max);
                                    answers.writeOrderedLong(0, n);
                                    waker.wake();
                                }
                            });
            other.start();
            for (long n = 1; n <= ROUNDS; n++) {
                // By turns: the second to 1, the first to 1, the second to 2 and so on.
                publish(n % 2 == 1 ? SECOND : FIRST, (n + 1) / 2);
                assertThat(back.awaitChange(n - 1, LONG_NANOS)).isTrue();
            }
            other.join();
        }
        // A lost wake-up would have cost the time-out.
        assertThat(slowest.get()).isLessThan(LONG_NANOS / 2);
    }
}
