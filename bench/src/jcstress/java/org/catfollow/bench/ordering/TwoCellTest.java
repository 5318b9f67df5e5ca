package org.catfollow.bench.ordering;

import org.catfollow.bench.ordering.Pieces.Piece;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A state slot: a pose whose fields are all one number is written and read, twice by each reader. */
final class TwoCellTest {
    private static final int VALUES = 4;

    private TwoCellTest() {}

    /** Publish with read, the fence in open with the one in read. */
    @JCStressTest
    @Outcome(id = "[01], [01]", expect = Expect.ACCEPTABLE, desc = "whole, or given up for now")
    @Outcome(id = "2, .*|.*, 2", expect = Expect.FORBIDDEN, desc = "torn")
    @Outcome(id = ".*, 3", expect = Expect.FORBIDDEN, desc = "older than the one before")
    @State
    public static class Whole {
        private final Piece memory = Pieces.next();
        private final TwoCellWriter<Pose> writer = new TwoCellWriter<>(PoseCell.CODEC, memory, 0);
        private final TwoCellReader<Pose> reader = new TwoCellReader<>(PoseCell.CODEC, memory, 0);
        private final Pose written = new Pose();
        private final Pose read = new Pose();

        public Whole() {
            write(1);
        }

        private void write(int number) {
            written.nanos = number;
            written.xMetres = number;
            written.yMetres = number;
            written.headingDegrees = number;
            writer.write(written);
        }

        /** Returns 0: given up for now, 1: whole, 2: torn. */
        private int readOnce() {
            TwoCellReader.Answer answer = reader.read(read);
            if (answer == TwoCellReader.Answer.CONTENDED) {
                return 0;
            }
            return answer == TwoCellReader.Answer.VALUE
                            && reader.brokenSeals() == 0
                            && read.nanos == reader.generation()
                            && read.xMetres == read.nanos
                            && read.yMetres == read.nanos
                            && read.headingDegrees == read.nanos
                    ? 1
                    : 2;
        }

        @Actor
        public void writer() {
            for (int number = 2; number <= VALUES; number++) {
                write(number);
            }
        }

        @Actor
        public void reader(II_Result result) {
            result.r1 = readOnce();
            long before = reader.generation();
            result.r2 = readOnce();
            if (reader.generation() < before) {
                result.r2 = 3;
            }
        }
    }
}
