package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** What every visual tracker promises, checked with each kind in turn. */
class VisualTrackerContractTest {
    private static final int SIDE = 80;

    private final TrackedBox out = new TrackedBox();
    private Scene scene;

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    @BeforeEach
    void open() {
        scene = new Scene();
    }

    private static double overlap(TrackedBox box, int x, int y) {
        return Sequences.iou(
                new Sequences.Reference(1, x, y, SIDE, SIDE), box.x, box.y, box.width, box.height);
    }

    /** The model that stands in for VitTrack's sees sixteenths of four box sides, not more. */
    private static double leastOverlap(TrackerKind kind) {
        return kind == TrackerKind.VIT ? 0.35 : 0.6;
    }

    private static Mat noise() {
        Mat noise = new Mat(480, 640, CvType.CV_8UC3);
        Core.randu(noise, 0, 255);
        return noise;
    }

    @ParameterizedTest
    @EnumSource
    void followsATexturedTarget(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            tracker.init(scene.with(200, 150, SIDE), 200, 150, SIDE, SIDE);
            for (int i = 1; i <= 25; i++) {
                tracker.update(scene.with(200 + 4 * i, 150 + 3 * i, SIDE), out);
                assertThat(overlap(out, 200 + 4 * i, 150 + 3 * i))
                        .as("frame %d", i)
                        .isGreaterThan(leastOverlap(kind));
                assertThat(out.quality).isBetween(0f, 1f);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void qualityFallsWhenTheTargetVanishes(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            tracker.init(scene.with(260, 180, SIDE), 260, 180, SIDE, SIDE);
            float seen = 1;
            for (int i = 1; i <= 15; i++) {
                tracker.update(scene.with(260 + 2 * i, 180, SIDE), out);
                seen = Math.min(seen, out.quality);
            }
            // To NanoTrack one such pattern is as good as another: it was made for things.
            Mat empty = kind == TrackerKind.NANO ? noise() : scene.without();
            float worst = 1;
            for (int i = 0; i < 10; i++) {
                tracker.update(empty, out);
                worst = Math.min(worst, out.quality);
            }
            assertThat(seen).as("seen").isGreaterThan(0.6f);
            assertThat(worst).as("vanished").isLessThan(0.5f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCorrectionMovesTheBox(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            tracker.init(scene.with(100, 100, SIDE), 100, 100, SIDE, SIDE);
            tracker.update(scene.with(100, 100, SIDE), out);
            Mat elsewhere = scene.with(420, 280, SIDE);
            tracker.correct(elsewhere, 420, 280, SIDE, SIDE);
            for (int i = 0; i < 3; i++) {
                tracker.update(elsewhere, out);
            }
            assertThat(overlap(out, 420, 280)).isGreaterThan(leastOverlap(kind));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCorrectionTakesMostOfTheSizeOver(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            Mat frame = scene.with(260, 180, 120);
            tracker.init(scene.with(280, 200, SIDE), 280, 200, SIDE, SIDE);
            tracker.correct(frame, 260, 180, 120, 120);
            tracker.update(frame, out);
            // Ours takes a part at a time: the boxes of a detector tremble.
            float least = kind == TrackerKind.CF ? SIDE + 0.6f * (120 - SIDE) : 108;
            assertThat(out.width).isBetween(least, 132f);
            assertThat(out.height).isBetween(least, 132f);
        }
    }

    @ParameterizedTest
    @EnumSource
    void undoPutsTheBoxBack(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            Mat frame = scene.with(260, 180, SIDE);
            Mat torn = noise();
            tracker.init(frame, 260, 180, SIDE, SIDE);
            tracker.update(frame, out);
            tracker.update(torn, out);
            tracker.undo();
            tracker.update(frame, out);
            assertThat(overlap(out, 260, 180)).as("update").isGreaterThan(leastOverlap(kind));
            tracker.correct(torn, 20, 20, 50, 40);
            tracker.undo();
            tracker.update(frame, out);
            assertThat(overlap(out, 260, 180)).as("correct").isGreaterThan(leastOverlap(kind));
            tracker.init(torn, 20, 20, 50, 40);
            tracker.undo();
            tracker.update(frame, out);
            assertThat(overlap(out, 260, 180)).as("init").isGreaterThan(leastOverlap(kind));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CF", "KCF", "MOSSE"})
    void undoneFramesLeaveNoTrace(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind);
                VisualTracker twin = Trackers.make(kind)) {
            TrackedBox expected = new TrackedBox();
            Mat torn = noise();
            tracker.init(scene.with(200, 150, SIDE), 200, 150, SIDE, SIDE);
            twin.init(scene.with(200, 150, SIDE), 200, 150, SIDE, SIDE);
            for (int i = 1; i <= 6; i++) {
                Mat frame = scene.with(200 + 3 * i, 150, SIDE);
                twin.update(frame, expected);
                tracker.update(torn, out);
                tracker.undo();
                tracker.correct(torn, 10, 10, 50, 90);
                tracker.undo();
                tracker.init(torn, 10, 10, 50, 90);
                tracker.undo();
                tracker.update(frame, out);
                assertThat(out.x).isEqualTo(expected.x);
                assertThat(out.width).isEqualTo(expected.width);
                assertThat(out.quality).isEqualTo(expected.quality);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateBeforeAnyTargetIsRefused(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            Mat frame = scene.with(260, 180, SIDE);
            assertThatThrownBy(() -> tracker.update(frame, out))
                    .isInstanceOf(IllegalStateException.class);
            tracker.undo(); // nothing to take back
            tracker.init(frame, 260, 180, SIDE, SIDE);
            tracker.undo();
            assertThatThrownBy(() -> tracker.update(frame, out))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesBoxesPartlyAndWhollyOutsideThePicture(TrackerKind kind) {
        float[][] boxes = {
            {-30, -20, 80, 80}, {600, 440, 80, 80}, {-300, 100, 80, 80}, {900, 900, 50, 50},
            {-10, -10, 700, 500}, {0, 0, 640, 480}, {320, 240, 1, 1}, {639, 0, 0.5f, 480},
            {100, -1e6f, 40, 40}, {0, 200, 640, 3}
        };
        try (VisualTracker tracker = Trackers.make(kind)) {
            Mat frame = scene.with(-30, -20, SIDE);
            for (float[] b : boxes) {
                tracker.init(frame, b[0], b[1], b[2], b[3]);
                for (int i = 0; i < 3; i++) {
                    tracker.update(frame, out);
                }
                assertThat(out.x + out.y + out.width + out.height).isFinite();
                assertThat(out.width).isPositive();
                assertThat(out.height).isPositive();
                assertThat(out.quality).isBetween(0f, 1f);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void followsOutOfThePictureWithoutFailing(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            tracker.init(scene.with(540, 180, SIDE), 540, 180, SIDE, SIDE);
            for (int i = 1; i <= 25; i++) {
                tracker.update(scene.with(540 + 8 * i, 180, SIDE), out);
                assertThat(out.x + out.y + out.width + out.height).isFinite();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesFramesOfAnotherSize(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            Mat frame = scene.with(500, 350, SIDE);
            Mat half = new Mat();
            Imgproc.resize(frame, half, new Size(320, 240), 0, 0, Imgproc.INTER_AREA);
            tracker.init(frame, 500, 350, SIDE, SIDE);
            tracker.update(half, out);
            tracker.update(half, out);
            assertThat(out.x + out.y + out.width + out.height).isFinite();
            tracker.init(half, 250, 175, 40, 40);
            tracker.update(half, out);
            assertThat(out.x).isCloseTo(250, within(15f));
            tracker.update(frame, out);
            assertThat(out.x + out.y + out.width + out.height).isFinite();
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesGreyAndEmptyFramesAndBoxesWithoutSize(TrackerKind kind) {
        try (VisualTracker tracker = Trackers.make(kind)) {
            Mat frame = scene.without();
            Mat grey = new Mat(480, 640, CvType.CV_8UC1);
            for (Mat wrong : new Mat[] {grey, new Mat()}) {
                assertThatThrownBy(() -> tracker.init(wrong, 10, 10, 40, 40))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> tracker.init(frame, 1, 1, 0, 10))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tracker.init(frame, 1, 1, 10, Float.NaN))
                    .isInstanceOf(IllegalArgumentException.class);
            tracker.init(frame, 100, 100, SIDE, SIDE);
            for (Mat wrong : new Mat[] {grey, new Mat()}) {
                assertThatThrownBy(() -> tracker.update(wrong, out))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            tracker.update(frame, out);
            assertThat(overlap(out, 100, 100)).isGreaterThan(leastOverlap(kind));
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyReadsTheFrameAndOnlyDuringTheCall(TrackerKind kind) {
        Mat torn = noise();
        try (VisualTracker tracker = Trackers.make(kind)) {
            Mat frame = scene.with(200, 150, SIDE);
            Mat copy = frame.clone();
            tracker.init(frame, 200, 150, SIDE, SIDE);
            assertThat(Core.norm(frame, copy, Core.NORM_INF)).isZero();
            torn.copyTo(frame); // as the ring's next writer would
            for (int i = 1; i <= 10; i++) {
                scene.with(200 + 3 * i, 150, SIDE).copyTo(frame);
                frame.copyTo(copy);
                tracker.update(frame, out);
                assertThat(Core.norm(frame, copy, Core.NORM_INF)).isZero();
                assertThat(overlap(out, 200 + 3 * i, 150)).isGreaterThan(leastOverlap(kind));
                torn.copyTo(frame);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void mayBeClosedTwice(TrackerKind kind) {
        VisualTracker tracker = Trackers.make(kind);
        tracker.init(scene.with(200, 150, SIDE), 200, 150, SIDE, SIDE);
        tracker.close();
        tracker.close();
    }

    /** OpenCV's binding makes an array of 4 doubles for the box of each update: 48 bytes. */
    @ParameterizedTest
    @EnumSource
    void allocatesNoMoreThanItsBindingForces(TrackerKind kind) {
        boolean ours =
                kind == TrackerKind.CF || kind == TrackerKind.KCF || kind == TrackerKind.MOSSE;
        int frames = 5;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Mat frame = scene.with(200, 150, SIDE);
        try (VisualTracker tracker = Trackers.make(kind)) {
            tracker.init(frame, 200, 150, SIDE, SIDE);
            // The JDK takes a few bytes while it compiles; what an update takes, it takes each
            // round.
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 6; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < frames; i++) {
                    tracker.update(frame, out);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isLessThanOrEqualTo(ours ? 0 : 48L * frames);
        }
    }
}
