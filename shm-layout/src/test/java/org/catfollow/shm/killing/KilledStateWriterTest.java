package org.catfollow.shm.killing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.catfollow.shm.RawMemory;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.region.TemporaryRegion;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellReader.Answer;
import org.catfollow.shm.slots.CellCodec;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackCell;
import org.junit.jupiter.api.Test;

/** A stage is killed before each step of one value: readers have the last or the new one, whole. */
class KilledStateWriterTest {
    private static final int LAST = Contents.VALUES_BEFORE;
    private static final int NEXT = LAST + 1;
    private static final Step PUBLISHED =
            new Step("TwoCellWriter.publish", "BytesStore.writeOrderedLong");

    /** The kind of value that is looked at. */
    private record Kind<T>(
            Role role,
            StateSlot slot,
            CellCodec<T> codec,
            IntFunction<T> contents,
            IntFunction<T> holder) {}

    /** A reader of the slot from before the write, and new ones. */
    private static final class Watcher<T> implements Victim {
        private final TemporaryRegion temporary = TemporaryRegion.small();
        private final Region region = temporary.attach();
        private final Kind<T> kind;
        private final TwoCellReader<T> reader;

        Watcher(Kind<T> kind) throws IOException {
            this.kind = kind;
            this.reader = region.stateReader(kind.slot, kind.codec);
        }

        @Override
        public RegionFiles files() {
            return temporary.files();
        }

        @Override
        public void watch() {
            assertValue(LAST);
        }

        @Override
        public void whileStanding(List<Step> done) {
            assertValue(done.contains(PUBLISHED) ? NEXT : LAST);
        }

        @Override
        public void afterDeath(List<Step> done) {
            int value = done.contains(PUBLISHED) ? NEXT : LAST;
            assertValue(value);
            try (RoleClaim claim = region.claim(kind.role)) {
                for (int next = value + 1; next <= NEXT + 1; next++) {
                    claim.stateWriter(kind.slot, kind.codec).write(kind.contents.apply(next));
                    assertValue(next);
                }
            }
        }

        private void assertValue(int value) {
            T read = kind.holder.apply(0);
            assertThat(reader.read(read)).isEqualTo(Answer.VALUE);
            assertThat(reader.generation()).isEqualTo(value);
            assertThat(read)
                    .usingRecursiveComparison()
                    .isEqualTo(throughTheCell(kind.contents.apply(value)));
            assertThat(reader.brokenSeals()).isZero();
        }

        /** Returns the value as a cell gives it back: boxes past the count are nobody's. */
        private T throughTheCell(T value) {
            var cell = RawMemory.zeroes(kind.codec.bytes());
            kind.codec.write(value, cell, 0);
            T read = kind.holder.apply(0);
            assertThat(kind.codec.read(cell, 0, read)).isTrue();
            return read;
        }

        @Override
        public void close() throws IOException {
            region.close();
            temporary.close();
        }
    }

    private static List<Step> stepsOf(String operation, Kind<?> kind)
            throws IOException, InterruptedException {
        List<Step> steps = KilledAtEachStep.run(operation, () -> new Watcher<>(kind));
        assertThat(steps)
                .startsWith(
                        new Step("TwoCellWriter.open", "VarHandle.releaseFence"),
                        new Step("TwoCellWriter.fill", "BytesStore.writeLong"))
                .endsWith(
                        new Step("TwoCellWriter.fill", "BytesStore.writeLong"),
                        PUBLISHED,
                        new Step("Waker.wake", "VarHandle.fullFence"));
        return steps;
    }

    @Test
    void detectionsAreTheLastOrTheNewOnes() throws IOException, InterruptedException {
        Kind<Detections> kind =
                new Kind<>(
                        Role.DETECTOR,
                        StateSlot.DETECTIONS,
                        DetectionsCell.CODEC,
                        Contents::detections,
                        zero -> new Detections());
        List<Step> steps = stepsOf("detections", kind);
        assertThat(steps)
                .contains(new Step("DetectionsCell.write", "BytesStore.writeFloat"))
                .contains(new Step("DetectionsCell.write", "BytesStore.writeByte"));
        // Opening 1, seals 2, stamps and count 6, one box of 6 numbers and 24 bytes, publishing 1,
        // waking 1.
        assertThat(steps).hasSize(41);
    }

    @Test
    void aTrackIsTheLastOrTheNewOne() throws IOException, InterruptedException {
        Kind<Track> kind =
                new Kind<>(
                        Role.TRACKER,
                        StateSlot.TRACK,
                        TrackCell.CODEC,
                        Contents::track,
                        zero -> new Track());
        List<Step> steps = stepsOf("track", kind);
        assertThat(steps).contains(new Step("TrackCell.write", "BytesStore.writeInt"));
        // Opening 1, seals 2, fields 15, publishing 1, waking 1.
        assertThat(steps).hasSize(20);
    }
}
