package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films, decoded by scripts that write known pictures, and by the real ffmpeg where it is. */
class FfmpegSourceTest {
    @TempDir private Path folder;
    private final SlotView slot = Pictures.slot(640, 480);
    private final SourceFrame frame = new SourceFrame();
    private StandIn standIn;
    private Path film;

    @BeforeEach
    void prepare() throws IOException {
        standIn = new StandIn(folder);
        film = Files.writeString(folder.resolve("film.mp4"), "no film");
    }

    private FrameSource open(boolean loop, SourceSettings settings) {
        return FrameSources.open(
                new SourceRequest(
                        SourceAddress.parse("file:" + film), loop, slot.size(), settings));
    }

    private FrameSource open(boolean loop) {
        return open(loop, SourceSettings.DEFAULT.with(standIn.programs()));
    }

    private StandIn probe(int width, int height) {
        return standIn.program(
                "ffprobe",
                "echo width=" + width,
                "echo height=" + height,
                "echo r_frame_rate=50/1",
                "echo avg_frame_rate=25/2");
    }

    /** Pictures of 4x3: one red, one blue. */
    private static byte[] redAndBlue() {
        byte[] bytes = new byte[2 * 36];
        for (int i = 0; i < 12; i++) {
            bytes[3 * i + 2] = (byte) 250;
            bytes[36 + 3 * i] = (byte) 240;
        }
        return bytes;
    }

