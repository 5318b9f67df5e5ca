package org.catfollow.shm.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import net.openhft.chronicle.bytes.PointerBytesStore;
import org.catfollow.shm.RawMemory;
import org.catfollow.shm.layout.PixelFormat;
import org.junit.jupiter.api.Test;

/** Five stamps of 64 bytes prove that pixels are one frame's. */
class FrameStampTest {
    private static final int BYTES = 64 * 192;
    private final PointerBytesStore memory = RawMemory.zeroes(BYTES);

    private static FrameDescription frame(long frameId) {
        FrameDescription frame = new FrameDescription();
        frame.frameId = frameId;
        frame.widthPixels = 64;
        frame.heightPixels = 64;
        frame.strideBytes = 192;
        return frame;
    }

    @Test
    void everyChangedByteOfEachPlaceIsSeenAndNoOther() {
        FrameDescription frame = frame(17);
        FrameStamp.write(memory, 0, frame);
        assertThat(FrameStamp.matches(memory, 0, frame)).isTrue();
        Set<Integer> stamped = new HashSet<>();
        for (int place : new int[] {0, 128, 32 * 192, 63 * 192, 63 * 192 + 128}) {
            for (int i = 0; i < FrameStamp.BYTES; i++) {
                stamped.add(place + i);
            }
        }
        for (int at = 0; at < BYTES; at++) {
            byte before = memory.readByte(at);
            memory.writeByte(at, (byte) (before ^ 1 << at % 8));
            assertThat(FrameStamp.matches(memory, 0, frame))
                    .as("byte %d", at)
                    .isEqualTo(!stamped.contains(at));
            memory.writeByte(at, before);
        }
    }

    @Test
    void anotherFramesStampsAreSeen() {
        FrameStamp.write(memory, 0, frame(17));
        for (long other : new long[] {1, 13, 16, 18, 21, 33, -17, 17L << 32}) {
            assertThat(FrameStamp.matches(memory, 0, frame(other))).isFalse();
        }
    }

    @Test
    void placesOfTwoFramesDoNotMix() {
        FrameStamp.write(memory, 0, frame(17));
        long first = memory.readLong(0);
        FrameStamp.write(memory, 0, frame(21));
        memory.writeLong(0, first);
        assertThat(FrameStamp.matches(memory, 0, frame(21))).isFalse();
        assertThat(FrameStamp.matches(memory, 0, frame(17))).isFalse();
    }

    @Test
    void aFrameTooSmallForStampsIsRefused() {
        FrameDescription narrow = frame(1);
        narrow.format = PixelFormat.GRAY8;
        assertThat(FrameStamp.fits(narrow)).isFalse();
        assertThat(FrameStamp.matches(memory, 0, narrow)).isFalse();
        assertThatThrownBy(() -> FrameStamp.write(memory, 0, narrow))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64x64");
    }
}
