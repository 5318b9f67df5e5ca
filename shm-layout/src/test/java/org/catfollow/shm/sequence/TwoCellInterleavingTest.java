package org.catfollow.shm.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.interleaving.EveryOrder;
import org.catfollow.shm.interleaving.RecordedMemory;
import org.catfollow.shm.layout.Field;
import org.catfollow.shm.layout.TwoCellLayout;
import org.catfollow.shm.sequence.TwoCellReader.Answer;
import org.catfollow.shm.slots.CellCodec;
import org.junit.jupiter.api.Test;

/** Every order of a writer's stores and the loads of a reader that copies field by field. */
class TwoCellInterleavingTest {
    private static final PairCodec CODEC = new PairCodec();
    private static final long BYTES = TwoCellLayout.slotBytes(CODEC.bytes());
    private static final int VALUES = 3;

    /** Seal, two fields, seal, generation. */
    private static final int STORES_A_VALUE = 5;

    private static final int STORES = VALUES * STORES_A_VALUE;

    /** Generation, seal, two fields, seal, generation. */
    private static final int READER_LOADS = 6;

    /** A value of two fields that say the same. */
    private static final class Pair {
        long first;
        long second;
    }

    private static final class PairCodec implements CellCodec<Pair> {
        @Override
        public int bytes() {
            return 16;
        }

        @Override
        public List<Field> fields() {
            return List.of(new Field("first", 0, 8, "plain"), new Field("second", 8, 8, "plain"));
        }

        @Override
        public void write(Pair pair, BytesStore<?, ?> store, long offset) {
            store.writeLong(offset, pair.first);
            store.writeLong(offset + 8, pair.second);
        }

        @Override
        public boolean read(BytesStore<?, ?> store, long offset, Pair pair) {
            pair.first = store.readLong(offset);
            pair.second = store.readLong(offset + 8);
            return true;
        }
    }

    private static Pair pair(long value) {
        Pair pair = new Pair();
        pair.first = value;
        pair.second = ~value;
        return pair;
    }

    /** The value tells generation and writer. */
    private static long value(long generation, int writer) {
        return generation * 10 + writer;
    }

    private static void write(RecordedMemory memory, int writer, int values) {
        TwoCellWriter<Pair> cells = new TwoCellWriter<>(CODEC, memory, 0);
        for (int i = 0; i < values; i++) {
            long generation = cells.open();
            cells.fill(generation, pair(value(generation, writer)));
            cells.publish(generation);
        }
    }

    private static RecordedMemory dyingAfter(int stores) {
        RecordedMemory memory = new RecordedMemory(BYTES);
        memory.dieAfter(stores);
        try {
            write(memory, 1, VALUES);
        } catch (RecordedMemory.Died e) {
            // As told; another process goes on.
        }
        memory.dieNever();
        write(memory, 2, 2);
        return memory;
    }

    private static void checkEveryOrder(RecordedMemory memory, String scenario) {
        EveryOrder order = new EveryOrder(memory, READER_LOADS);
        TwoCellReader<Pair> reader = new TwoCellReader<>(CODEC, order, 0);
        Pair pair = new Pair();
        do {
            Answer answer = reader.read(pair);
            long publishedAtStart = memory.wordIn(order.firstState(), TwoCellLayout.GENERATION);
            if (publishedAtStart == 0 && answer == Answer.EMPTY) {
                continue;
            }
            boolean sound =
                    answer == Answer.VALUE
                            && pair.second == ~pair.first
                            && pair.first / 10 == reader.generation()
                            && reader.generation() >= publishedAtStart
                            && reader.generation()
                                    <= memory.wordIn(
                                            order.currentState(), TwoCellLayout.GENERATION);
            if (!sound) {
                assertThat(answer + " " + pair.first + " " + pair.second)
                        .as("%s, loads at states %s", scenario, order.describe())
                        .isEqualTo("a whole value, published while it was read");
            }
        } while (order.next());
        assertThat(reader.brokenSeals()).as(scenario).isZero();
        assertThat(order.runs()).isGreaterThan(400);
    }

