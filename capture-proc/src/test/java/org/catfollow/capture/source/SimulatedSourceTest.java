package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.GroundTruth;
import org.catfollow.shm.slots.ObstacleKind;
import org.catfollow.shm.slots.TruthKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator as a source: the picture answers to the car, and its truth comes with it. */
class SimulatedSourceTest {
    private static final int WIDTH = 160;
    private static final int HEIGHT = 120;

    @TempDir private Path folder;
    private final SlotView slot = Pictures.slot(WIDTH, HEIGHT);
    private final SourceFrame frame = new SourceFrame();
    private final PutRobot robot = new PutRobot();

    private SimulatedSource open(String file, Optional<Path> sprite) {
        WorldSettings settings = new WorldSettings(3, sprite, 2.4, 2.5);
        return SimulatedSource.open(file, settings, slot.size(), robot);
    }

    private byte[] picture(SimulatedSource source) {
        assertThat(source.read(slot.claimedFor(9), frame)).isEqualTo(ReadResult.FRAME);
        byte[] bytes = new byte[3 * WIDTH * HEIGHT];
        ByteBuffer pixels = slot.pixels().duplicate();
        pixels.clear().get(bytes);
        return bytes;
    }

    @Test
    void thePictureAnswersToTheCar() {
        try (SimulatedSource source = open("", Optional.empty())) {
            byte[] ahead = picture(source);
            robot.car.panDegrees = 40;
            assertThat(picture(source)).isNotEqualTo(ahead);
            assertThat(frame.captureNanos).isNotZero();
        }
    }

    @Test
    void theTruthIsPublishedWithTheFramesId() {
        try (SimulatedSource source = open("", Optional.empty())) {
            int cats = 0;
            robot.car.tiltDegrees = -5;
            for (int pan = 0; pan < 360; pan += 20) {
                robot.car.headingDegrees = pan;
                byte[] ignored = picture(source);
                GroundTruth truth = robot.published;
                assertThat(truth.frameId).isEqualTo(9);
                assertThat(truth.captureNanos).isEqualTo(frame.captureNanos);
                assertThat(truth.frameWidth).isEqualTo(WIDTH);
                assertThat(truth.thing(0).kind).isEqualTo(TruthKind.CAT);
                assertThat(ignored).isNotEmpty();
                cats += truth.mostVisibleCat() == null ? 0 : 1;
            }
            // It is somewhere, and not everywhere.
            assertThat(cats).isBetween(1, 10);
        }
    }

    @Test
    void whatTheCarSensesIsPublishedWithTheFramesId() {
        try (SimulatedSource source = open("", Optional.empty())) {
            // Before the shelf and the wall ahead, which is at 4.3 m.
            robot.car.xMetres = 2;
            robot.car.yMetres = -0.4;
            byte[] ignored = picture(source);
            assertThat(ignored).isNotEmpty();
            assertThat(robot.sensed.frameId).isEqualTo(9);
            assertThat(robot.sensed.nanos).isEqualTo(frame.captureNanos);
            assertThat(robot.sensed.echoMetres).isBetween(1f, 2.2f);
            assertThat(robot.sensed.clearanceMetres).isBetween(0.1f, 1.2f);
            assertThat(robot.sensed.catMetres).isBetween(0f, 6f);
            assertThat(robot.sensed.touches).isZero();

            robot.car.xMetres = 4.2;
            ignored = picture(source);
            assertThat(robot.sensed.touches).isEqualTo(1);
            assertThat(robot.sensed.nearest).isEqualTo(ObstacleKind.WALL);
        }
    }

    @Test
    void allocatesNothingPerFrame() {
        try (SimulatedSource source = open("", Optional.empty())) {
            assertThat(Allocation.bytes(300, 100, () -> source.read(slot, frame))).isZero();
        }
    }

    @Test
    void aWorldAndASpriteThatCannotBeAreNamed() throws IOException {
        Path world = Files.writeString(folder.resolve("world.yaml"), "room: [");
        refuses(() -> open(world.toString(), Optional.empty()), "world.yaml");
        refuses(() -> open(folder.resolve("none.yaml").toString(), Optional.empty()), "none.yaml");
        Path opaque = Pictures.plain(folder.resolve("opaque.png"), 8, 8, Pictures.RED);
        refuses(() -> open("", Optional.of(opaque)), "--sim-sprite " + opaque);
    }

    private static void refuses(Runnable opening, String named) {
        assertThatThrownBy(opening::run)
                .isInstanceOfSatisfying(
                        StageFailure.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining(named)
                .hasMessageNotContaining("\n");
    }
}