    @Test
    void everyPictureComesAtTheFilmsMeanRateAndThenItEnds() {
        probe(4, 3)
                .data("pixels", redAndBlue())
                .program(
                        "ffmpeg",
                        "printf '%s\\n' \"$@\" >$HERE/flags",
                        "dd if=$HERE/pixels bs=5 status=none");
        try (FrameSource source = open(false)) {
            assertThat(source.nativeFramesPerSecond()).isEqualTo(12.5);
            assertThat(source.setsThePace()).isFalse();
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(Pictures.bgr(slot, 33)).containsExactly(0, 0, 250);
            assertThat(frame.captureNanos).isZero();
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(Pictures.bgr(slot, 33)).containsExactly(240, 0, 0);
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.END);
        }
        assertThat(String.join(" ", standIn.lines("flags")))
                .isEqualTo(
                        "-nostdin -hide_banner -loglevel error -i file:"
                                + film
                                + " -map 0:v:0 -r 25/2 -pix_fmt bgr24 -f rawvideo pipe:1");
    }

    @Test
    void aLoopedFilmBeginsAgain() {
        probe(4, 3).data("pixels", redAndBlue()).program("ffmpeg", "cat $HERE/pixels");
        try (FrameSource source = open(true)) {
            for (int i = 0; i < 7; i++) {
                assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
                assertThat(frame.sourceIndex).isEqualTo(i % 2);
                assertThat(Pictures.bgr(slot, 0)[2]).isEqualTo(i % 2 == 0 ? 250 : 0);
            }
        }
    }

    @Test
    void deathInTheMiddleEndsTheRunWithTheLastWords() {
        probe(4, 3)
                .data("pixels", redAndBlue())
                .program(
                        "ffmpeg",
                        "head -c 50 $HERE/pixels",
                        "echo 'film.mp4: Invalid data found' >&2",
                        "kill -9 $$");
        try (FrameSource source = open(false)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThatThrownBy(() -> StandIn.next(source, slot, frame))
                    .isInstanceOfSatisfying(
                            StageFailure.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                    .hasMessageContaining(
                            "ffmpeg was ended by signal 9 in the middle of picture 1, bytes=14 of"
                                    + " 36; it said: film.mp4: Invalid data found");
        }
    }

    @Test
    void anotherSizeIsFfmpegsWork() {
        probe(4, 3)
                .data("pixels", new byte[32 * 24 * 3])
                .program("ffmpeg", "printf '%s\\n' \"$@\" >$HERE/flags", "cat $HERE/pixels");
        SourceSettings settings =
                SourceSettings.DEFAULT
                        .with(standIn.programs())
                        .with(new CameraMode(32, 24, 0, Codec.AUTO, 0));
        try (FrameSource source = open(false, settings)) {
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
            assertThat(new int[] {frame.width, frame.height}).containsExactly(32, 24);
        }
        assertThat(standIn.lines("flags")).containsSubsequence("-vf", "scale=32:24");
    }

    @Test
    void aFilmMarkedAsTurnedComesTurned() {
        VideoInfo info =
                VideoInfo.parse(
                        """
                        width=1920
                        height=1080
                        r_frame_rate=0/0
                        avg_frame_rate=30000/1001
                        rotation=-90
                        """,
                        film);
        assertThat(new int[] {info.width(), info.height()}).containsExactly(1080, 1920);
        assertThat(info.framesPerSecond()).isCloseTo(29.97, Offset.offset(0.01));
        assertThat(VideoInfo.parse("width=4\nheight=2\navg_frame_rate=0/0\n", film))
                .isEqualTo(new VideoInfo(4, 2, "30/1", 30, false));
    }

    @Test
    void whatIsNoFilmIsRefused() {
        standIn.program("ffmpeg", "exit 1")
                .program("ffprobe", "echo 'film.mp4: Invalid data found' >&2", "exit 1");
        assertThatThrownBy(() -> open(false))
                .hasMessageContainingAll(
                        "cannot read --source file:" + film,
                        "it said: film.mp4: Invalid data found");
        standIn.program("ffprobe", "exit 0");
        assertThatThrownBy(() -> open(false)).hasMessageContaining("has no pictures in it");
        probe(1280, 720);
        assertThatThrownBy(() -> open(false)).hasMessageContaining("--slot-width 1280");
    }

    @Test
    void withoutFfmpegItIsSaidHowToGetIt() {
        assertThatThrownBy(() -> open(false))
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                .hasMessageContainingAll(
                        "ffmpeg, which is not installed (sudo apt install ffmpeg)",
                        "ffmpeg -i INPUT -an -c:v mjpeg");
        standIn.program("ffmpeg", "exit 0");
        assertThatThrownBy(() -> open(false)).hasMessageContaining("but no ffprobe");
    }

    @Test
    void mjpegAviStaysWithOpenCv() {
        film = Pictures.avi(folder.resolve("x.avi"), "MJPG", 2, 64, 48);
        standIn.program("ffmpeg", "exit 1").program("ffprobe", "exit 1");
        try (FrameSource source = open(false)) {
            assertThat(source.description()).doesNotContain("ffmpeg");
            assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
        }
    }

    private static void assumeFfmpeg() {
        Assumptions.assumeTrue(
                Programs.onPath().find("ffmpeg").isPresent(), "ffmpeg is not installed");
    }

    @Test
    void theRealFfmpegPlaysTheCatsFilm() {
        assumeFfmpeg();
        film = Pictures.shared("Vitgracer__DinoV3-Object-Tracking/cat.mp4");
        int count = 0;
        try (FrameSource source = open(false, SourceSettings.DEFAULT)) {
            assertThat(source.nativeFramesPerSecond()).isEqualTo(25);
            while (StandIn.next(source, slot, frame) == ReadResult.FRAME) {
                assertThat(new int[] {frame.width, frame.height}).containsExactly(640, 338);
                count++;
            }
        }
        assertThat(count).isEqualTo(223);
    }

    @Test
    void theRealFfmpegsPicturesAreThoseOfTheSequence() {
        assumeFfmpeg();
        film = Pictures.shared("Vitgracer__DinoV3-Object-Tracking/cat.mp4");
        Path data = Pictures.shared("sequences/cat-chair");
        SlotView other = Pictures.slot(640, 480);
        SourceFrame otherFrame = new SourceFrame();
        try (FrameSource source = open(false, SourceSettings.DEFAULT);
                FrameSource images =
                        FrameSources.open(
                                SourceRequest.of("images:" + data + "/img", false, other.size()))) {
            for (int i = 0; i < 40; i++) {
                assertThat(StandIn.next(source, slot, frame)).isEqualTo(ReadResult.FRAME);
                assertThat(images.read(other, otherFrame)).isEqualTo(ReadResult.FRAME);
                assertThat(Pictures.meanDifference(slot, other, 640 * 338 * 3))
                        .as("picture %d", i)
                        .isLessThan(5);
            }
        }
    }

    @Test
    void theRealFfmpegScalesARaspberryPisFilm() {
        assumeFfmpeg();
        film =
                Pictures.shared(
                        "dafmontenegro__pi-tensorflow-lite-object-detection/"
                                + "cat_pi-tensorflow-lite-object-detection.mp4");
        SourceSettings settings =
                SourceSettings.DEFAULT.with(new CameraMode(640, 360, 0, Codec.AUTO, 0));
        try (FrameSource source = open(false, settings)) {
            assertThat(source.nativeFramesPerSecond()).isCloseTo(7.44, Offset.offset(0.01));
            int count = 0;
            while (StandIn.next(source, slot, frame) == ReadResult.FRAME) {
                count++;
            }
            assertThat(count).isBetween(32, 34);
        }
    }

    @Test
    void theRealFfmpegRefusesWhatIsNoFilm() {
        assumeFfmpeg();
        assertThatThrownBy(() -> open(false, SourceSettings.DEFAULT))
                .hasMessageContainingAll("cannot read --source file:" + film, "Invalid data");
    }
}
