package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

/** A target that grows, leaves, hides, comes back elsewhere, and is put right by a detector. */
class CorrelationTrackerLossTest {
    /** Quality under which nearly all lost targets and few found ones are. */
    private static final float LOST = 0.66f;

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

    private void seeStill(int x, int y, int frames) {
        Mat frame = scene.with(x, y, 80);
        tracker.init(frame, x, y, 80, 80);
        for (int i = 0; i < frames; i++) {
            tracker.update(frame, out);
        }
    }

    private double iou(int x, int y, int side) {
        return Sequences.iou(
                new Sequences.Reference(1, x, y, side, side), out.x, out.y, out.width, out.height);
    }

    @Test
    void growsToThreeTimesItsSizeWithTheTarget() {
        tracker.init(scene.with(290, 210, 60), 290, 210, 60, 60);
        int side = 60;
        for (int i = 1; i <= 120; i++) {
            side = 60 + i;
            tracker.update(scene.with(320 - side / 2, 240 - side / 2, side), out);
        }
        assertThat(iou(320 - side / 2, 240 - side / 2, side)).isGreaterThan(0.7);
    }

    @Test
    void aTargetThatLeftStaysLostWhateverTheBackgroundShows() {
        tracker.init(scene.with(480, 200, 80), 480, 200, 80, 80);
        int x = 480;
        for (; x < 660; x += 6) {
            tracker.update(scene.with(x, 200, 80), out);
        }
        Mat empty = scene.without();
        for (int i = 0; i < 100; i++) {
            tracker.update(empty, out);
            if (i >= 3) {
                assertThat(out.quality).as("frame %d", i).isLessThan(LOST);
            }
        }
    }

    @Test
    void aHiddenTargetIsLostWithinThreeFramesAndGoodAgainWhereItReappears() {
        seeStill(260, 180, 20);
        assertThat(out.quality).isGreaterThan(0.8f);
        Mat empty = scene.without();
        for (int i = 0; i < 60; i++) {
            tracker.update(empty, out);
            if (i >= 3) {
                assertThat(out.quality).as("frame %d", i).isLessThan(LOST);
            }
        }
        Mat back = scene.with(260, 180, 80);
        for (int i = 0; i < 30; i++) {
            tracker.update(back, out);
        }
        assertThat(out.quality).isGreaterThan(0.8f);
        assertThat(iou(260, 180, 80)).isGreaterThan(0.7);
    }

    @Test
    void looksWhereTheTargetIsExpected() {
        seeStill(60, 60, 20);
        Mat elsewhere = scene.with(500, 350, 80);
        tracker.expect(530, 400);
        tracker.update(elsewhere, out);
        tracker.update(elsewhere, out);
        assertThat(iou(500, 350, 80)).isGreaterThan(0.7);
        assertThat(out.quality).isGreaterThan(LOST);
    }

    @Test
    void anExpectationHoldsForOneFrameAndCanBeTakenBackWithIt() {
        seeStill(60, 60, 20);
        Mat frame = scene.with(60, 60, 80);
        tracker.expect(530, 400);
        tracker.expect(Float.NaN, 0);
        tracker.update(frame, out);
        assertThat(iou(60, 60, 80)).isGreaterThan(0.7);
        tracker.expect(530, 400);
        tracker.update(frame, out);
        tracker.undo();
        tracker.expect(100, 100);
        tracker.update(frame, out);
        assertThat(iou(60, 60, 80)).isGreaterThan(0.7);
    }

    @Test
    void findsATargetThatReappearsFarAwayWithoutAHint() {
        seeStill(60, 60, 20);
        Mat empty = scene.without();
        for (int i = 0; i < 5; i++) {
            tracker.update(empty, out);
        }
        Mat elsewhere = scene.with(500, 350, 80);
        for (int i = 0; i < 150; i++) {
            tracker.update(elsewhere, out);
        }
        assertThat(iou(500, 350, 80)).isGreaterThan(0.6);
    }

    @Test
    void aDetectorsTremblingBoxMovesTheTracksBoxLess() {
        seeStill(260, 180, 20);
        Mat frame = scene.with(260, 180, 80);
        tracker.correct(frame, 268, 180, 88, 80);
        tracker.update(frame, out);
        assertThat(out.x + out.width / 2).isCloseTo(300f, within(9f));
        assertThat(out.width / out.height).isBetween(1.02f, 1.08f);
    }

    @Test
    void correctionsChangeTheShape() {
        seeStill(260, 180, 20);
        Mat frame = scene.with(260, 180, 80);
        for (int i = 0; i < 6; i++) {
            tracker.correct(frame, 250, 190, 100, 60);
        }
        tracker.update(frame, out);
        assertThat(out.width / out.height).isCloseTo(100f / 60, within(0.1f));
    }

    @Test
    void aCorrectionDoesNotSpoilTheQuality() {
        seeStill(260, 180, 20);
        Mat frame = scene.with(260, 180, 80);
        for (int i = 0; i < 5; i++) {
            tracker.correct(frame, 264, 176, 76, 84);
            tracker.update(frame, out);
        }
        assertThat(out.quality).isGreaterThan(0.8f);
        Mat empty = scene.without();
        for (int i = 0; i < 5; i++) {
            tracker.update(empty, out);
        }
        assertThat(out.quality).isLessThan(LOST);
    }

    @Test
    void framesAllocateNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Mat[] frames = new Mat[20];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = i % 10 == 9 ? scene.without() : scene.with(200 + 2 * i, 150 + i, 80);
        }
        tracker.init(frames[0], 200, 150, 80, 80);
        run(frames, 2000);
        // The least of ten rounds: the JVM's compiler takes a few bytes while it is busy.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10 && least > 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            run(frames, 400);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private void run(Mat[] frames, int count) {
        for (int i = 0; i < count; i++) {
            tracker.update(frames[i % frames.length], out);
        }
    }
}
