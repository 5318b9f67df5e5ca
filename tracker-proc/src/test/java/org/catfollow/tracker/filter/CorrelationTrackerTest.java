package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class CorrelationTrackerTest {
    private final TrackedBox out = new TrackedBox();
    private Scene scene;
    private CorrelationTracker tracker;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @BeforeEach
    void open() {
        scene = new Scene();
        tracker = new CorrelationTracker();
    }

    @AfterEach
    void close() {
        tracker.close();
    }

    @Test
    void followsATranslationToWithinFourPixels() {
        tracker.init(scene.with(100, 100, 80), 100, 100, 80, 80);
        for (int i = 1; i <= 50; i++) {
            tracker.update(scene.with(100 + 7 * i, 100 + 4 * i, 80), out);
            assertThat(out.x).isCloseTo(100f + 7 * i, within(4f));
            assertThat(out.y).isCloseTo(100f + 4 * i, within(4f));
        }
        assertThat(out.quality).isGreaterThan(0.7f);
    }

    @Test
    void staysWhereNothingMoves() {
        Mat frame = scene.with(300, 200, 80);
        tracker.init(frame, 300, 200, 80, 80);
        for (int i = 0; i < 60; i++) {
            tracker.update(frame, out);
        }
        assertThat(out.x).isCloseTo(300, within(1.5f));
        assertThat(out.y).isCloseTo(200, within(1.5f));
        assertThat(out.width).isCloseTo(80, within(3f));
    }

    @Test
    void growsWithTheTarget() {
        tracker.init(scene.with(260, 180, 80), 260, 180, 80, 80);
        int side = 80;
        for (int i = 1; i <= 60; i++) {
            side = 80 + i;
            tracker.update(scene.with(300 - side / 2, 220 - side / 2, side), out);
        }
        Sequences.Reference truth =
                new Sequences.Reference(1, 300 - side / 2, 220 - side / 2, side, side);
        assertThat(Sequences.iou(truth, out.x, out.y, out.width, out.height)).isGreaterThan(0.7);
        assertThat(out.width).isGreaterThan(110);
    }

    @Test
    void aMissingTargetShowsInTheQuality() {
        tracker.init(scene.with(260, 180, 80), 260, 180, 80, 80);
        for (int i = 0; i < 15; i++) {
            tracker.update(scene.with(260 + i, 180, 80), out);
        }
        float seen = out.quality;
        float worst = 1;
        for (int i = 0; i < 10; i++) {
            tracker.update(scene.without(), out);
            worst = Math.min(worst, out.quality);
        }
        assertThat(seen).isGreaterThan(0.8f);
        assertThat(worst).isLessThan(0.5f);
    }

    @Test
    void findsTheTargetAgainWhereItWasHidden() {
        tracker.init(scene.with(260, 180, 80), 260, 180, 80, 80);
        for (int i = 0; i < 15; i++) {
            tracker.update(scene.with(260, 180, 80), out);
        }
        for (int i = 0; i < 5; i++) {
            tracker.update(scene.without(), out);
        }
        for (int i = 0; i < 25; i++) {
            tracker.update(scene.with(270, 190, 80), out);
        }
        assertThat(
                        Sequences.iou(
                                new Sequences.Reference(1, 270, 190, 80, 80),
                                out.x,
                                out.y,
                                out.width,
                                out.height))
                .isGreaterThan(0.6);
    }

    @Test
    void takesABoxPartlyOutsideThePicture() {
        tracker.init(scene.with(-30, -20, 80), -30, -20, 80, 80);
        for (int i = 1; i <= 20; i++) {
            tracker.update(scene.with(-30 + 3 * i, -20 + 3 * i, 80), out);
        }
        assertThat(out.x).isCloseTo(30, within(8f));
        assertThat(out.y).isCloseTo(40, within(8f));
    }

    @Test
    void undoneFramesLeaveNoTrace() {
        tracker.init(scene.with(200, 150, 80), 200, 150, 80, 80);
        try (CorrelationTracker twin = new CorrelationTracker()) {
            TrackedBox expected = new TrackedBox();
            twin.init(scene.with(200, 150, 80), 200, 150, 80, 80);
            Mat torn = new Mat(480, 640, CvType.CV_8UC3);
            Core.randu(torn, 0, 255);
            for (int i = 1; i <= 12; i++) {
                Mat frame = scene.with(200 + 3 * i, 150, 80);
                twin.update(frame, expected);
                tracker.update(torn, out);
                tracker.undo();
                tracker.correct(torn, 10, 10, 50, 90);
                tracker.undo();
                tracker.update(frame, out);
                assertThat(out.x).isEqualTo(expected.x);
                assertThat(out.width).isEqualTo(expected.width);
                assertThat(out.quality).isEqualTo(expected.quality);
            }
            tracker.init(torn, 10, 10, 50, 90);
            tracker.undo();
            Mat frame = scene.with(240, 150, 80);
            twin.update(frame, expected);
            tracker.update(frame, out);
            assertThat(out.x).isEqualTo(expected.x);
        }
    }

    @Test
    void doesNotWriteIntoTheFrame() {
        Mat frame = scene.with(200, 150, 80);
        Mat copy = frame.clone();
        tracker.init(frame, 200, 150, 80, 80);
        tracker.update(frame, out);
        assertThat(Core.norm(frame, copy, Core.NORM_INF)).isZero();
    }

    @Test
    void refusesGreyFramesAndBoxesWithoutSize() {
        assertThatThrownBy(() -> tracker.init(new Mat(48, 64, CvType.CV_8UC1), 1, 1, 10, 10))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tracker.init(scene.without(), 1, 1, 0, 10))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void allocatesNothingPerFrame() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Mat[] frames = new Mat[20];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = scene.with(200 + 2 * i, 150 + i, 80);
        }
        tracker.init(frames[0], 200, 150, 80, 80);
        // The JDK itself takes a few bytes now and then while it compiles (64, once, in round 2);
        // what the tracker takes for a frame it takes in every round.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 6 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (Mat frame : frames) {
                tracker.update(frame, out);
            }
            tracker.correct(frames[0], 200, 150, 80, 80);
            for (Mat frame : frames) {
                tracker.update(frame, out);
                tracker.undo();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }
}
