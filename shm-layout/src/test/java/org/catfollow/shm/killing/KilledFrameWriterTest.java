package org.catfollow.shm.killing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.layout.Section;
import org.catfollow.shm.layout.SignalsLayout;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.region.TemporaryRegion;
import org.catfollow.shm.ring.FrameDescription;
import org.catfollow.shm.ring.FrameReader;
import org.catfollow.shm.ring.FrameWriter;
import org.junit.jupiter.api.Test;

/** Capture is killed before each step of one frame: readers see whole frames only, in order. */
class KilledFrameWriterTest {
    private static final long LAST = Contents.FRAMES_BEFORE;

    /** The frame that is being written, and the one of the ring's last round in the same slot. */
    private static final long NEXT = LAST + 1;

    private static final long LAPPED = NEXT - 4;

    /** Readers of one ring: one that begins anew, and one that has a frame open all the time. */
    private static final class Watcher implements Victim {
        private final TemporaryRegion temporary = TemporaryRegion.small();
        private final Region region = temporary.attach();
        private final FrameReader reader = region.frameReader();
        private final FrameReader holder = region.frameReader();
        private long newest = LAST;

        Watcher() throws IOException {}

        @Override
        public RegionFiles files() {
            return temporary.files();
        }

        @Override
        public void watch() throws IOException {
            // As a killed waiter leaves it: the writer makes the call that wakes.
            try (RandomAccessFile file = new RandomAccessFile(files().region().toFile(), "rw")) {
                file.seek(region.geometry().offset(Section.SIGNALS) + SignalsLayout.FRAME_WAITERS);
                file.write(1);
            }
            assertThat(holder.open(LAPPED)).isEqualTo(FrameReader.Answer.OPEN);
            assertThat(reader.newestFrame()).isEqualTo(LAST);
        }

        @Override
        public void whileStanding(List<Step> done) {
            look(done);
        }

        @Override
        public void afterDeath(List<Step> done) {
            look(done);
            boolean complete =
                    done.contains(step("FrameSequenceWriter.commit", "writeOrderedLong"));
            try (RoleClaim claim = region.claim(Role.CAPTURE)) {
                FrameWriter writer = claim.frameWriter();
                // A complete one is announced, not written again.
                long first = complete ? NEXT + 1 : NEXT;
                for (long frameId = first; frameId < first + 6; frameId++) {
                    assertThat(writer.claim()).isEqualTo(frameId);
                    assertThat(reader.newestFrame()).isEqualTo(frameId - 1);
                    assertWhole(reader, frameId - 1);
                    byte[] pixels = new byte[Contents.FRAME_BYTES];
                    Arrays.fill(pixels, (byte) frameId);
                    writer.pixels().put(0, pixels);
                    writer.commit(Contents.frame(frameId));
                    assertWhole(reader, frameId);
                }
            }
            assertThat(reader.mismatched()).isZero();
        }

        private void look(List<Step> done) {
            long seen = reader.newestFrame();
            assertThat(seen).isBetween(newest, NEXT);
            newest = seen;
            assertThat(seen == NEXT)
                    .isEqualTo(
                            done.contains(
                                    step("FrameSequenceWriter.announce", "writeOrderedLong")));
            assertThat(reader.awaitNewer(LAST, 1)).isEqualTo(seen == NEXT);
            for (long frameId = LAPPED + 1; frameId <= seen; frameId++) {
                assertWhole(reader, frameId);
            }
            if (reader.open(NEXT) == FrameReader.Answer.OPEN) {
                assertWhole(reader, NEXT);
            }
            boolean opened = done.contains(step("FrameSequenceWriter.open", "writeLong"));
            assertThat(reader.open(LAPPED))
                    .isEqualTo(opened ? FrameReader.Answer.LAPPED : FrameReader.Answer.OPEN);
            // Who had the old frame open learns of the first change, and not before.
            assertThat(holder.stillValid()).isEqualTo(!opened);
            if (!opened) {
                assertPixels(holder, LAPPED);
            }
            assertThat(reader.mismatched()).isZero();
            assertThat(holder.mismatched()).isZero();
        }

        @Override
        public void close() throws IOException {
            reader.close();
            holder.close();
            region.close();
            temporary.close();
        }
    }

    private static Step step(String place, String call) {
        return new Step(place, "BytesStore." + call);
    }

    private static void assertWhole(FrameReader reader, long frameId) {
        assertThat(reader.open(frameId)).as("frame %d", frameId).isEqualTo(FrameReader.Answer.OPEN);
        FrameDescription expected = Contents.frame(frameId);
        expected.frameId = frameId;
        assertThat(reader.description()).usingRecursiveComparison().isEqualTo(expected);
        assertPixels(reader, frameId);
        assertThat(reader.stillValid()).isTrue();
    }

    /** Compares the pixels between the stamps, which the reader compares itself. */
    private static void assertPixels(FrameReader reader, long frameId) {
        ByteBuffer pixels = reader.pixels();
        for (int row = 0; row < reader.description().heightPixels; row++) {
            assertThat(pixels.get(row * 192 + 96)).isEqualTo((byte) frameId);
        }
    }

    @Test
    void readersSeeWholeFramesInOrderAndTheSuccessorGoesOn()
            throws IOException, InterruptedException {
        List<Step> steps = KilledAtEachStep.run("frame", Watcher::new);
        assertThat(steps)
                .startsWith(step("FrameSequenceWriter.open", "writeLong"))
                .contains(new Step("FrameSequenceWriter.open", "VarHandle.fullFence"))
                .contains(new Step("SteppedProgram.write", "ByteBuffer.put"))
                .contains(step("FrameStamp.write", "writeLong"))
                .contains(step("FrameWriter.writeHeader", "writeInt"))
                .containsSubsequence(
                        new Step("FrameSequenceWriter.commit", "VarHandle.fullFence"),
                        step("FrameSequenceWriter.commit", "writeOrderedLong"),
                        step("FrameSequenceWriter.announce", "writeOrderedLong"),
                        new Step("Waker.wake", "VarHandle.fullFence"),
                        new Step("Futex.wakeAll", "Syscall.callBare"));
        // Opening 2, pixels 4, stamps 40, header 11, committing 2, announcing 1, waking 2.
        assertThat(steps).hasSize(62);
    }
}
