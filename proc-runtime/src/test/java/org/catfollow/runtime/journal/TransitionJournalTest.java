package org.catfollow.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Pose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransitionJournalTest {
    @TempDir private Path folder;

    private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
    private final Pose pose = new Pose();

    /** Keeps frame ids. */
    private static final class Memory implements TransitionJournal.Sink {
        private final List<Long> frameIds = new CopyOnWriteArrayList<>();
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void append(Transition entry) {
            frameIds.add(entry.frameId);
        }

        @Override
        public void close() {
            closed.countDown();
        }

        /** Returns all of them: the journal's thread may be slower than the journal waits for it. */
        private List<Long> whole() {
            await(closed);
            return frameIds;
        }
    }

    @Test
    void aTransitionIsReadAsItWasNoticed() {
        pose.set(1.5, -2, 90);
        long before = System.currentTimeMillis();
        try (TransitionJournal journal = TransitionJournal.in(folder, problems::add)) {
            journal.enter(3);
            journal.notice(Transitions.status(7), pose);
        }
        assertThat(problems).isEmpty();
        JournalEntry entry = readOnce().getFirst();
        assertThat(entry.wallMillis()).isBetween(before, System.currentTimeMillis());
        assertThat(entry)
                .isEqualTo(
                        new JournalEntry(
                                5_000_000_007L,
                                entry.wallMillis(),
                                ProcessHandle.current().pid(),
                                3,
                                1007,
                                0,
                                "SEARCH",
                                "ACQUIRE",
                                "TARGET_SEEN",
                                "OBSTACLE",
                                1.5,
                                -2,
                                90,
                                0.25));
    }

    /** Its thread may still be opening the queue when close() has waited long enough. */
    private List<JournalEntry> readOnce() {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() - deadline < 0) {
            if (JournalFiles.isJournal(folder) && !daysAreMissing()) {
                List<JournalEntry> all = Transitions.read(folder);
                if (!all.isEmpty()) {
                    return all;
                }
            }
            LockSupport.parkNanos(1000);
        }
        return List.of();
    }

    private boolean daysAreMissing() {
        try {
            return JournalFiles.days(folder).isEmpty();
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void eachStateIsRecordedOnceHoweverOftenItIsSeen() throws Exception {
        Memory memory = new Memory();
        TransitionJournal journal = TransitionJournal.to("memory", () -> memory, problems::add);
        for (long number : new long[] {0, 0, 0, 1, 1, 2, 2}) {
            journal.notice(Transitions.status(number), pose);
        }
        journal.enter(2);
        journal.notice(Transitions.status(0), pose);
        journal.close();
        assertThat(memory.whole()).containsExactly(1000L, 1001L, 1002L, 1000L);
    }

    @Test
    void whileTheQueueIsSlowWhatFindsNoRoomIsCounted() {
        CountDownLatch mayOpen = new CountDownLatch(1);
        Memory memory = new Memory();
        TransitionJournal journal =
                TransitionJournal.to(
                        "memory",
                        () -> {
                            await(mayOpen);
                            return memory;
                        },
                        problems::add);
        for (int i = 0; i < 70; i++) {
            journal.notice(Transitions.status(i), pose);
        }
        assertThat(journal.missed()).isEqualTo(6);
        mayOpen.countDown();
        journal.close();
        assertThat(memory.whole()).hasSize(64).startsWith(1000L).endsWith(1063L);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aQueueThatCannotBeOpenedIsOneLineAndNoMore() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        try (TransitionJournal journal =
                TransitionJournal.in(file.resolve("journal"), problems::add)) {
            journal.notice(Transitions.status(1), pose);
            assertThat(problems.poll(30, TimeUnit.SECONDS))
                    .startsWith(
                            "the journal in " + file.resolve("journal") + " is not kept any more: ")
                    .doesNotContain("\n");
            for (int i = 2; i < 200; i++) {
                journal.notice(Transitions.status(i), pose);
            }
            assertThat(journal.missed()).isZero();
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aDiskThatFillsUpEndsTheJournalAndLeavesWhatWasWritten() throws Exception {
        long[] space = {JournalQueue.LEAST_SPACE_BYTES};
        try (JournalQueue queue = new JournalQueue(folder, () -> space[0])) {
            queue.append(Transitions.numbered(1));
            space[0]--;
            assertThat(catchThrowable(() -> queue.append(Transitions.numbered(2))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("only 31 MB are left on the disk, 32 MB are wanted");
        }
        assertThat(Transitions.frameIds(folder)).containsExactly(1L);
    }

    @Test
    void noJournalTakesEverythingAndKeepsNothing() {
        try (TransitionJournal journal = TransitionJournal.none()) {
            journal.notice(Transitions.status(1), pose);
            assertThat(journal.missed()).isZero();
        }
    }

    @Test
    void noticingAllocatesNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Memory memory = new Memory();
        try (TransitionJournal journal =
                TransitionJournal.to("memory", () -> memory, problems::add)) {
            ControlStatus status = Transitions.status(1);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 30 && least > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 3000; i++) {
                    status.transitions += i % 100 == 0 ? 1 : 0;
                    journal.notice(status, pose);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
        }
    }
}
