package org.catfollow.shm.waiting;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.catfollow.bench.ordering.Pieces;
import org.catfollow.bench.ordering.Pieces.Piece;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A publisher and a waiter, with the real futex. */
final class WakeUpTest {
    private static final int COUNTER = 0;
    private static final int WAITERS = 128;
    private static final long TIME_OUT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final Futex FUTEX = Futex.ofThisMachine().orElseThrow();

    private WakeUpTest() {}

    /** The fence in wake with the increment in sleep: who sleeps is woken. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "woken, or did not sleep")
    @Outcome(expect = Expect.FORBIDDEN, desc = "slept until its time-out, or counted wrongly")
    @State
    public static class Woken {
        private final Piece memory = Pieces.next();
        private final Publication publication = new Publication(memory, COUNTER, memory, WAITERS);
        private final Waker waker = new Waker(publication, FUTEX);
        private final Waiter waiter = new Waiter(publication, FUTEX);

        @Actor
        public void publisher() {
            // So that the publication falls about where the waiter has done its short spin.
            for (int spin = ThreadLocalRandom.current().nextInt(4 * Waiter.SPINS);
                    spin > 0;
                    spin--) {
                Thread.onSpinWait();
            }
            memory.writeOrderedLong(COUNTER, 1);
            waker.wake();
        }

        @Actor
        public void waiter(II_Result result) {
            long started = System.nanoTime();
            boolean changed = waiter.awaitChange(0, TIME_OUT_NANOS);
            result.r1 = changed && System.nanoTime() - started < TIME_OUT_NANOS ? 1 : 0;
        }

        @Arbiter
        public void afterwards(II_Result result) {
            result.r2 = memory.readInt(WAITERS);
            waiter.close();
        }
    }
}
