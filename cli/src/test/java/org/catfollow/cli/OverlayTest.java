package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.runtime.report.RegionReport;
import org.catfollow.runtime.vision.Overlay;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.Detections;
import org.catfollow.shm.slots.DetectionsCell;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.Track;
import org.catfollow.shm.slots.TrackState;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

class OverlayTest {
    private static final Rect PICTURE = new Rect(100, 100, 320, 240);

    @TempDir private Path folder;

    /** A black picture in the middle of a larger black one, so that a stray pixel is seen. */
    private Mat around;

    private Mat picture;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @BeforeEach
    void makePicture() {
        around = Mat.zeros(440, 520, CvType.CV_8UC3);
        picture = around.submat(PICTURE);
    }

    private void draw(Track track, Detections detections) {
        try (Robot robot = new Robot(folder)) {
            robot.claim(Role.DETECTOR)
                    .stateWriter(StateSlot.DETECTIONS, DetectionsCell.CODEC)
                    .write(detections);
            Overlay.draw(picture, 7, RegionReport.of(robot.region), track);
        }
    }

    private static Track track(float x, float y, float width, float height) {
        Track track = new Track();
        track.state = TrackState.COASTING;
        track.frameId = 5;
        track.x = x;
        track.y = y;
        track.width = width;
        track.height = height;
        return track;
    }

    private static Detections detections(float x, float y, float width, float height) {
        Detections detections = new Detections();
        detections.frameId = 6;
        detections.add(Detections.labelBytes("cat"), 17, 0.5f, x, y, width, height);
        return detections;
    }

    private static int drawn(Mat mat) {
        return Core.countNonZero(mat.reshape(1));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, 50, 40",
        "-20, -20, 60, 50",
        "300, 220, 60, 50",
        "-500, -500, 20, 20",
        "1000, 1000, 20, 20",
        "0, 0, 320, 240",
        "-1e9, -1e9, 2e9, 2e9",
        "3e9, 3e9, 3e9, 3e9",
        "-3e38, 5, 3e38, 0"
    })
    void whereverTheBoxIsOnlyThePictureIsDrawnOn(float x, float y, float width, float height) {
        draw(track(x, y, width, height), detections(x, y, width, height));
        int inside = drawn(picture);
        assertThat(inside).isPositive();
        picture.setTo(new Scalar(0, 0, 0));
        assertThat(drawn(around)).as("outside").isZero();
    }

    @Test
    void aBoxIsDrawnWhereItIs() {
        draw(track(40, 60, 100, 80), detections(200, 100, 50, 60));
        assertThat(picture.get(100, 40)).as("track, left").containsExactly(0, 140, 255);
        assertThat(picture.get(139, 90)).as("track, bottom").containsExactly(0, 140, 255);
        assertThat(picture.get(130, 200)).as("detection, left").containsExactly(0, 220, 255);
        assertThat(picture.get(110, 90)).as("track, inside").containsExactly(0, 0, 0);
    }

    @Test
    void withoutATargetNoBoxIsDrawn() {
        Track lost = track(40, 60, 100, 80);
        lost.state = TrackState.LOST;
        draw(lost, new Detections());
        assertThat(drawn(picture.submat(new Rect(0, 24, 320, 190)))).isZero();
        assertThat(drawn(picture.submat(new Rect(0, 0, 320, 24)))).as("its reason").isPositive();
    }

    private int red(ControlState state) {
        picture.setTo(new Scalar(0, 0, 0));
        try (Robot robot = new Robot(folder)) {
            ControlStatus status = new ControlStatus();
            status.state = state;
            status.reason = ControlReason.CLIFF;
            robot.write(status);
            Overlay.draw(picture, 7, RegionReport.of(robot.region), new Track());
        }
        Mat reds = new Mat();
        Core.inRange(picture, new Scalar(0, 0, 200), new Scalar(80, 80, 255), reds);
        return Core.countNonZero(reds);
    }

    @Test
    void aFaultIsRed() {
        assertThat(red(ControlState.FAULT)).isGreaterThan(100);
        assertThat(red(ControlState.TRACK)).isZero();
    }

    @Test
    void whatLimitsAndWhatIsAheadIsSaid() {
        try (Robot robot = new Robot(folder)) {
            robot.liveAFixedLife(System.nanoTime());
            RegionReport report = RegionReport.of(robot.region);
            assertThat(Overlay.why(report.control().orElseThrow(), report))
                    .isEqualTo(
                            "limited: something is ahead  ahead NEAR 0.42 m  battery LOW 7.05 V");
            ControlStatus fault = new ControlStatus();
            fault.state = ControlState.FAULT;
            fault.reason = ControlReason.CLIFF;
            assertThat(Overlay.why(fault, report))
                    .startsWith("CLIFF: a floor sensor sees no floor  ahead ");
        }
    }
}
