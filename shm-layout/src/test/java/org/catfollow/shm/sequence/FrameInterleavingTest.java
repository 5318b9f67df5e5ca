package org.catfollow.shm.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.catfollow.shm.interleaving.EveryOrder;
import org.catfollow.shm.interleaving.RecordedMemory;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.sequence.FrameSequenceReader.Answer;
import org.junit.jupiter.api.Test;

/** Every order of a writer's stores and a reader's loads, over a ring of four that wraps. */
class FrameInterleavingTest {
    private static final int SLOTS = 4;
    private static final long NEWEST = SLOTS * FrameHeaderLayout.BYTES;
    private static final long PIXELS = NEWEST + 128;
    private static final long BYTES = PIXELS + SLOTS * 16L;
    private static final int FRAMES = 6;
    private static final int STORES = FRAMES * 5;
    private static final int READER_LOADS = 5;

    /** In which order a writer takes its last two steps. */
    private enum Writer {
        RIGHT,
        ANNOUNCES_FIRST,
        OPENS_LAST
    }

    /** What was wrong in the orders of one scenario. */
    private static final class Findings {
        int accepted;
        int mixed;
        int rejectedAfterUse;
        int announcedAndNotThere;
        int twoPictures;
        String first = "";
    }

    private static long picture(long frameId, int writer) {
        return frameId * 10 + writer;
    }

    private static void write(RecordedMemory memory, Writer kind, int writer, long lastFrame) {
        FrameSequenceWriter sequence = new FrameSequenceWriter(memory, 0, memory, NEWEST, SLOTS);
        for (long id = sequence.firstFrame(); id <= lastFrame; id++) {
            long pixels = PIXELS + (id & (SLOTS - 1)) * 16;
            if (kind != Writer.OPENS_LAST) {
                sequence.open(id);
            }
            memory.writeLong(pixels, picture(id, writer));
            memory.writeLong(pixels + 8, picture(id, writer));
            if (kind == Writer.OPENS_LAST) {
                sequence.open(id);
            }
            if (kind == Writer.ANNOUNCES_FIRST) {
                sequence.announce(id);
                sequence.commit(id);
            } else {
                sequence.commit(id);
                sequence.announce(id);
            }
        }
    }

    private static RecordedMemory dyingAfter(int stores) {
        RecordedMemory memory = new RecordedMemory(BYTES);
        memory.dieAfter(stores);
        try {
            write(memory, Writer.RIGHT, 1, FRAMES);
        } catch (RecordedMemory.Died e) {
            // As told; another process goes on.
        }
        memory.dieNever();
        write(memory, Writer.RIGHT, 2, FRAMES + 1);
        return memory;
    }

    /**
     * Reads in every order.
     *
     * @param back how far behind the newest frame the reader goes; -1 guesses one that comes
     * @param rechecks whether it asks {@code stillValid} at the end
     */
    private static Findings readInEveryOrder(RecordedMemory memory, int back, boolean rechecks) {
        Findings findings = new Findings();
        Map<Long, Long> pictures = new HashMap<>();
        EveryOrder order = new EveryOrder(memory, READER_LOADS);
        FrameSequenceReader reader = new FrameSequenceReader(order, 0, order, NEWEST, SLOTS);
        do {
            long newest = reader.newestFrame();
            long id = newest - back;
            if (id <= 0) {
                continue;
            }
            Answer answer = reader.open(id);
            if (back == 0 && answer != Answer.COMPLETE && answer != Answer.LAPPED) {
                findings.announcedAndNotThere++;
                findings.first = order.describe();
            }
            if (answer != Answer.COMPLETE) {
                continue;
            }
            long pixels = PIXELS + (id & (SLOTS - 1)) * 16;
            long firstHalf = order.readLong(pixels);
            long rest = order.readLong(pixels + 8);
            if (rechecks && !reader.stillValid(id)) {
                findings.rejectedAfterUse++;
                continue;
            }
            findings.accepted++;
            if (firstHalf != rest || firstHalf / 10 != id) {
                findings.mixed++;
                findings.first = order.describe();
            }
            Long earlier = pictures.put(id, firstHalf);
            if (earlier != null && earlier != firstHalf) {
                findings.twoPictures++;
            }
        } while (order.next());
        return findings;
    }

