package org.catfollow.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TransitionRingTest {
    private final TransitionRing ring = new TransitionRing(4);

    private void put(long frameId) {
        Transition slot = ring.claim();
        slot.frameId = frameId;
        ring.commit();
    }

    @Test
    void whatGoesInComesOutInOrder() {
        for (int round = 0; round < 5; round++) {
            put(round * 2L);
            put(round * 2L + 1);
            assertThat(ring.poll().frameId).isEqualTo(round * 2L);
            ring.release();
            assertThat(ring.poll().frameId).isEqualTo(round * 2L + 1);
            ring.release();
            assertThat(ring.poll()).isNull();
        }
    }

    @Test
    void aFullRingHasNoRoomUntilOneIsTakenOut() {
        for (int i = 0; i < 4; i++) {
            put(i);
        }
        assertThat(ring.claim()).isNull();
        assertThat(ring.poll().frameId).isZero();
        assertThat(ring.claim()).as("polled, not released: still read").isNull();
        ring.release();
        assertThat(ring.claim()).isNotNull();
    }

    @Test
    void aClaimThatIsNotCommittedIsNotSeen() {
        ring.claim().frameId = 7;
        assertThat(ring.poll()).isNull();
    }

    @Test
    @Timeout(600)
    void twoThreadsLoseAndMixNothing() throws Exception {
        int count = 100_000;
        FutureTask<Long> consumer = new FutureTask<>(() -> consume(count));
        Thread thread = Thread.ofPlatform().start(consumer);
        for (long i = 0; i < count; i++) {
            Transition slot = ring.claim();
            while (slot == null) {
                LockSupport.parkNanos(1000);
                slot = ring.claim();
            }
            slot.frameId = i;
            slot.nanos = -i;
            ring.commit();
        }
        assertThat(consumer.get()).isZero();
        thread.join();
    }

    /** Returns how many came out wrong. */
    private long consume(int count) {
        long wrong = 0;
        for (long i = 0; i < count; i++) {
            Transition slot = ring.poll();
            while (slot == null) {
                LockSupport.parkNanos(1000);
                slot = ring.poll();
            }
            wrong += slot.frameId == i && slot.nanos == -i ? 0 : 1;
            ring.release();
        }
        return wrong;
    }

    @Test
    void aCapacityThatIsNoPowerOfTwoIsRefused() {
        assertThatThrownBy(() -> new TransitionRing(6)).hasMessage("capacity 6 is no power of two");
    }
}
