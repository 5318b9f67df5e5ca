package org.catfollow.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.catfollow.capture.source.CameraMode;
import org.catfollow.capture.source.Codec;
import org.catfollow.capture.source.Programs;
import org.catfollow.capture.source.SourceSettings;
import org.catfollow.capture.source.View;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageContext;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.ring.FrameReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.slf4j.LoggerFactory;

/** Capture over a real region, seen by a reader of the ring. */
class CaptureAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir private Path folder;

    private Region region;
    private RoleClaim claim;
    private FrameReader reader;

    @BeforeEach
    void attach() {
        NativeLibraries.loadOpenCv();
        RegionFiles files = new RegionFiles(folder.resolve("region"));
        RegionCreator.createIfMissing(files, new Geometry(4, 320, 240), SECOND);
        region = Region.attach(files, SECOND);
        claim = region.claim(Role.CAPTURE);
        reader = region.frameReader();
    }

    @AfterEach
    void detach() {
        reader.close();
        claim.close();
        region.close();
    }

    private CaptureAgent agent(String source) {
        return agent(source, 0, Programs.onPath());
    }

    private CaptureAgent agent(String source, long timeoutNanos, Programs programs) {
        SourceSettings settings =
                new SourceSettings(
                        new CameraMode(0, 0, 0, Codec.AUTO, 0),
                        View.PLAIN,
                        OptionalDouble.empty(),
                        true,
                        false,
                        0,
                        programs);
        CaptureConfig config =
                new CaptureConfig(
                        source,
                        false,
                        7,
                        timeoutNanos,
                        Optional.of(folder.resolve("stats.json")),
                        settings);
        return new CaptureAgent(
                config,
                new StageContext(region, claim, LoggerFactory.getLogger("capture"), () -> false));
    }

    /** A camera that gives two pictures of 320x240 and dies, each time. */
    private Programs camera() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path program = bin.resolve("rpicam-vid");
        Files.writeString(
                program,
                """
                #!/bin/bash
                for picture in 50 310; do
                  head -c 115200 /dev/zero | tr '\\0' "\\\\$picture"
                done
                echo 'ERROR: *** no more ***' >&2
                exit 1
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Programs(List.of(bin));
    }

    @Test
    void aCameraThatGoesLeavesTheStageAliveAndFrameIdsGoOnWhenItIsBack() throws IOException {
        try (CaptureAgent agent = agent("rpicam:", 0, camera())) {
            while (reader.newestFrame() < 2) {
                assertThat(agent.doWork()).isTrue();
            }
            while (claim.row().get(Counter.ERRORS) == 0) {
                assertThat(agent.doWork()).isTrue();
            }
            assertThat(reader.newestFrame()).isEqualTo(2);
            assertThat(region.stageRow(Role.CAPTURE).activity()).isEqualTo(Activity.IDLE);
            assertThat(region.stageRow(Role.CAPTURE).activityText()).contains("no more");
            while (reader.newestFrame() < 3) {
                assertThat(agent.doWork()).isTrue();
            }
            assertThat(region.stageRow(Role.CAPTURE).activity()).isEqualTo(Activity.RUNNING);
            assertThat(region.stageRow(Role.CAPTURE).activityText()).startsWith("rpicam:");
            assertThat(reader.open(3)).isEqualTo(FrameReader.Answer.OPEN);
            assertThat(reader.description().sourceIndex).isEqualTo(2);
        }
        assertThat(Files.readString(folder.resolve("stats.json")))
                .contains("\"frames\":3,", "\"interruptions\":1,");
    }

    @Test
    void theTimeOutEndsIt() {
        try (CaptureAgent agent = agent("test:", 1, Programs.onPath())) {
            assertThat(agent.doWork()).isFalse();
        }
    }

    private void writePicture(String name, Scalar bgr) {
        Mat picture = new Mat(100, 200, CvType.CV_8UC3, bgr);
        assertThat(Imgcodecs.imwrite(folder.resolve(name).toString(), picture)).isTrue();
        picture.release();
    }

    @Test
    void everyFrameCarriesItsIdInItsPixels() {
        try (CaptureAgent agent = agent("test:")) {
            for (int i = 1; i <= 10; i++) {
                assertThat(agent.doWork()).isTrue();
                assertThat(reader.newestFrame()).isEqualTo(i);
                assertThat(reader.open(i)).isEqualTo(FrameReader.Answer.OPEN);
                assertThat(reader.description().stamped).isTrue();
                assertThat(reader.description().cameraId).isEqualTo(7);
                assertThat(reader.stillValid()).isTrue();
            }
        }
        assertThat(claim.row().get(Counter.FRAMES)).isEqualTo(10);
        assertThat(reader.mismatched()).isZero();
    }

    @Test
    void frameIdsGoOnWhenCaptureIsStartedAgain() {
        try (CaptureAgent first = agent("test:")) {
            first.doWork();
            first.doWork();
        }
        claim.close();
        claim = region.claim(Role.CAPTURE);
        try (CaptureAgent second = agent("test:")) {
            second.doWork();
        }
        assertThat(reader.newestFrame()).isEqualTo(3);
        assertThat(reader.open(3)).isEqualTo(FrameReader.Answer.OPEN);
        assertThat(reader.description().captureEpoch).isEqualTo(2);
        assertThat(reader.description().sourceIndex).isZero();
    }

    @Test
    void aPictureLandsInItsSlotAsBgr() {
        writePicture("1.png", new Scalar(10, 20, 250));
        try (CaptureAgent agent = agent("images:" + folder)) {
            assertThat(agent.doWork()).isTrue();
            assertThat(agent.doWork()).as("after the last picture").isFalse();
        }
        assertThat(reader.open(1)).isEqualTo(FrameReader.Answer.OPEN);
        assertThat(reader.description().widthPixels).isEqualTo(200);
        assertThat(reader.description().heightPixels).isEqualTo(100);
        assertThat(reader.pixels().get(0)).isEqualTo((byte) 10);
        assertThat(reader.pixels().get(1)).isEqualTo((byte) 20);
        assertThat(reader.pixels().get(2)).isEqualTo((byte) 250);
        assertThat(reader.stillValid()).isTrue();
    }

    @Test
    void anUnreadablePictureIsCountedAndTheNextOneTakesItsSlot() throws Exception {
        writePicture("1.png", new Scalar(1, 1, 1));
        Files.writeString(folder.resolve("2.png"), "no picture");
        writePicture("3.png", new Scalar(3, 3, 3));
        try (CaptureAgent agent = agent("images:" + folder)) {
            while (agent.doWork()) {
                assertThat(reader.newestFrame()).isLessThanOrEqualTo(2);
            }
        }
        assertThat(reader.newestFrame()).isEqualTo(2);
        assertThat(reader.open(2)).isEqualTo(FrameReader.Answer.OPEN);
        assertThat(reader.description().sourceIndex).isEqualTo(2);
        assertThat(claim.row().get(Counter.ERRORS)).isEqualTo(1);
        assertThat(region.stageRow(Role.CAPTURE).lastError()).contains("2.png");
    }

    @Test
    void aFolderWithoutPicturesIsAFailureOfTheSource() {
        assertThatThrownBy(() -> agent("images:" + folder.resolve("none")))
                .isInstanceOfSatisfying(
                        StageFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.HARDWARE));
    }
}
