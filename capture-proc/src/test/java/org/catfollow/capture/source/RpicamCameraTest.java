package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.vision.RegionOfInterest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ribbon-cable camera, played by scripts that write known pictures. */
class RpicamCameraTest {
    private static final int[] RED = {0, 0, 255};
    private static final int[] BLUE = {255, 0, 0};
    private static final int[] WHITE = {255, 255, 255};
    private static final int[] BLACK = {0, 0, 0};

    @TempDir private Path folder;
    private final SlotView slot = Pictures.slot(200, 120);
    private final SourceFrame frame = new SourceFrame();
    private StandIn standIn;

    @BeforeEach
    void prepare() {
        standIn = new StandIn(folder);
    }

    /** JPEG's own formula, BT.601 with 0 to 255. */
    private static int[] yuv(int[] bgr) {
        double y = 0.299 * bgr[2] + 0.587 * bgr[1] + 0.114 * bgr[0];
        return new int[] {
            clamp(y), clamp(128 + (bgr[0] - y) / 1.772), clamp(128 + (bgr[2] - y) / 1.402)
        };
    }

    private static int clamp(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }

    /** A picture of four fields: top left, top right, bottom left, bottom right; padding of 77. */
    private static byte[] picture(int width, int height, int stride, int[]... fields) {
        byte[] bytes = new byte[stride * height / 2 * 3];
        Arrays.fill(bytes, (byte) 77);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int[] yuv = yuv(fields[(2 * y >= height ? 2 : 0) + (2 * x >= width ? 1 : 0)]);
                bytes[y * stride + x] = (byte) yuv[0];
                int chroma = y / 2 * (stride / 2) + x / 2;
                bytes[stride * height + chroma] = (byte) yuv[1];
                bytes[stride * height / 4 * 5 + chroma] = (byte) yuv[2];
            }
        }
        return bytes;
    }

    private FrameSource open(CameraMode mode, View view) {
        SourceSettings settings =
                new SourceSettings(
                        mode, view, OptionalDouble.of(20), false, false, 0, standIn.programs());
        return FrameSources.open(
                new SourceRequest(SourceAddress.parse("rpicam:"), false, slot.size(), settings));
    }

    private FrameSource open(int width, int height) {
        return open(new CameraMode(width, height, 0, Codec.AUTO, 0), View.PLAIN);
    }

    private void assertFields(int[]... bgr) {
        int width = frame.width;
        int height = frame.height;
        int[][] places = {
            {width / 4, height / 4},
            {width * 3 / 4, height / 4},
            {width / 4, height * 3 / 4},
            {width * 3 / 4, height * 3 / 4}
        };
        for (int i = 0; i < 4; i++) {
            int[] seen = Pictures.bgr(slot, 3 * (places[i][1] * width + places[i][0]));
            for (int channel = 0; channel < 3; channel++) {
                assertThat(seen[channel])
                        .as("field %d channel %d", i, channel)
                        .isCloseTo(bgr[i][channel], Offset.offset(4));
            }
        }
    }

    @Test
    void coloursAndPlacesAreRightWhateverTheStride() {
        int[][] sizes = {{128, 64, 128}, {128, 66, 128}, {72, 48, 128}, {72, 46, 128}, {2, 2, 64}};
        for (int[] size : sizes) {
            standIn.data("frames", picture(size[0], size[1], size[2], RED, BLUE, WHITE, BLACK))
                    .program("rpicam-vid", "cat $HERE/frames $HERE/frames", "exec sleep 60");
            try (FrameSource source = open(size[0], size[1])) {
                for (int i = 0; i < 2; i++) {
                    assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
                    assertThat(frame.sourceIndex).isEqualTo(i);
                    assertThat(new int[] {frame.width, frame.height})
                            .containsExactly(size[0], size[1]);
                    if (size[0] > 2) {
                        assertFields(RED, BLUE, WHITE, BLACK);
                    }
                }
            }
        }
    }

    @Test
    void aStrideThatIsGivenIsUsed() {
        standIn.data("frames", picture(64, 32, 96, RED, BLUE, WHITE, BLACK))
                .program("rpicam-vid", "cat $HERE/frames", "exec sleep 60");
        try (FrameSource source = open(new CameraMode(64, 32, 0, Codec.YUV420, 96), View.PLAIN)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertFields(RED, BLUE, WHITE, BLACK);
        }
    }

    @Test
    void picturesThatComeInDribblesAreWhole() {
        standIn.data("frames", picture(64, 32, 64, RED, BLUE, BLACK, WHITE))
                .program(
                        "rpicam-vid",
                        "dd if=$HERE/frames bs=7 status=none",
                        "dd if=$HERE/frames bs=1021 status=none",
                        "exec sleep 60");
        try (FrameSource source = open(64, 32)) {
            for (int i = 0; i < 2; i++) {
                assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
                assertFields(RED, BLUE, BLACK, WHITE);
            }
        }
    }

    @Test
    void theInstantIsThatOfThePicturesFirstByte() {
        standIn.data("frames", picture(64, 32, 64, RED, RED, RED, RED))
                .program("rpicam-vid", "cat $HERE/frames", "exec sleep 60");
        long before = System.nanoTime();
        try (FrameSource source = open(64, 32)) {
            StandIn.next(source, slot, frame);
            assertThat(frame.captureNanos).isBetween(before, System.nanoTime());
        }
    }

    @Test
    void deathInTheMiddleOfAPictureIsToldWithTheLastWords() {
        byte[] picture = picture(64, 32, 64, RED, BLUE, BLACK, WHITE);
        standIn.data("frames", picture)
                .program(
                        "rpicam-vid",
                        "cat $HERE/frames",
                        "head -c 1000 $HERE/frames",
                        "echo '[0:12:34] INFO Camera noise' >&2",
                        "echo 'ERROR: *** Camera frontend has timed out! ***' >&2",
                        "exit 255");
        try (FrameSource source = open(64, 32)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
            assertThat(source.trouble())
                    .contains("rpicam-vid ended with code 255", "bytes=1000 of 3072")
                    .endsWith("it said: ERROR: *** Camera frontend has timed out! ***");
        }
    }

    @Test
    void aCameraThatIsMissingAtTheStartIsAnError() {
        standIn.program("rpicam-vid", "echo 'ERROR: *** no cameras available ***' >&2", "exit 1");
        try (FrameSource source = open(64, 32)) {
            assertThatThrownBy(() -> StandIn.next(source, slot, frame))
                    .isInstanceOfSatisfying(
                            StageFailure.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                    .hasMessageContainingAll(
                            "rpicam-vid ended with code 1 after 0 pictures",
                            "it said: ERROR: *** no cameras available ***");
        }
    }

    @Test
    void noiseOnStandardErrorHoldsNothingUp() {
        standIn.data("frames", picture(64, 32, 64, RED, BLUE, BLACK, WHITE))
                .program(
                        "rpicam-vid",
                        "for i in {1..20000}; do echo noise number $i; done >&2",
                        "cat $HERE/frames",
                        "exec sleep 60");
        try (FrameSource source = open(64, 32)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
        }
    }

    @Test
    void silenceHoldsNoReadUpForLongAndTheProgramEndsWithTheSource() throws Exception {
        standIn.program("rpicam-vid", "echo $$ >$HERE/pid", "trap '' TERM", "sleep 600 & wait");
        FrameSource source = open(64, 32);
        Path pidFile = folder.resolve("pid");
        while (!Files.exists(pidFile) || Files.size(pidFile) == 0) {
            assertThat(source.read(slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
        }
        ProcessHandle program =
                ProcessHandle.of(Long.parseLong(standIn.lines("pid").get(0))).orElseThrow();
        source.close();
        program.onExit().join();
        assertThat(program.isAlive()).isFalse();
    }

    @Test
    void theFlagsAreHandedOn() {
        standIn.data("frames", picture(64, 32, 64, RED, BLUE, BLACK, WHITE))
                .program(
                        "libcamera-vid",
                        "printf '%s\\n' \"$@\" >$HERE/flags",
                        "cat $HERE/frames",
                        "exec sleep 60");
        View view = new View(new RegionOfInterest(.25, .25, .5, .5), 180, true, false);
        try (FrameSource source = open(new CameraMode(64, 32, 1, Codec.AUTO, 0), view)) {
            StandIn.next(source, slot, frame);
            assertThat(source.description())
                    .isEqualTo("rpicam: libcamera-vid camera 1, 64x32 at 20.00 fps, yuv420");
        }
        assertThat(String.join(" ", standIn.lines("flags")))
                .isEqualTo(
                        "--output - --timeout 0 --nopreview --flush --codec yuv420 --camera 1"
                                + " --width 64 --height 32 --framerate 20.0 --hflip --rotation 180"
                                + " --roi 0.25,0.25,0.5,0.5");
    }

    @Test
    void aQuarterTurnIsOursAsTheCameraCannot() {
        standIn.data("frames", picture(64, 32, 64, RED, BLUE, WHITE, BLACK))
                .program(
                        "rpicam-vid",
                        "printf '%s\\n' \"$@\" >$HERE/flags",
                        "cat $HERE/frames",
                        "exec sleep 60");
        View view = new View(RegionOfInterest.WHOLE, 90, false, false);
        try (FrameSource source = open(new CameraMode(64, 32, 0, Codec.AUTO, 0), view)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(new int[] {frame.width, frame.height}).containsExactly(32, 64);
            assertFields(WHITE, RED, BLACK, BLUE);
        }
        assertThat(standIn.lines("flags")).doesNotContain("--rotation");
    }

    @Test
    void jpegPicturesAreTakenApart() throws IOException {
        Path red = Pictures.plain(folder.resolve("r.jpg"), 48, 32, Pictures.RED);
        Path blue = Pictures.plain(folder.resolve("b.jpg"), 64, 40, Pictures.BLUE);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(Files.readAllBytes(red));
        stream.write(Files.readAllBytes(blue));
        stream.write(Files.readAllBytes(red), 0, 300);
        standIn.data("frames", stream.toByteArray())
                .program("rpicam-vid", "dd if=$HERE/frames bs=11 status=none");
        try (FrameSource source = open(new CameraMode(64, 40, 0, Codec.MJPEG, 0), View.PLAIN)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(new int[] {frame.width, frame.height}).containsExactly(48, 32);
            assertThat(Pictures.bgr(slot, 0)[2]).isGreaterThan(245);
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(new int[] {frame.width, frame.height}).containsExactly(64, 40);
            assertThat(Pictures.bgr(slot, 0)[0]).isGreaterThan(245);
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.NOTHING_YET);
            assertThat(source.trouble())
                    .contains("after 2 pictures (in the middle of a picture, bytes=300)");
        }
    }

    @Test
    void allocatesNothing() {
        standIn.data("frames", picture(72, 48, 128, RED, BLUE, WHITE, BLACK))
                .program("rpicam-vid", "while cat $HERE/frames{,,,,,,,,,}; do :; done 2>/dev/null");
        try (FrameSource source = open(72, 48)) {
            StandIn.next(source, slot, frame);
            assertThat(Allocation.bytes(300, 100, () -> StandIn.next(source, slot, frame)))
                    .isZero();
        }
    }

    @Test
    void withoutTheProgramItIsSaidHowToGetIt() {
        assertThatThrownBy(() -> open(64, 32))
                .hasMessage(
                        "--source rpicam: needs rpicam-vid, which is not installed; on Raspberry Pi"
                                + " OS: sudo apt install rpicam-apps");
    }

    @Test
    void refusesSizesThatCannotBe() {
        standIn.program("rpicam-vid", "exec sleep 60");
        assertThatThrownBy(() -> open(63, 32)).hasMessageContaining("needs even numbers");
        assertThatThrownBy(() -> open(640, 480)).hasMessageContaining("--slot-width 640");
    }
}
