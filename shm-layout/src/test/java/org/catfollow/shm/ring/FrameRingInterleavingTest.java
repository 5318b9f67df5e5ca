package org.catfollow.shm.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import net.openhft.chronicle.bytes.BytesStore;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.catfollow.shm.interleaving.RecordedMemory;
import org.catfollow.shm.layout.FrameHeaderLayout;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.StageRowLayout;
import org.catfollow.shm.sequence.FrameSequenceReader;
import org.catfollow.shm.sequence.FrameSequenceWriter;
import org.catfollow.shm.waiting.Publication;
import org.catfollow.shm.waiting.Waiter;
import org.catfollow.shm.waiting.Waker;
import org.junit.jupiter.api.Test;

/**
 * The whole writer against the whole reader: the reader is paused once, before any of its loads, for
 * any number of the writer's stores.
 */
class FrameRingInterleavingTest {
    private static final Geometry GEOMETRY = new Geometry(4, 64, 64);
    private static final long HEADERS = GEOMETRY.offset(Section.FRAME_HEADERS);
    private static final long NEWEST =
            GEOMETRY.offset(Section.CAPTURE) + StageRowLayout.NEWEST_FRAME;

    /** The headers and the newest frame; pixels are not looked at here. */
    private static final long BYTES = HEADERS + 4 * FrameHeaderLayout.BYTES;

    private static final int FRAMES = 6;

    /** Newest, sequence, ten words of the header, sequence twice. */
    private static final int LOADS = 14;

    private static ByteBuffer[] noPixels() {
        return new ByteBuffer[] {null, null, null, null};
    }

    private static FrameWriter writer(BytesStore<?, ?> memory) {
        Publication nobody = new Publication(memory, NEWEST, RawMemory.zeroes(256), 0);
        return new FrameWriter(
                new FrameSequenceWriter(memory, HEADERS, memory, NEWEST, 4),
                memory,
                GEOMETRY,
                HEADERS,
                GEOMETRY.offset(Section.FRAME_PAYLOADS),
                noPixels(),
                new Waker(nobody));
    }

    private static FrameReader reader(BytesStore<?, ?> memory) {
        Publication frames = new Publication(memory, NEWEST, memory, 0);
        return new FrameReader(
                new FrameSequenceReader(memory, HEADERS, memory, NEWEST, 4),
                memory,
                GEOMETRY,
                noPixels(),
                new Waiter(frames));
    }

    /** Every word of the description follows from the number. */
    private static FrameDescription frame(long frameId) {
        FrameDescription frame = new FrameDescription();
        frame.captureNanos = 1000 + frameId;
        frame.sourceIndex = 2000 + frameId;
        frame.widthPixels = (int) frameId;
        frame.heightPixels = (int) frameId + 10;
        frame.strideBytes = (int) frameId + 100;
        frame.cameraId = (int) frameId + 1000;
        frame.captureEpoch = (int) frameId + 2000;
        return frame;
    }

    private static boolean isWhole(FrameDescription read, long frameId) {
        FrameDescription expected = frame(frameId);
        return read.frameId == frameId
                && read.captureNanos == expected.captureNanos
                && read.sourceIndex == expected.sourceIndex
                && read.widthPixels == expected.widthPixels
                && read.heightPixels == expected.heightPixels
                && read.strideBytes == expected.strideBytes
                && read.cameraId == expected.cameraId
                && read.captureEpoch == expected.captureEpoch;
    }

    private static void write(RecordedMemory memory, int dyingAfter) {
        memory.dieAfter(dyingAfter);
        try {
            writeFrames(memory, FRAMES);
        } catch (RecordedMemory.Died e) {
            // As told; another goes on.
        }
        memory.dieNever();
        writeFrames(memory, FRAMES + 1);
    }

    private static void writeFrames(RecordedMemory memory, long last) {
        FrameWriter writer = writer(memory);
        for (long id = writer.claim(); id <= last; id = id == last ? id + 1 : writer.claim()) {
            writer.commit(frame(id));
        }
    }

    /** Memory that is one state until a load, and another one from it on. */
    private static final class OnePause extends PointerBytesStore {
        private final RecordedMemory recorded;
        private int before;
        private int pausedLoad;
        private int after;
        private int loads;

