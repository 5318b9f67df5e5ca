package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MjpegFileSourceTest {
    @TempDir private Path folder;
    private final SlotView slot = Pictures.slot(64, 48);
    private final SourceFrame frame = new SourceFrame();

    private Path file() {
        return folder.resolve("x.avi");
    }

    private FrameSource open(boolean loop) {
        return FrameSources.open(
                SourceRequest.of("file:" + file(), loop, slot.size())
                        // As if ffmpeg were not installed.
                        .with(SourceSettings.DEFAULT.with(new Programs(List.of()))));
    }

    private void refuses(String... parts) {
        assertThatThrownBy(() -> open(false))
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                .hasMessageContaining("file:" + file())
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("\n");
    }

    private static int indexOf(byte[] bytes, String text, int occurrence) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int i = 0; i <= occurrence; i++) {
            at = all.indexOf(text, at + 1);
        }
        assertThat(at).as(text).isNotNegative();
        return at;
    }

    private void patch(int at, byte[] with) throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        System.arraycopy(with, 0, bytes, at, with.length);
        Files.write(file(), bytes);
    }

    @Test
    void everyPictureComesInOrderAtTheFilesRate() {
        Pictures.avi(file(), "MJPG", 6, 64, 48);
        try (FrameSource source = open(false)) {
            assertThat(source.nativeFramesPerSecond()).isEqualTo(12);
            for (int i = 0; i < 6; i++) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
                assertThat(frame.sourceIndex).isEqualTo(i);
                assertThat(new int[] {frame.width, frame.height}).containsExactly(64, 48);
                assertThat(Pictures.bgr(slot, 3 * 64 * 47)[0])
                        .isCloseTo(20 + 20 * i, Offset.offset(3));
            }
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.END);
        }
    }

    @Test
    void aLoopedFileKeepsItsPositionsAndStaysInTheSlot() {
        Pictures.avi(file(), "MJPG", 3, 64, 48);
        try (FrameSource source = open(true)) {
            for (int i = 0; i < 12; i++) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
                assertThat(frame.sourceIndex).isEqualTo(i % 3);
                assertThat(Pictures.bgr(slot, 0)[0]).isCloseTo(20 + 20 * (i % 3), Offset.offset(3));
            }
        }
    }

    @Test
    void allocatesNothing() {
        Pictures.avi(file(), "MJPG", 10, 64, 48);
        try (FrameSource source = open(true)) {
            assertThat(Allocation.bytes(3000, 500, () -> source.read(slot, frame))).isZero();
        }
    }

    @Test
    void aDamagedPictureIsSkippedAndTheNextOneIsInTheSlotAgain() throws IOException {
        Pictures.avi(file(), "MJPG", 4, 64, 48);
        int chunk = indexOf(Files.readAllBytes(file()), "00dc", 1);
        patch(chunk + 8, new byte[300]);
        try (FrameSource source = open(true)) {
            for (int round = 0; round < 3; round++) {
                List<ReadResult> results = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    slot.pixels().put(0, (byte) 0);
                    results.add(source.read(slot, frame));
                    assertThat(frame.sourceIndex).isEqualTo(i);
                    if (i == 1) {
                        assertThat(frame.skipReason).contains("x.avi picture 1 is damaged");
                    } else {
                        assertThat(Pictures.bgr(slot, 0)[0])
                                .isCloseTo(20 + 20 * i, Offset.offset(3));
                    }
                }
                assertThat(results)
                        .containsExactly(
                                ReadResult.FRAME,
                                ReadResult.SKIPPED,
                                ReadResult.FRAME,
                                ReadResult.FRAME);
            }
        }
    }

    @Test
    void aPictureOfAnotherSizeThanTheHeaderSaysStillLandsInTheSlot() throws IOException {
        Pictures.avi(file(), "MJPG", 2, 64, 48);
        int avih = indexOf(Files.readAllBytes(file()), "avih", 0);
        patch(avih + 8 + 32, new byte[] {32, 0, 0, 0, 24, 0, 0, 0});
        try (FrameSource source = open(false)) {
            for (int i = 0; i < 2; i++) {
                assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
                assertThat(new int[] {frame.width, frame.height}).containsExactly(64, 48);
                assertThat(Pictures.bgr(slot, 3 * (64 * 48 - 1))[0])
                        .isCloseTo(20 + 20 * i, Offset.offset(3));
            }
        }
    }

    @Test
    void aPictureThatIsSecretlyLargerThanTheSlotIsSkipped() throws IOException {
        Pictures.avi(file(), "MJPG", 1, 80, 60);
        int avih = indexOf(Files.readAllBytes(file()), "avih", 0);
        patch(avih + 8 + 32, new byte[] {32, 0, 0, 0, 24, 0, 0, 0});
        try (FrameSource source = open(false)) {
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.SKIPPED);
            assertThat(frame.skipReason).contains("picture 0 is 80x60 pixels");
        }
    }

    @Test
    void ratesThatAreNoWholeNumberAreKeptAndImpossibleOnesReplaced() throws IOException {
        Pictures.avi(file(), "MJPG", 1, 64, 48);
        int strh = indexOf(Files.readAllBytes(file()), "vids", 0);
        // Scale 1001, rate 30000, as NTSC cameras write.
        patch(strh + 20, new byte[] {(byte) 0xE9, 3, 0, 0, 0x30, 0x75, 0, 0});
        try (FrameSource source = open(false)) {
            assertThat(source.nativeFramesPerSecond())
                    .isCloseTo(30000.0 / 1001, Offset.offset(1e-9));
        }
        patch(strh + 20, new byte[8]);
        try (FrameSource source = open(false)) {
            assertThat(source.nativeFramesPerSecond()).isEqualTo(30);
        }
    }

    @Test
    void refusesAFileThatIsMissingOrNoAvi() throws IOException {
        refuses("does not exist");
        Files.createDirectory(file());
        refuses("is no file");
        Files.delete(file());
        Files.createFile(file());
        refuses("is no AVI file", "ffmpeg -i INPUT");
        Files.writeString(file(), "a letter");
        refuses("is no AVI file");
    }

    @Test
    void refusesAFileThatIsCutOffAndSaysHowMuchIsMissing() throws IOException {
        Pictures.avi(file(), "MJPG", 6, 64, 48);
        long whole = Files.size(file());
        for (double fraction : new double[] {0.999, 0.7, 0.2}) {
            Pictures.cut(Pictures.avi(file(), "MJPG", 6, 64, 48), fraction);
            refuses(
                    "is cut off: expected bytes=" + whole,
                    "actual=" + (int) (whole * fraction),
                    "copy it again");
        }
    }

    @Test
    void refusesAnotherCodecByName() throws IOException {
        Pictures.avi(file(), "MJPG", 2, 64, 48);
        int strh = indexOf(Files.readAllBytes(file()), "vids", 0);
        patch(strh + 4, "H264".getBytes(StandardCharsets.US_ASCII));
        refuses("is no MJPEG: codec of its video stream is \"H264\"");
    }

    @Test
    void refusesAFileWithoutItsIndex() throws IOException {
        Pictures.avi(file(), "MJPG", 2, 64, 48);
        patch(
                indexOf(Files.readAllBytes(file()), "idx1", 0),
                "none".getBytes(StandardCharsets.US_ASCII));
        refuses("its index is missing or damaged");
    }

    @Test
    void refusesAFileThatIsLargerThanTheSlot() {
        Pictures.avi(file(), "MJPG", 2, 66, 48);
        refuses("is 66x48 pixels, more than the slot's 64x48; start with --slot-width 66");
    }

    @Test
    void theCatVideoEqualsItsPicturesAndHasTheirRate() {
        Path data = Pictures.shared("sequences/cat-chair");
        SlotView other = Pictures.slot(640, 480);
        SlotView video = Pictures.slot(640, 480);
        SourceFrame otherFrame = new SourceFrame();
        try (FrameSource avi =
                        FrameSources.open(
                                SourceRequest.of(
                                        "file:" + data + "/cat-chair.avi", false, video.size()));
                FrameSource images =
                        FrameSources.open(
                                SourceRequest.of("images:" + data + "/img", false, other.size()))) {
            assertThat(avi.nativeFramesPerSecond()).isEqualTo(25);
            int count = 0;
            while (avi.read(video, frame) == ReadResult.FRAME) {
                assertThat(images.read(other, otherFrame)).isEqualTo(ReadResult.FRAME);
                assertThat(frame.sourceIndex).isEqualTo(count).isEqualTo(otherFrame.sourceIndex);
                assertThat(new int[] {frame.width, frame.height}).containsExactly(640, 338);
                assertThat(Pictures.meanDifference(video, other, 640 * 338 * 3))
                        .as("picture %d", count)
                        .isLessThan(3);
                count++;
            }
            assertThat(count).isEqualTo(223);
            assertThat(images.read(other, otherFrame)).isEqualTo(ReadResult.END);
        }
    }
}
