package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;

class TestPatternTest {
    private static final int[][] SIZES = {{640, 480}, {64, 48}, {65, 49}, {480, 640}, {1280, 720}};

    private static byte[] painted(TestPattern pattern, long frameIndex) {
        ByteBuffer pixels = ByteBuffer.allocateDirect(pattern.width() * pattern.height() * 3);
        pattern.paint(frameIndex, pixels);
        byte[] bytes = new byte[pixels.capacity()];
        pixels.get(0, bytes);
        return bytes;
    }

    @Test
    void theTargetBeginsInTheCentreAndIs96PixelsAt640x480() {
        assertThat(new TestPattern(640, 480).targetBox(0))
                .isEqualTo(new PixelBox(272, 192, 96, 96));
    }

    @Test
    void theTargetKeepsClearOfTheEdgesWhereMarksAreWritten() {
        for (int[] size : SIZES) {
            TestPattern pattern = new TestPattern(size[0], size[1]);
            for (int i = 0; i < TestPattern.PERIOD_FRAMES; i++) {
                int left = pattern.targetLeft(i);
                int top = pattern.targetTop(i);
                // A mark has 64 bytes: 21 pixels and a third.
                assertThat(left).isGreaterThanOrEqualTo(22);
                assertThat(left + pattern.targetSide()).isLessThanOrEqualTo(size[0] - 22);
                assertThat(top).isGreaterThanOrEqualTo(16);
                assertThat(top + pattern.targetSide()).isLessThanOrEqualTo(size[1] - 16);
            }
        }
    }

    @Test
    void thePathIsClosedAndSmooth() {
        TestPattern pattern = new TestPattern(640, 480);
        assertThat(pattern.targetBox(TestPattern.PERIOD_FRAMES)).isEqualTo(pattern.targetBox(0));
        int widest = 0;
        for (int i = 0; i < TestPattern.PERIOD_FRAMES; i++) {
            int dx = pattern.targetLeft(i + 1) - pattern.targetLeft(i);
            int dy = pattern.targetTop(i + 1) - pattern.targetTop(i);
            assertThat(Math.hypot(dx, dy)).isLessThanOrEqualTo(6);
            widest = Math.max(widest, Math.abs(pattern.targetLeft(i) - pattern.targetLeft(0)));
        }
        assertThat(widest).as("it does wander").isGreaterThan(200);
    }

    @Test
    void aPictureIsAFunctionOfItsIndexAlone() {
        TestPattern one = new TestPattern(160, 120);
        byte[] first = painted(one, 41);
        painted(one, 7);
        assertThat(painted(one, 41)).isEqualTo(first);
        assertThat(painted(new TestPattern(160, 120), 41)).isEqualTo(first);
    }

    @Test
    void theTargetLooksTheSameWhereverItIsAndTheBackgroundChanges() {
        TestPattern pattern = new TestPattern(320, 240);
        byte[] early = painted(pattern, 3);
        byte[] late = painted(pattern, 190);
        int bytes = pattern.targetSide() * 3;
        for (int y = 0; y < pattern.targetSide(); y++) {
            int from = ((pattern.targetTop(3) + y) * 320 + pattern.targetLeft(3)) * 3;
            int to = ((pattern.targetTop(190) + y) * 320 + pattern.targetLeft(190)) * 3;
            assertThat(Arrays.copyOfRange(early, from, from + bytes))
                    .isEqualTo(Arrays.copyOfRange(late, to, to + bytes));
        }
        int same = 0;
        for (int i = 0; i < 320 * 16 * 3; i++) {
            same += early[i] == late[i] ? 1 : 0;
        }
        assertThat(same).as("equal bytes in the rows above the target").isLessThan(320 * 16);
    }

    @Test
    void theTargetIsRicherInContrastThanTheBackground() {
        TestPattern pattern = new TestPattern(640, 480);
        byte[] picture = painted(pattern, 0);
        int inside = (pattern.targetTop(0) * 640 + pattern.targetLeft(0)) * 3;
        assertThat(range(picture, inside, 96)).isGreaterThan(200);
        assertThat(range(picture, 0, 96)).isLessThan(100);
    }

    /** Spread of the green values in a square of the picture. */
    private static int range(byte[] picture, int offset, int side) {
        int least = 255;
        int most = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int green = picture[offset + (y * 640 + x) * 3 + 1] & 0xFF;
                least = Math.min(least, green);
                most = Math.max(most, green);
            }
        }
        return most - least;
    }

    @Test
    void allocatesNothing() {
        SlotView slot = Pictures.slot(640, 480);
        SourceFrame frame = new SourceFrame();
        try (FrameSource source =
                FrameSources.open(SourceRequest.of("test:", false, slot.size()))) {
            assertThat(Allocation.bytes(3000, 1000, () -> source.read(slot, frame))).isZero();
        }
    }

    @Test
    void picturesAreNumberedFromZeroAndNeverEnd() {
        SlotView slot = Pictures.slot(640, 480);
        SourceFrame frame = new SourceFrame();
        try (FrameSource source =
                FrameSources.open(SourceRequest.of("test:320x240", false, slot.size()))) {
            for (int i = 0; i < 1300; i++) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
                assertThat(frame.sourceIndex).isEqualTo(i);
                assertThat(frame.width).isEqualTo(320);
                assertThat(frame.height).isEqualTo(240);
            }
            assertThat(source.nativeFramesPerSecond()).isEqualTo(30);
        }
    }

    @Test
    void withoutASizeItFitsASmallSlot() {
        try (FrameSource source =
                FrameSources.open(SourceRequest.of("test:", false, new SlotSize(320, 240)))) {
            assertThat(source.description()).isEqualTo("test:320x240");
        }
    }

    @Test
    void refusesASizeThatIsNoneOrDoesNotFit() {
        refuses(ExitCode.USAGE, "test:big", "is no size; write test:WIDTHxHEIGHT");
        refuses(ExitCode.USAGE, "test:640", "is no size");
        refuses(ExitCode.USAGE, "test:63x480", "too small; at least 64x48");
        refuses(ExitCode.HARDWARE, "test:641x480", "641x480 pixels, more than the slot's 640x480");
    }

    private static void refuses(ExitCode code, String source, String part) {
        assertThatThrownBy(
                        () ->
                                FrameSources.open(
                                        SourceRequest.of(source, false, new SlotSize(640, 480))))
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessageContaining(part);
    }
}
