package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.SimulatedSensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A photograph that is red on its left and blue on its right, seen by a car that is put anywhere. */
class SceneSourceTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;

    @TempDir private Path folder;
    private final SlotView slot = Pictures.slot(WIDTH, HEIGHT);
    private final SourceFrame frame = new SourceFrame();
    private final PutRobot robot = new PutRobot();

    private Path photo() {
        BufferedImage image = Pictures.plain(BufferedImage.TYPE_INT_RGB, 400, 200, Pictures.RED);
        for (int y = 0; y < 200; y++) {
            for (int x = 200; x < 400; x++) {
                image.setRGB(x, y, Pictures.BLUE);
            }
        }
        return Pictures.write(folder.resolve("photo.png"), image);
    }

    private SceneSource open() {
        return SceneSource.open(photo(), WorldSettings.DEFAULT, slot.size(), robot);
    }

    private int[] pixel(int x, int y) {
        return Pictures.bgr(slot, 3 * (y * WIDTH + x));
    }

    private void read(FrameSource source) {
        assertThat(source.read(slot, frame)).isEqualTo(ReadResult.FRAME);
        assertThat(frame.width).isEqualTo(WIDTH);
        assertThat(frame.height).isEqualTo(HEIGHT);
        assertThat(frame.captureNanos).isNotZero();
    }

    @Test
    void leftIsLeftAndRedIsRed() {
        try (SceneSource source = open()) {
            read(source);
            assertThat(pixel(60, 60)).containsExactly(0, 0, 255);
            assertThat(pixel(100, 60)).containsExactly(255, 0, 0);
        }
    }

    @Test
    void theCarHearsThePhotographAsAWall() {
        try (SceneSource source = open()) {
            robot.car.xMetres = 1;
            read(source);
            // Its sensor is 0.16 m ahead of its axle.
            assertThat(robot.sensed.echoMetres).isCloseTo(2.5f - 1 - 0.16f, within(1e-3f));
            assertThat(robot.sensed.catMetres).isEqualTo(Float.MAX_VALUE);
            robot.car.headingDegrees = 180;
            read(source);
            assertThat(robot.sensed.echoMetres).isEqualTo(SimulatedSensors.NO_ECHO);
        }
    }

    @Test
    void panningRightShowsTheRightHalf() {
        try (SceneSource source = open()) {
            robot.car.panDegrees = 15;
            read(source);
            assertThat(pixel(80, 60)).containsExactly(255, 0, 0);
            robot.car.panDegrees = -15;
            read(source);
            assertThat(pixel(80, 60)).containsExactly(0, 0, 255);
        }
    }

    @Test
    void besideThePhotographThereIsAWallInItsMeanColour() {
        try (SceneSource source = open()) {
            robot.car.panDegrees = 55;
            read(source);
            assertThat(pixel(150, 60)[0]).isBetween(120, 135);
            assertThat(pixel(150, 60)[2]).isBetween(120, 135);
            robot.car.headingDegrees = 180;
            robot.car.panDegrees = 0;
            read(source);
            assertThat(pixel(80, 60)[0]).isBetween(120, 135);
        }
    }

    @Test
    void allocatesNothingPerFrame() {
        try (SceneSource source = open()) {
            assertThat(Allocation.bytes(200, 100, () -> source.read(slot, frame))).isZero();
        }
    }

    @Test
    void whatIsNoPictureIsNamed() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
        for (Path wrong : new Path[] {text, folder.resolve("missing.jpg")}) {
            assertThatThrownBy(
                            () ->
                                    SceneSource.open(
                                                    wrong,
                                                    WorldSettings.DEFAULT,
                                                    slot.size(),
                                                    robot)
                                            .close())
                    .isInstanceOfSatisfying(
                            StageFailure.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE))
                    .hasMessageContaining(wrong.toString())
                    .hasMessageNotContaining("\n");
        }
    }
}