    private static void checkSound(Findings findings, String scenario) {
        assertThat(findings.mixed).as("mixed, %s, at %s", scenario, findings.first).isZero();
        assertThat(findings.announcedAndNotThere)
                .as("announced and not there, %s, at %s", scenario, findings.first)
                .isZero();
        assertThat(findings.twoPictures).as("two pictures, %s", scenario).isZero();
    }

    @Test
    void noOrderLetsAReaderAcceptAMixedFrame() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            write(memory, Writer.RIGHT, 1, FRAMES);
            assertThat(memory.stateCount()).isEqualTo(STORES + 1);
            for (int back = -1; back < SLOTS; back++) {
                Findings findings = readInEveryOrder(memory, back, true);
                checkSound(findings, back + " back");
                assertThat(findings.accepted).isPositive();
                assertThat(findings.rejectedAfterUse).as("the recheck has work").isPositive();
            }
        }
    }

    @Test
    void noOrderDoesSoWhenTheWriterDiesAtAnyStoreAndAnotherGoesOn() {
        for (int stores = 0; stores <= STORES; stores++) {
            try (RecordedMemory memory = dyingAfter(stores)) {
                for (int back : new int[] {-1, 0, SLOTS - 2}) {
                    checkSound(
                            readInEveryOrder(memory, back, true),
                            "death after store " + stores + ", " + back + " back");
                }
            }
        }
    }

    @Test
    void everyAnnouncedFrameCountsUpByOneWhoeverDies() {
        for (int stores = 0; stores <= STORES; stores++) {
            try (RecordedMemory memory = dyingAfter(stores)) {
                long before = 0;
                for (int state = 0; state < memory.stateCount(); state++) {
                    long newest = memory.wordIn(state, NEWEST);
                    assertThat(newest - before).isBetween(0L, 1L);
                    before = newest;
                }
                assertThat(before).isEqualTo(FRAMES + 1);
            }
        }
    }

    @Test
    void theTestCatchesAReaderThatDoesNotAskAgain() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            write(memory, Writer.RIGHT, 1, FRAMES);
            assertThat(readInEveryOrder(memory, 0, false).mixed).isPositive();
        }
    }

    @Test
    void theTestCatchesAWriterThatAnnouncesBeforeItCommits() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            write(memory, Writer.ANNOUNCES_FIRST, 1, FRAMES);
            assertThat(readInEveryOrder(memory, 0, true).announcedAndNotThere).isPositive();
        }
    }

    @Test
    void theTestCatchesAWriterThatMarksTheSlotAfterThePixels() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            write(memory, Writer.OPENS_LAST, 1, FRAMES);
            assertThat(readInEveryOrder(memory, SLOTS - 2, true).mixed).isPositive();
        }
    }

    @Test
    void theTestCatchesASuccessorThatWritesAFinishedFrameAgain() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            // Dies between commit and announce of frame 2; the successor starts from the newest +
            // 1.
            memory.dieAfter(9);
            try {
                write(memory, Writer.RIGHT, 1, FRAMES);
            } catch (RecordedMemory.Died e) {
                memory.dieNever();
            }
            FrameSequenceWriter careless =
                    new FrameSequenceWriter(memory, 0, memory, NEWEST, SLOTS);
            careless.open(2);
            memory.writeLong(PIXELS + 2 * 16, picture(2, 2));
            memory.writeLong(PIXELS + 2 * 16 + 8, picture(2, 2));
            careless.commit(2);
            careless.announce(2);
            assertThat(readInEveryOrder(memory, -1, true).twoPictures).isPositive();
        }
    }

    @Test
    void thereIsNoFrameZeroInARingNeverUsed() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            FrameSequenceReader reader = new FrameSequenceReader(memory, 0, memory, NEWEST, SLOTS);
            assertThat(reader.newestFrame()).isZero();
            assertThat(reader.open(0)).isEqualTo(Answer.NOT_YET);
            assertThat(reader.open(-4)).isEqualTo(Answer.NOT_YET);
            assertThat(reader.open(1)).isEqualTo(Answer.NOT_YET);
        }
    }
}
