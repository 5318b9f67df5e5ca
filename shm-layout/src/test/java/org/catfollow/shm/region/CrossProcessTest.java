package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.bytes.BytesStore;
import org.catfollow.shm.ChildJvm;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;
import org.junit.jupiter.api.Test;

/** Two processes on one region: wake-ups and frames. */
class CrossProcessTest {
    private static final int READERS = 3;
    private static final long ACCEPTED_BY_EACH = 20_000;
    private static final long AT_MOST_NANOS = 60_000_000_000L;

    private static FrameDescription frame() {
        FrameDescription frame = new FrameDescription();
        frame.widthPixels = 64;
        frame.heightPixels = 64;
        frame.strideBytes = 192;
        return frame;
    }

    private static int waiters(Region region) {
        long at = region.geometry().offset(Section.SIGNALS) + SignalsLayout.FRAME_WAITERS;
        return region.memory().readVolatileInt(at);
    }

    private static void awaitWaiters(Region region, int count) {
        long deadline = System.nanoTime() + AT_MOST_NANOS;
        while (waiters(region) != count) {
            assertThat(System.nanoTime()).as("waiters=" + waiters(region)).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void aFrameWakesAnotherProcessAndTheCountOfWaitersReturnsToZero()
            throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleClaim claim = region.claim(Role.CAPTURE);
                ChildJvm child = ChildJvm.start("await", temporary.files().region().toString())) {
            assertThat(child.line()).isEqualTo("waiting");
            awaitWaiters(region, 1);
            // Time enough to be asleep in the kernel; woken or not is told by the wait's length.
            LockSupport.parkNanos(50_000_000);
            long start = System.nanoTime();
            FrameWriter writer = claim.frameWriter();
            assertThat(writer.claim()).isEqualTo(1);
            writer.commit(frame());
            assertThat(child.line()).isEqualTo("came true 1");
            assertThat(System.nanoTime() - start).isLessThan(ChildProgram.WAIT_NANOS / 2);
            assertThat(child.exitStatus()).isZero();
            awaitWaiters(region, 0);
        }
    }

    @Test
    void aKilledWaiterLeavesTheCountTooHighAndThatIsHarmless()
            throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleClaim claim = region.claim(Role.CAPTURE);
                ChildJvm child = ChildJvm.start("await", temporary.files().region().toString());
                FrameReader reader = region.frameReader()) {
            assertThat(child.line()).isEqualTo("waiting");
            awaitWaiters(region, 1);
            child.kill();
            assertThat(waiters(region)).isEqualTo(1);
            FrameWriter writer = claim.frameWriter();
            for (int i = 1; i <= 3; i++) {
                assertThat(writer.claim()).isEqualTo(i);
                writer.commit(frame());
                assertThat(reader.awaitNewer(i - 1, 1_000_000_000L)).isTrue();
            }
            assertThat(waiters(region)).isEqualTo(1);
        }
    }

    /** One reader thread that opens old and new frames as fast as it can. */
    private static final class Stress extends Thread {
        private final FrameReader reader;
        private final int back;
        long accepted;
        long stolen;
        long sum;

        Stress(FrameReader reader, int back) {
            this.reader = reader;
            this.back = back;
        }

        @Override
        public void run() {
            long deadline = System.nanoTime() + AT_MOST_NANOS;
            while (System.nanoTime() < deadline
                    && (accepted < ACCEPTED_BY_EACH || reader.torn() == 0)) {
                long frameId = reader.newestFrame() - back;
                if (frameId > 0 && reader.open(frameId) == FrameReader.Answer.OPEN) {
                    stolen += reader.description().captureNanos != frameId ? 1 : 0;
                    for (int at = 0; at < 64 * 192; at += 64) {
                        sum += reader.pixels().get(at);
                    }
                    accepted += reader.stillValid() ? 1 : 0;
                }
            }
        }
    }

    @Test
    void framesWrittenFlatOutByAnotherProcessAreNeverMixed() throws Exception {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                ChildJvm child = ChildJvm.start("write", temporary.files().region().toString())) {
            assertThat(child.line()).isEqualTo("writing");
            List<Stress> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                Stress stress = new Stress(region.frameReader(), i);
                stress.start();
                readers.add(stress);
            }
            for (Stress stress : readers) {
                stress.join();
            }
            child.proceed();
            assertThat(child.line()).startsWith("wrote ");
            assertThat(child.exitStatus()).isZero();
            for (Stress stress : readers) {
                assertThat(stress.reader.mismatched()).isZero();
                assertThat(stress.stolen).isZero();
                assertThat(stress.sum).isNotZero();
                assertThat(stress.accepted).isGreaterThanOrEqualTo(ACCEPTED_BY_EACH);
                // The check has teeth only when frames were really overwritten while in use.
                assertThat(stress.reader.torn()).isPositive();
                stress.reader.close();
            }
            BytesStore<?, ?> memory = region.memory();
            assertThat(memory.readVolatileLong(region.newestFrameOffset())).isPositive();
        }
    }
}
