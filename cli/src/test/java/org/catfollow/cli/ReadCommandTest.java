package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

class ReadCommandTest {
    @TempDir private Path folder;
    private Robot robot;
    private Path out;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @BeforeEach
    void makeRobot() {
        robot = new Robot(folder);
        out = folder.resolve("out.png");
    }

    @AfterEach
    void endRobot() {
        robot.close();
    }

    private Mat picture() {
        return Imgcodecs.imread(out.toString(), Imgcodecs.IMREAD_UNCHANGED);
    }

    private static void assertFailed(Answer answer, int code, String line) {
        assertThat(answer.err()).containsExactly(line);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void writesTheNewestFrame() {
        robot.frame(PixelFormat.BGR24, 10);
        robot.frame(PixelFormat.BGR24, 20);
        Answer answer = robot.run("read", "--out", out.toString());
        assertThat(answer.out()).containsExactly("frame 2, 96x64: " + out);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(picture().size()).hasToString("96x64");
        assertThat(picture().get(63, 95)).containsExactly(20, 20, 20);
    }

    @Test
    void writesTheFrameThatIsAskedFor() {
        for (int i = 1; i <= 6; i++) {
            robot.frame(PixelFormat.BGR24, i);
        }
        assertThat(robot.run("read", "--frame", "5", "--out", out.toString()).out())
                .containsExactly("frame 5, 96x64: " + out);
        assertThat(picture().get(0, 0)).containsExactly(5, 5, 5);
    }

    @Test
    void writesAGreyFrame() {
        robot.frame(PixelFormat.GRAY8, 33);
        assertThat(robot.run("read", "--out", out.toString()).code()).isZero();
        assertThat(picture().channels()).isEqualTo(1);
        assertThat(picture().get(5, 5)).containsExactly(33);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "7"})
    void aFrameThatIsNotInTheRingIsNamed(String frame) {
        for (int i = 1; i <= 6; i++) {
            robot.frame(PixelFormat.BGR24, i);
        }
        assertFailed(
                robot.run("read", "--frame", frame, "--out", out.toString()),
                1,
                "cat-follow read: frame " + frame + " is not in the ring, which holds 4 to 6");
        assertThat(out).doesNotExist();
    }

    @Test
    void withoutAFrameTheLogOfCaptureIsPointedTo() {
        assertFailed(
                robot.run("read", "--out", out.toString()),
                1,
                "cat-follow read: no frame yet in "
                        + robot.files.region()
                        + "; see `deploy/launch.sh logs capture`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out.gif", "out", ".png", "/"})
    void aFileThatIsNoPictureIsWrongUsage(String name) {
        Answer answer = robot.run("read", "--out", name);
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .singleElement()
                .asString()
                .startsWith("cat-follow read: --out must end in .png, .jpg or .bmp, not '");
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        robot.frame(PixelFormat.BGR24, 1);
        Path nowhere = folder.resolve("nowhere/out.png");
        assertFailed(
                robot.run("read", "--out", nowhere.toString()),
                1,
                "cat-follow read: cannot write "
                        + nowhere
                        + "; check that its folder exists and belongs to you");
        assertThat(Files.exists(nowhere)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x"})
    void aFrameThatIsNoNumberIsWrongUsage(String frame) {
        Answer answer = robot.run("read", "--frame=" + frame, "--out", out.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).singleElement().asString().contains("--frame");
    }

    @Test
    void withoutAFileTheUsageIsAskedFor() {
        Answer answer = robot.run("read");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow read: Missing required option: '--out=FILE'; see `cat-follow"
                                + " read --help`");
    }

    @Test
    void theOverlayShowsTheTrackOnItsOwnFrame() {
        robot.frame(PixelFormat.BGR24, 1);
        long tracked = robot.frame(PixelFormat.BGR24, 2);
        robot.frame(PixelFormat.BGR24, 3);
        Track track = new Track();
        track.frameId = tracked;
        track.state = TrackState.CONFIRMED;
        track.x = 20;
        track.y = 24;
        track.width = 40;
        track.height = 16;
        robot.write(track);
        assertThat(robot.run("read", "--overlay", "--out", out.toString()).out())
                .containsExactly("frame " + tracked + ", 96x64: " + out);
        // Green on the edge, the frame's own pixels inside.
        assertThat(picture().get(32, 20)).containsExactly(60, 220, 60);
        assertThat(picture().get(32, 40)).containsExactly(2, 2, 2);
    }

    @Test
    void theOverlayOfAGreyFrameIsInColour() {
        robot.frame(PixelFormat.GRAY8, 0);
        assertThat(robot.run("read", "--overlay", "--out", out.toString()).code()).isZero();
        assertThat(picture().channels()).isEqualTo(3);
        assertThat(Core.countNonZero(picture().reshape(1))).isPositive();
    }
}
