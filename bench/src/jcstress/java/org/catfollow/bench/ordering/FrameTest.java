package org.catfollow.bench.ordering;

import org.catfollow.bench.ordering.Pieces.Piece;
import org.catfollow.shm.sequence.FrameSequenceReader;
import org.catfollow.shm.sequence.FrameSequenceWriter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** The frame protocol. Each word of a frame's payload is its id, in a cache line of its own. */
final class FrameTest {
    private static final int NEWEST = 0;
    private static final int HEADERS = 128;
    private static final int PAYLOADS = 2048;
    private static final int PAYLOAD_BYTES = 256;
    private static final int WORD_DISTANCE = 128;
    private static final int FRAMES = 4;

    private FrameTest() {}

    /** A ring of so many slots, and both ends of it. */
    private static class Ring {
        private final Piece memory = Pieces.next();
        private final int slots;
        final FrameSequenceWriter writer;
        final FrameSequenceReader reader;

        Ring(int slots) {
            this.slots = slots;
            this.writer = new FrameSequenceWriter(memory, HEADERS, memory, NEWEST, slots);
            this.reader = new FrameSequenceReader(memory, HEADERS, memory, NEWEST, slots);
        }

        private long payload(long frameId) {
            return PAYLOADS + (frameId & (slots - 1)) * PAYLOAD_BYTES;
        }

        final void write(long frameId) {
            writer.open(frameId);
            memory.writeLong(payload(frameId), frameId);
            memory.writeLong(payload(frameId) + WORD_DISTANCE, frameId);
            writer.commit(frameId);
            writer.announce(frameId);
        }

        /** Returns 0: not there, 1: lapped in the middle, 2: whole, 3: torn and not noticed. */
        final int read(long frameId) {
            if (reader.open(frameId) != FrameSequenceReader.Answer.COMPLETE) {
                return 0;
            }
            long last = memory.readLong(payload(frameId) + WORD_DISTANCE);
            long first = memory.readLong(payload(frameId));
            if (!reader.stillValid(frameId)) {
                return 1;
            }
            return first == frameId && last == frameId ? 2 : 3;
        }
    }

    /** Commit with open, the fence in open with the one in stillValid: one slot, written over. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not complete, or lapped before")
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "lapped while it was used")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "whole")
    @Outcome(id = "3", expect = Expect.FORBIDDEN, desc = "torn, and accepted")
    @State
    public static class Whole extends Ring {
        public Whole() {
            super(1);
            write(1);
        }

        @Actor
        public void capture() {
            for (int frame = 2; frame <= FRAMES; frame++) {
                write(frame);
            }
        }

        @Actor
        public void reader(I_Result result) {
            int found = 0;
            for (int frame = 1; frame <= FRAMES; frame++) {
                found = Math.max(found, read(frame));
            }
            result.r1 = found;
        }
    }

    /** Announce with newestFrame: who is told of a frame finds it. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "told of none")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "told, and there it is")
    @Outcome(expect = Expect.FORBIDDEN, desc = "told of a frame that is not complete")
    @State
    public static class Announced extends Ring {
        public Announced() {
            super(8);
        }

        @Actor
        public void capture() {
            for (int frame = 1; frame <= FRAMES; frame++) {
                write(frame);
            }
        }

        @Actor
        public void reader(I_Result result) {
            long newest = reader.newestFrame();
            int found = read(newest);
            result.r1 = newest > 0 && found != 2 ? 4 : found;
        }
    }
}