    @Test
    void noOrderLetsAReaderAcceptAMixedValue() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            write(memory, 1, VALUES);
            assertThat(memory.stateCount()).isEqualTo(STORES + 1);
            checkEveryOrder(memory, "no death");
        }
    }

    @Test
    void noOrderDoesSoWhenTheWriterDiesAtAnyStoreAndAnotherGoesOn() {
        for (int stores = 0; stores <= STORES; stores++) {
            try (RecordedMemory memory = dyingAfter(stores)) {
                checkEveryOrder(memory, "death after store " + stores);
            }
        }
    }

    @Test
    void theLastCompleteValueStaysReadableAfterDeathAtAnyStore() {
        for (int stores = 0; stores <= STORES; stores++) {
            try (RecordedMemory memory = dyingAfter(stores)) {
                long complete = stores / STORES_A_VALUE;
                EveryOrder order = new EveryOrder(memory, 1);
                for (int i = 0; i < stores; i++) {
                    long unused = order.readVolatileLong(0);
                    assertThat(unused).isNotNegative();
                    order.next();
                }
                Pair pair = new Pair();
                TwoCellReader<Pair> reader = new TwoCellReader<>(CODEC, order, 0);
                if (complete == 0) {
                    assertThat(reader.read(pair)).isEqualTo(Answer.EMPTY);
                } else {
                    assertThat(reader.read(pair)).isEqualTo(Answer.VALUE);
                    assertThat(pair.first).isEqualTo(value(complete, 1));
                }
            }
        }
    }

    /** Counts what a reader accepts that is mixed, when it leaves out the second look. */
    private static int mixedWithoutRecheck(RecordedMemory memory) {
        EveryOrder order = new EveryOrder(memory, READER_LOADS);
        Pair pair = new Pair();
        int mixed = 0;
        do {
            long generation = order.readVolatileLong(TwoCellLayout.GENERATION);
            long cell =
                    TwoCellWriter.cellOffset(0, TwoCellLayout.cellBytes(CODEC.bytes()), generation);
            if (generation > 0) {
                boolean inRange = CODEC.read(order, cell + TwoCellLayout.SEAL_BYTES, pair);
                mixed += inRange && pair.second != ~pair.first ? 1 : 0;
            }
        } while (order.next());
        return mixed;
    }

    @Test
    void theTestCatchesAReaderThatDoesNotLookAgain() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            write(memory, 1, VALUES);
            assertThat(mixedWithoutRecheck(memory)).isPositive();
        }
    }

    @Test
    void theTestCatchesAWriterThatPublishesBeforeItFills() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            TwoCellWriter<Pair> cells = new TwoCellWriter<>(CODEC, memory, 0);
            for (int i = 0; i < VALUES; i++) {
                long generation = cells.open();
                cells.publish(generation);
                cells.fill(generation, pair(value(generation, 1)));
            }
            EveryOrder order = new EveryOrder(memory, READER_LOADS);
            TwoCellReader<Pair> reader = new TwoCellReader<>(CODEC, order, 0);
            Pair pair = new Pair();
            do {
                Answer ignored = reader.read(pair);
                assertThat(ignored).isNotNull();
            } while (order.next());
            assertThat(reader.brokenSeals()).isPositive();
        }
    }

    @Test
    void aReaderOvertakenEveryTimeGivesUpInsteadOfWaiting() {
        try (RecordedMemory recorded = new RecordedMemory(BYTES)) {
            write(recorded, 1, 100);
            // Every load falls one value later than the one before.
            PointerBytesStore order =
                    new PointerBytesStore() {
                        private int load;

                        @Override
                        public long readLong(long offset) {
                            return 0;
                        }

                        @Override
                        public long readVolatileLong(long offset) {
                            load++;
                            return recorded.wordIn(load * STORES_A_VALUE, offset);
                        }
                    };
            TwoCellReader<Pair> reader = new TwoCellReader<>(CODEC, order, 0);
            assertThat(reader.read(new Pair())).isEqualTo(Answer.CONTENDED);
        }
    }

    @Test
    void aCellThatAnotherProgramWroteIsCorruptAndNoValue() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            write(memory, 1, 1);
            memory.writeLong(TwoCellLayout.GENERATION, 2);
            TwoCellReader<Pair> reader = new TwoCellReader<>(CODEC, memory, 0);
            assertThat(reader.read(new Pair())).isEqualTo(Answer.CORRUPT);
            assertThat(reader.brokenSeals()).isEqualTo(1);
        }
    }
}
