package org.catfollow.bench.ordering;

import org.catfollow.shm.commands.StopLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** The stop latch. */
final class StopLatchTest {
    private StopLatchTest() {}

    /** Two press at once: none is lost, and each knows its own number. */
    @JCStressTest
    @Outcome(id = "(1, 2|2, 1), 2", expect = Expect.ACCEPTABLE, desc = "both count")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a press is lost")
    @State
    public static class Pressed {
        private final StopLatch latch = new StopLatch(Pieces.next());

        @Actor
        public void one(III_Result result) {
            result.r1 = (int) latch.press(1, 1);
        }

        @Actor
        public void other(III_Result result) {
            result.r2 = (int) latch.press(2, 2);
        }

        @Arbiter
        public void afterwards(III_Result result) {
            result.r3 = (int) latch.count();
        }
    }
}
