package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.cli.recording.Recording;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.ring.FrameDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.imgcodecs.Imgcodecs;

class RecordCommandTest {
    @TempDir private Path folder;
    private Robot robot;
    private Path recording;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @BeforeEach
    void makeRobot() {
        robot = new Robot(folder);
        recording = folder.resolve("recording");
    }

    @AfterEach
    void endRobot() {
        robot.close();
    }

    @Test
    void storesFramesAndTheirList() throws IOException {
        for (int i = 1; i <= 3; i++) {
            robot.frame(PixelFormat.BGR24, 10 * i);
        }
        Answer answer = robot.run("record", recording.toString(), "--frames=3", "--format=png");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .containsExactly(
                        "3 frames in "
                                + recording
                                + ", 0 missed; play them with --source replay:"
                                + recording);
        List<String> list = Files.readAllLines(recording.resolve("frames.csv"));
        assertThat(list.get(0)).isEqualTo("frameId,captureNanos,sourceIndex,width,height,file");
        assertThat(list).hasSize(4);
        for (int i = 1; i <= 3; i++) {
            String name = "frame-00000000" + i + ".png";
            assertThat(list.get(i)).startsWith(i + ",").endsWith(",0,96,64," + name);
            assertThat(Imgcodecs.imread(recording.resolve(name).toString()).get(3, 3))
                    .containsExactly(10 * i, 10 * i, 10 * i);
        }
        assertThat(recording).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void framesThatHaveLeftTheRingAreNotThere() throws IOException {
        for (int i = 1; i <= 9; i++) {
            robot.frame(PixelFormat.BGR24, i);
        }
        assertThat(robot.run("record", recording.toString(), "--frames=2").code()).isZero();
        assertThat(Files.readAllLines(recording.resolve("frames.csv")).get(1)).startsWith("7,");
        assertThat(recording.resolve("frame-000000007.jpg")).exists();
    }

    @Test
    void theTimeThatIsGivenEndsIt() {
        robot.frame(PixelFormat.GRAY8, 1);
        Answer answer = robot.run("record", recording.toString(), "--seconds=0.3");
        assertThat(answer.out()).singleElement().asString().startsWith("1 frames in");
    }

    @Test
    void aRecordingThatIsThereIsNotTouched() throws IOException {
        Files.createDirectories(recording);
        Files.writeString(recording.resolve("frames.csv"), "mine");
        Answer answer = robot.run("record", recording.toString(), "--frames=1");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).singleElement().asString().contains("holds a recording already");
        assertThat(recording.resolve("frames.csv")).hasContent("mine");
    }

    @Test
    void aTimeAndANumberTogetherAreWrongUsage() {
        Answer answer = robot.run("record", recording.toString(), "--frames=1", "--seconds=1");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(recording).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenEndsItAndWhatIsStoredStays() throws IOException {
        try (Recording into = Recording.create(recording)) {
            FrameDescription frame = new FrameDescription();
            frame.frameId = 1;
            into.store(frame, new byte[] {1, 2, 3}, "png");
            frame.frameId = 2;
            // In the way of the part that is to be renamed.
            Files.createDirectories(recording.resolve("frame-000000002.png.part/x"));
            assertThatThrownBy(() -> into.store(frame, new byte[] {4}, "png"))
                    .isInstanceOfSatisfying(
                            StageFailure.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
                    .hasMessageContainingAll(
                            "cannot write " + recording.resolve("frame-000000002.png"),
                            "Is a directory",
                            "the 1 pictures before it are stored");
            assertThat(into.stored()).isEqualTo(1);
        }
        assertThat(Files.readAllLines(recording.resolve("frames.csv"))).hasSize(2);
        assertThat(recording.resolve("frame-000000001.png")).hasBinaryContent(new byte[] {1, 2, 3});
    }
}
