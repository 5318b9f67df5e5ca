package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderSourceTest {
    private static final int GREY = 0xFF808080;

    @TempDir private Path folder;
    private final SlotView slot = Pictures.slot(64, 48);
    private final SourceFrame frame = new SourceFrame();

    private FrameSource open(boolean loop) {
        return FrameSources.open(SourceRequest.of("images:" + folder, loop, slot.size()));
    }

    private void refuses(String... parts) {
        assertThatThrownBy(() -> open(false))
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    /** Reads the one picture of the folder and returns the BGR values of its first pixel. */
    private int[] onlyPixel() {
        try (FrameSource source = open(false)) {
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
            return Pictures.bgr(slot, 0);
        }
    }

    @Test
    void redIsTheThirdByteAndBlueTheFirst() {
        for (String ending : new String[] {"png", "bmp"}) {
            Path file = Pictures.plain(folder.resolve("x." + ending), 20, 10, Pictures.RED);
            assertThat(onlyPixel()).containsExactly(0, 0, 255);
            assertThat(Pictures.bgr(slot, 3 * 199)).containsExactly(0, 0, 255);
            assertThat(file.toFile().delete()).isTrue();
        }
        Pictures.plain(folder.resolve("x.png"), 20, 10, Pictures.BLUE);
        assertThat(onlyPixel()).containsExactly(255, 0, 0);
    }

    @Test
    void redIsRedInAJpegToo() {
        Pictures.plain(folder.resolve("x.jpg"), 20, 10, Pictures.RED);
        int[] bgr = onlyPixel();
        assertThat(bgr[0]).isLessThan(5);
        assertThat(bgr[1]).isLessThan(5);
        assertThat(bgr[2]).isGreaterThan(250);
    }

    @Test
    void greySixteenBitsAndTransparencyBecomeBgr() throws IOException {
        Path file = folder.resolve("x.png");
        BufferedImage grey = new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 77);
        Pictures.write(file, grey);
        assertThat(onlyPixel()).containsExactly(77, 77, 77);

        BufferedImage deep = new BufferedImage(20, 10, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 0x8040);
        Pictures.write(file, deep);
        assertThat(onlyPixel()).containsExactly(0x80, 0x80, 0x80);

        Pictures.write(file, Pictures.plain(BufferedImage.TYPE_INT_ARGB, 20, 10, 0x40FF0000));
        assertThat(onlyPixel()).containsExactly(0, 0, 255);
    }

    @Test
    void picturesComeInNaturalOrderWithTheirPositions() {
        int[] numbers = {1, 2, 10, 11, 100};
        for (int number : numbers) {
            int level = number * 2;
            Pictures.plain(
                    folder.resolve("cat" + number + ".PNG"),
                    20,
                    10,
                    0xFF000000 | level << 16 | level << 8 | level);
        }
        try (FrameSource source = open(false)) {
            for (int i = 0; i < numbers.length; i++) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
                assertThat(frame.sourceIndex).isEqualTo(i);
                assertThat(frame.captureNanos).isZero();
                assertThat(Pictures.bgr(slot, 0)[0]).isEqualTo(numbers[i] * 2);
            }
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.END);
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.END);
        }
    }

    @Test
    void picturesOfDifferentSizesUpToExactlyTheSlots() {
        Pictures.plain(folder.resolve("1.png"), 64, 48, Pictures.RED);
        Pictures.plain(folder.resolve("2.png"), 1, 1, Pictures.BLUE);
        Pictures.plain(folder.resolve("3.png"), 33, 47, Pictures.RED);
        try (FrameSource source = open(false)) {
            int[][] sizes = {{64, 48}, {1, 1}, {33, 47}};
            for (int[] size : sizes) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
                assertThat(new int[] {frame.width, frame.height}).isEqualTo(size);
            }
            assertThat(Pictures.bgr(slot, 3 * (33 * 47 - 1))).containsExactly(0, 0, 255);
        }
    }

    @Test
    void badPicturesInTheMiddleAreSkippedWithAReasonAndKeepTheirPosition() throws IOException {
        Pictures.plain(folder.resolve("0.png"), 20, 10, GREY);
        Pictures.cut(Pictures.plain(folder.resolve("1.jpg"), 60, 40, GREY), 0.9);
        Files.createFile(folder.resolve("2.jpg"));
        Files.writeString(folder.resolve("3.jpg"), "this is not a picture but a letter");
        Pictures.cut(Pictures.plain(folder.resolve("4.png"), 60, 40, GREY), 0.5);
        Pictures.cut(Pictures.plain(folder.resolve("5.bmp"), 60, 40, GREY), 0.5);
        Pictures.plain(folder.resolve("6.png"), 65, 48, GREY);
        Path gone = Pictures.plain(folder.resolve("7.png"), 20, 10, GREY);
        Pictures.plain(folder.resolve("8.jpg"), 20, 10, GREY);
        String[] reasons = {
            "1.jpg is cut off",
            "2.jpg is empty",
            "3.jpg is no JPEG, PNG or BMP picture",
            "4.png is damaged",
            "5.bmp is damaged",
            "6.png is 65x48 pixels, more than the slot's 64x48; start with --slot-width 65",
            "7.png has gone"
        };
        try (FrameSource source = open(false)) {
            Files.delete(gone);
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
            for (int i = 0; i < reasons.length; i++) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.SKIPPED);
                assertThat(frame.skipReason).contains(reasons[i]).doesNotContain("\n");
                assertThat(frame.sourceIndex).isEqualTo(i + 1);
            }
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(frame.skipReason).isNull();
            assertThat(frame.sourceIndex).isEqualTo(8);
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.END);
        }
    }

    @Test
    void loopedPicturesKeepTheirPositions() throws IOException {
        Pictures.plain(folder.resolve("a.png"), 20, 10, Pictures.RED);
        Files.createFile(folder.resolve("b.png"));
        Pictures.plain(folder.resolve("c.png"), 20, 10, Pictures.BLUE);
        try (FrameSource source = open(true)) {
            List<Long> positions = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                if (source.read(slot, frame) == ReadResult.FRAME) {
                    positions.add(frame.sourceIndex);
                    boolean red = Pictures.bgr(slot, 0)[2] == 255;
                    assertThat(red).isEqualTo(frame.sourceIndex == 0);
                }
            }
            assertThat(positions).containsExactly(0L, 2L, 0L, 2L, 0L, 2L);
            assertThat(source.nativeFramesPerSecond()).isEqualTo(30);
        }
    }

    @Test
    void aFolderOfWhichNothingCanBeReadEndsTheRunInsteadOfSpinning() throws IOException {
        Files.createFile(folder.resolve("a.png"));
        Files.createFile(folder.resolve("b.png"));
        for (boolean loop : new boolean[] {false, true}) {
            try (FrameSource source = open(loop)) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.SKIPPED);
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.SKIPPED);
                assertThatThrownBy(() -> source.read(slot, frame))
                        .isInstanceOfSatisfying(
                                StageFailure.class,
                                e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                        .hasMessageContaining("not one picture could be read, skipped=2")
                        .hasMessageContaining("b.png is empty");
            }
        }
    }

    @Test
    void refusesAFolderThatIsMissingNoFolderOrHasNoPictures() throws IOException {
        refuses("no pictures in --source images:" + folder, ".jpg .jpeg .png .bmp");
        Files.writeString(folder.resolve("readme.txt"), "x");
        Files.writeString(folder.resolve("._1.jpg"), "left by another system");
        Files.createDirectory(folder.resolve("folder.jpg"));
        refuses("no pictures in");
        Path file = folder.resolve("readme.txt");
        assertThatThrownBy(
                        () ->
                                FrameSources.open(
                                        SourceRequest.of("images:" + file, false, slot.size())))
                .hasMessageContaining("is no folder");
        assertThatThrownBy(
                        () ->
                                FrameSources.open(
                                        SourceRequest.of(
                                                "images:" + folder.resolve("x"),
                                                false,
                                                slot.size())))
                .hasMessageContaining("does not exist");
    }

    @Test
    void refusesAtStartWhenTheFirstPictureIsLargerThanTheSlot() {
        Pictures.plain(folder.resolve("1.png"), 64, 49, GREY);
        Pictures.plain(folder.resolve("2.png"), 20, 10, GREY);
        refuses("1.png is 64x49 pixels", "slot's 64x48", "--slot-width 64 --slot-height 49");
    }

    @Test
    void aHugePictureIsRefusedByItsHeaderBeforeMemoryIsTakenForIt() throws IOException {
        Path file = Pictures.plain(folder.resolve("1.png"), 20, 10, GREY);
        byte[] bytes = Files.readAllBytes(file);
        // 65,535 pixels each way: 12 GB decoded.
        bytes[18] = (byte) 0xFF;
        bytes[19] = (byte) 0xFF;
        bytes[22] = (byte) 0xFF;
        bytes[23] = (byte) 0xFF;
        Files.write(file, bytes);
        refuses("1.png is 65535x65535 pixels");
    }

    @Test
    void littleOfTheJavaHeapIsTakenForAPicture() {
        for (int i = 0; i < 5; i++) {
            Pictures.plain(folder.resolve(i + ".jpg"), 64, 48, GREY);
        }
        try (FrameSource source = open(true)) {
            long bytes = Allocation.bytes(3000, 500, () -> source.read(slot, frame)) / 500;
            assertThat(bytes).as("bytes a picture").isBetween(1L, 2048L);
        }
    }
}
