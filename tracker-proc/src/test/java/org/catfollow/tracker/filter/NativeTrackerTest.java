package org.catfollow.tracker.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.video.Tracker;

class NativeTrackerTest {
    private final TrackedBox out = new TrackedBox();

    @BeforeAll
    static void loadOpenCv() {
        NativeLibraries.loadOpenCv();
    }

    /** Stands in for OpenCV's: says what it is told to. */
    private static final class Scripted extends Tracker {
        private final Rect next = new Rect(10, 10, 20, 20);
        private boolean finds = true;
        private boolean throwsNow;
        private int begun;

        Scripted() {
            super(0);
        }

        @Override
        public void init(Mat image, Rect box) {
            begun++;
            next.set(new double[] {box.x, box.y, box.width, box.height});
        }

        @Override
        public boolean update(Mat image, Rect box) {
            if (throwsNow) {
                throw new CvException("error: (-215:Assertion failed)\n  in function 'update'\n");
            }
            box.set(new double[] {next.x, next.y, next.width, next.height});
            return finds;
        }
    }

    private static final class Wrapped extends NativeTracker {
        private final Scripted scripted = new Scripted();

        Wrapped() {
            super(TrackerKind.MIL);
        }

        @Override
        Tracker tracker() {
            return scripted;
        }

        @Override
        double measure(Mat bgr, Rect box) {
            return 1;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10, 20, 30, 40, '10,20,30,40'",
        "-10, -20, 30, 40, '0,0,20,20'",
        "90, 90, 30, 40, '90,90,10,10'",
        "50, 50, 2, 2, '46,46,10,10'",
        "-500, 40, 30, 30, '0,40,10,30'",
        "500, 500, 30, 30, '90,90,10,10'",
        "-5, -5, 500, 500, '0,0,100,100'",
        "1e9, -1e9, 1e9, 1e9, '90,0,10,10'"
    })
    void cutsBoxesToThePicture(float x, float y, float width, float height, String expected) {
        Rect box = new Rect();
        NativeTracker.fit(x, y, width, height, 100, 100, 0, box);
        assertThat("%d,%d,%d,%d".formatted(box.x, box.y, box.width, box.height))
                .isEqualTo(expected);
    }

    @Test
    void refusesAPictureSmallerThanTheSmallestBox() {
        assertThatThrownBy(() -> NativeTracker.fit(0, 0, 5, 5, 9, 100, 0, new Rect()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9 x 100");
    }

    @Test
    void whatOpenCvThrowsIsOneLine() {
        try (Wrapped tracker = new Wrapped()) {
            Mat frame = new Mat(100, 100, CvType.CV_8UC3);
            tracker.init(frame, 10, 10, 20, 20);
            tracker.scripted.throwsNow = true;
            assertThatThrownBy(() -> tracker.update(frame, out))
                    .isInstanceOfSatisfying(
                            StageFailure.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
                    .hasMessageStartingWith("--tracker mil: OpenCV failed at box 10,10,20,20")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void nothingFoundIsTheLastBoxWithoutQuality() {
        try (Wrapped tracker = new Wrapped()) {
            Mat frame = new Mat(100, 100, CvType.CV_8UC3);
            tracker.init(frame, 10, 10, 20, 20);
            tracker.scripted.finds = false;
            tracker.scripted.next.x = 50;
            tracker.update(frame, out);
            assertThat(out.x).isEqualTo(10);
            assertThat(out.quality).isZero();
            tracker.scripted.finds = true;
            tracker.update(frame, out);
            assertThat(out.x).isEqualTo(50);
            assertThat(out.quality).isEqualTo(1);
        }
    }

    @Test
    void aBoxOutsideThePictureIsLostUntilOneIsGiven() {
        try (Wrapped tracker = new Wrapped()) {
            Mat frame = new Mat(100, 100, CvType.CV_8UC3);
            tracker.init(frame, 10, 10, 20, 20);
            tracker.scripted.next.x = 100;
            tracker.update(frame, out);
            tracker.scripted.throwsNow = true; // it must not even be asked
            tracker.update(frame, out);
            assertThat(out.x).isEqualTo(10);
            assertThat(out.quality).isZero();
            tracker.scripted.throwsNow = false;
            tracker.correct(frame, 60, 60, 20, 20);
            tracker.update(frame, out);
            assertThat(out.x).isEqualTo(60);
            assertThat(out.quality).isEqualTo(1);
        }
    }

    @Test
    void undoBeginsAnewAtTheBoxOfBefore() {
        try (Wrapped tracker = new Wrapped()) {
            Mat frame = new Mat(100, 100, CvType.CV_8UC3);
            tracker.init(frame, 10, 10, 20, 20);
            tracker.scripted.next.x = 70;
            tracker.update(frame, out);
            assertThat(out.x).isEqualTo(70);
            tracker.undo();
            tracker.update(frame, out);
            assertThat(out.x).isEqualTo(10);
            assertThat(tracker.scripted.begun).isEqualTo(2);
            tracker.update(frame, out);
            assertThat(tracker.scripted.begun).isEqualTo(2);
        }
    }
}
