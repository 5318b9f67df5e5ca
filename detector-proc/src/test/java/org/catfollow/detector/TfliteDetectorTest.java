package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.preprocess.Crop;
import org.catfollow.detector.preprocess.Crops;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class TfliteDetectorTest {
    private static final String CATS = "tensorflow__tflite-support/cats_and_dogs.jpg";
    private static final float SURELY_ABOVE = 0.3f;

    @TempDir private Path folder;

    private static DetectorConfig config(int threads, boolean xnnpack) {
        return new DetectorConfig(
                TestData.file(TestData.LABELLED_MODEL),
                null,
                List.of("all"),
                0.25f,
                ScheduleSettings.EVERY_FRAME,
                GateSettings.NONE,
                threads,
                xnnpack);
    }

    private static Detections detect(DetectorConfig config, Mat picture) {
        try (TfliteDetector detector = TfliteDetector.open(config)) {
            assertThat(detector.warning()).isEmpty();
            return TestData.detect(detector, picture);
        }
    }

    @Test
    void givesTheSameBoxesWithAndWithoutXnnpack() {
        Mat picture = TestData.picture(CATS);
        BoxAgreement agreement =
                BoxAgreement.of(
                        detect(config(1, true), picture),
                        detect(config(1, false), picture),
                        SURELY_ABOVE);
        assertThat(agreement.boxes()).isGreaterThanOrEqualTo(8);
        assertThat(agreement).matches(BoxAgreement::agrees);
    }

    @ParameterizedTest
    @CsvSource({"2,true", "4,true", "2,false"})
    void givesTheSameBoxesWithMoreThreads(int threads, boolean xnnpack) {
        Mat picture = TestData.picture(CATS);
        Detections one = detect(config(1, xnnpack), picture);
        Detections more = detect(config(threads, xnnpack), picture);
        assertThat(more.count()).isEqualTo(one.count()).isPositive();
        for (int i = 0; i < one.count(); i++) {
            assertThat(more.score(i)).isEqualTo(one.score(i));
            assertThat(more.x(i)).isEqualTo(one.x(i));
        }
    }

    @Test
    void needsTheFrameOnlyUntilItIsPreprocessed() {
        Mat picture = TestData.picture(CATS);
        Detections undisturbed = detect(config(1, true), picture);
        Detections found = new Detections();
        try (TfliteDetector detector = TfliteDetector.open(config(1, true))) {
            detector.preprocess(picture);
            picture.setTo(new Scalar(0, 0, 0));
            detector.invoke();
            detector.decode(found);
        }
        assertThat(found.count()).isEqualTo(undisturbed.count()).isPositive();
        assertThat(found.score(0)).isEqualTo(undisturbed.score(0));
    }

    @Test
    void leavesTheStampsToTheCaller() {
        Detections found = new Detections();
        found.frameId = 42;
        found.captureNanos = 7;
        try (TfliteDetector detector = TfliteDetector.open(config(1, true))) {
            detector.detect(TestData.picture(CATS), found);
        }
        assertThat(found.frameId).isEqualTo(42);
        assertThat(found.captureNanos).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        TestData.LABELLED_MODEL + ",",
        TestData.YOLOV8_MODEL + ",",
        TestData.YOLOX_MODEL + ",google-coral__test_data/coco_labels.txt"
    })
    void allocatesNothingPerFrame(String model, String labels) {
        Mat picture = TestData.picture(CATS);
        Crop part = Crops.of(100, 50, 300, 250);
        Detections found = new Detections();
        int frames = 20;
        try (TfliteDetector detector =
                TfliteDetector.open(TestData.config(model, labels, List.of("all"), 0.1f))) {
            // The JDK specialises a method handle once more at its 127th call.
            long bytes =
                    Allocation.bytes(
                            150,
                            frames,
                            () -> {
                                detector.preprocess(picture, part);
                                detector.detect(picture, found);
                            });
            assertThat(bytes).as("bytes in %d frames", frames).isLessThan(frames);
        }
        assertThat(found.count()).isPositive();
    }

    @Test
    void refusesToWorkAfterItWasClosed() {
        Mat picture = TestData.picture(CATS);
        TfliteDetector detector = TfliteDetector.open(config(1, true));
        detector.close();
        detector.close();
        assertThatThrownBy(() -> detector.preprocess(picture))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(detector::invoke).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> detector.decode(new Detections()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void canBeOpenedAndClosedAgainAndAgain() {
        for (int i = 0; i < 20; i++) {
            try (TfliteDetector detector = TfliteDetector.open(config(2, true))) {
                detector.invoke();
            }
        }
    }

    @Test
    void asksForAModel() {
        DetectorConfig none =
                new DetectorConfig(
                        null,
                        null,
                        List.of("cat"),
                        0.5f,
                        ScheduleSettings.EVERY_FRAME,
                        GateSettings.NONE,
                        1,
                        true);
        assertThatThrownBy(() -> TfliteDetector.open(none))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE));
    }

    @Test
    void refusesLabelsOfAnotherModelAndUnknownClasses() {
        Path model = TestData.file(TestData.PICAR_MODEL);
        Path pets = TestData.file("google-coral__test_data/pet_labels.txt");
        assertThatThrownBy(
                        () ->
                                TfliteDetector.open(
                                        new DetectorConfig(
                                                model,
                                                pets,
                                                List.of("cat"),
                                                0.5f,
                                                ScheduleSettings.EVERY_FRAME,
                                                GateSettings.NONE,
                                                1,
                                                true)))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.MODEL))
                .satisfies(f -> assertThat(f).hasMessageContaining("do not fit the model"));
        assertThatThrownBy(
                        () ->
                                TfliteDetector.open(
                                        TestData.config(
                                                TestData.PICAR_MODEL,
                                                TestData.PICAR_LABELS,
                                                List.of("kat"),
                                                0.5f)))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.USAGE))
                .satisfies(f -> assertThat(f).hasMessageContaining("nearest: cat"));
    }

    /** A frame whose first two pixels are the row 0, 0, 1, 1, score 1, class 0 of a picture of 0..1. */
    @ParameterizedTest
    @CsvSource({"0,255,1", "0,510,0.5", "-25.5,255,"})
    void givesAFloatModelTheNumbersThatItsMetadataAsksFor(float mean, float std, Float scale)
            throws IOException {
        byte[] metadata = TinyModels.normalization(new float[] {mean}, new float[] {std});
        Path labels = Files.writeString(folder.resolve("two.txt"), "nought\none\n");
        DetectorConfig config =
                new DetectorConfig(
                        TinyModels.rows(folder.resolve("rows.tflite"), 32, metadata),
                        labels,
                        List.of("all"),
                        0.4f,
                        ScheduleSettings.EVERY_FRAME,
                        GateSettings.NONE,
                        1,
                        true);
        try (TfliteDetector detector = TfliteDetector.open(config)) {
            Mat frame = new Mat(32, 32, CvType.CV_8UC3, new Scalar(0, 0, 0));
            assertThat(frame.put(0, 0, new byte[] {-1, 0, 0, 0, -1, -1})).isEqualTo(6);
            Detections found = TestData.detect(detector, frame);
            // A class of 0.1 is none: nothing is found where black is not the number 0.
            assertThat(found.count()).isEqualTo(scale == null ? 0 : 1);
            if (scale != null) {
                assertThat(found.score(0)).isCloseTo(scale, within(1e-5f));
                assertThat(found.width(0)).isCloseTo(32 * scale, within(1e-3f));
            }
        }
    }
}
