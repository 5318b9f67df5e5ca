package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;

class TestTargetDetectorTest {
    private static final Scalar ORANGE = new Scalar(0x20, 0x80, 0xF0);
    private static final Scalar WHITE = new Scalar(0xF0, 0xF0, 0xF0);
    private static final Scalar DARK = new Scalar(0x18, 0x18, 0x18);

    private final TestTargetDetector detector = new TestTargetDetector(0.5f);
    private final Detections found = new Detections();

    @BeforeAll
    static void load() {
        NativeLibraries.loadOpenCv();
    }

    @AfterEach
    void close() {
        detector.close();
    }

    /** A background as bright as the pattern's ever is. */
    private static Mat background() {
        Mat picture = new Mat(480, 640, CvType.CV_8UC3);
        Core.randu(picture, 50, 139);
        return picture;
    }

    /** Eight by eight patches, of which every third is dark. */
    private static void paint(Mat picture, int left, int top, int side) {
        int patch = side / 8;
        for (int i = 0; i < 64; i++) {
            Scalar colour = i % 3 == 0 ? DARK : i % 3 == 1 ? ORANGE : WHITE;
            Rect place = new Rect(left + i % 8 * patch, top + i / 8 * patch, patch, patch);
            picture.submat(place).setTo(colour);
        }
    }

    @Test
    void findsTheTargetWhereItIs() {
        for (int left = 30; left < 500; left += 47) {
            Mat picture = background();
            paint(picture, left, 200, 96);
            detector.detect(picture, found);
            assertThat(found.count()).isEqualTo(1);
            assertThat(found.label(0)).isEqualTo("target");
            assertThat(found.x(0)).isCloseTo(left, within(1f));
            assertThat(found.y(0)).isCloseTo(200, within(1f));
            assertThat(found.width(0)).isCloseTo(96, within(1f));
            assertThat(found.height(0)).isCloseTo(96, within(1f));
        }
    }

    @Test
    void findsNothingInABackground() {
        detector.detect(background(), found);
        assertThat(found.count()).isZero();
    }

    @Test
    void isNotLedAstrayByTheMarksInTheCorners() {
        Mat picture = background();
        paint(picture, 300, 200, 96);
        // What a mark of bytes that are all set looks like: 22 pixels of one row.
        picture.submat(new Rect(0, 0, 11, 1)).setTo(WHITE);
        picture.submat(new Rect(629, 479, 11, 1)).setTo(WHITE);
        detector.detect(picture, found);
        assertThat(found.x(0)).isCloseTo(300, within(1f));
        assertThat(found.width(0)).isCloseTo(96, within(1f));
        assertThat(found.y(0)).isCloseTo(200, within(1f));
        assertThat(found.height(0)).isCloseTo(96, within(1f));
    }

    /** As capture writes them into each picture: two in one row are wider than a patch. */
    @Test
    void isNotLedAstrayByTwoMarksInOneRow() {
        for (int row : new int[] {0, 240, 479}) {
            Mat picture = background();
            paint(picture, 300, 200, 96);
            picture.submat(new Rect(0, row, 22, 1)).setTo(WHITE);
            picture.submat(new Rect(618, row, 22, 1)).setTo(WHITE);
            detector.detect(picture, found);
            assertThat(found.y(0)).isCloseTo(200, within(1f));
            assertThat(found.height(0)).isCloseTo(96, within(1f));
        }
    }

    @Test
    void aScoreBelowTheLowestThatIsAskedForIsNotReported() {
        Mat picture = background();
        paint(picture, 300, 200, 96);
        try (TestTargetDetector strict = new TestTargetDetector(0.95f)) {
            strict.detect(picture, found);
            assertThat(found.count()).isZero();
        }
        detector.detect(picture, found);
        assertThat(found.score(0)).isEqualTo(0.9f);
    }

    @Test
    void worksOnPicturesOfAnySize() {
        Mat wide = new Mat(120, 160, CvType.CV_8UC3, new Scalar(90, 90, 90));
        paint(wide, 40, 50, 24);
        detector.detect(wide, found);
        assertThat(found.x(0)).isCloseTo(40, within(1f));
        detector.detect(background(), found);
        assertThat(found.count()).isZero();
    }
}