        OnePause(RecordedMemory recorded) {
            this.recorded = recorded;
            super.set(recorded.stateAddress(0), recorded.bytes());
        }

        void play(int from, int load, int to) {
            before = from;
            pausedLoad = load;
            after = to;
            loads = 0;
        }

        private void beforeLoad() {
            int state = loads++ < pausedLoad ? before : after;
            super.set(recorded.stateAddress(state), recorded.bytes());
        }

        @Override
        public long readLong(long offset) {
            beforeLoad();
            return super.readLong(offset);
        }

        @Override
        public int readInt(long offset) {
            beforeLoad();
            return super.readInt(offset);
        }

        @Override
        public long readVolatileLong(long offset) {
            beforeLoad();
            return super.readVolatileLong(offset);
        }
    }

    private static void checkEveryPause(RecordedMemory memory) {
        OnePause pausing = new OnePause(memory);
        int accepted = 0;
        try (FrameReader reader = reader(pausing)) {
            for (int load = 0; load < LOADS; load++) {
                for (int from = 0; from < memory.stateCount(); from++) {
                    for (int to = from; to < memory.stateCount(); to++) {
                        pausing.play(from, load, to);
                        long id = reader.newestFrame();
                        if (id == 0) {
                            continue;
                        }
                        FrameReader.Answer answer = reader.open(id);
                        boolean whole = isWhole(reader.description(), id);
                        boolean sound =
                                answer == FrameReader.Answer.LAPPED
                                        || (answer == FrameReader.Answer.OPEN && whole);
                        if (!sound) {
                            assertThat(answer)
                                    .as("frame %d, load %d, %d to %d", id, load, from, to)
                                    .isEqualTo(FrameReader.Answer.LAPPED);
                        }
                        accepted += reader.stillValid() ? 1 : 0;
                    }
                }
            }
            assertThat(reader.mismatched()).isZero();
            assertThat(reader.lapped()).isPositive();
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void noPauseLetsTheReaderTakeAMixedHeader() {
        try (RecordedMemory memory = new RecordedMemory(BYTES)) {
            write(memory, Integer.MAX_VALUE);
            checkEveryPause(memory);
        }
    }

    @Test
    void noPauseDoesSoWhenTheWriterDiesInItsSecondRound() {
        int storesOfAFrame = 14;
        for (int stores = 4 * storesOfAFrame; stores <= 5 * storesOfAFrame; stores++) {
            try (RecordedMemory memory = new RecordedMemory(BYTES)) {
                write(memory, stores);
                checkEveryPause(memory);
            }
        }
    }

    @Test
    void aDamagedHeaderIsCorruptOrFitsTheSlot() {
        Random random = new Random(1);
        PointerBytesStore memory = RawMemory.zeroes(GEOMETRY.totalBytes());
        long header = GEOMETRY.frameHeaderOffset(1);
        int open = 0;
        try (FrameReader reader = reader(memory)) {
            for (int round = 0; round < 20_000; round++) {
                memory.writeLong(header, 2);
                memory.writeLong(header + FrameHeaderLayout.FRAME_ID, 1);
                memory.writeInt(header + FrameHeaderLayout.WIDTH_PIXELS, 64);
                memory.writeInt(header + FrameHeaderLayout.HEIGHT_PIXELS, 64);
                memory.writeInt(header + FrameHeaderLayout.STRIDE_BYTES, 192);
                memory.writeInt(header + FrameHeaderLayout.PIXEL_FORMAT, 1);
                for (int damaged = 0; damaged < 2; damaged++) {
                    int at = FrameHeaderLayout.CAPTURE_NANOS + 4 * random.nextInt(12);
                    memory.writeInt(header + at, random.nextInt() >> random.nextInt(32));
                }
                if (reader.open(1) == FrameReader.Answer.OPEN) {
                    open++;
                    FrameDescription read = reader.description();
                    assertThat(read.widthPixels).isBetween(1, 64);
                    assertThat(read.heightPixels).isBetween(1, 64);
                    assertThat(read.lengthBytes()).isBetween(1L, GEOMETRY.slotCapacityBytes());
                    assertThat(read.strideBytes)
                            .isGreaterThanOrEqualTo(read.widthPixels * read.format.bytesPerPixel());
                }
            }
            assertThat(reader.mismatched()).isEqualTo(20_000L - open);
        }
        assertThat(open).isPositive();
    }
}
