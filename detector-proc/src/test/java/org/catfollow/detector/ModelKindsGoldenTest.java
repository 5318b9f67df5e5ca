package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.catfollow.detector.decode.BoxLimits;
import org.catfollow.detector.decode.CenterHead;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.heads.ModelType;
import org.catfollow.detector.inference.PatchedModel;
import org.catfollow.detector.looks.LookSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;

/** Kinds of models that are no SSD, on photographs that others annotated. */
class ModelKindsGoldenTest {
    /** For the models that have no names inside; with COCO's gaps, which they do without. */
    private static final String LABELS = "google-coral__test_data/coco_labels.txt";

    private static final String TWO_CATS = "huggingface__COCO_fixture/000000039769.png";
    private static final int CAT = 15;

    /** In the YOLOX: what goes into its decoding, [1,3549,85]; it would be the output of a raw one. */
    private static final int YOLOX_RAW = 625;

    /** In the YOLOX: the middles alone, [1,3549,2]. */
    private static final int YOLOX_MIDDLES = 628;

    /** In the YOLOX: the class scores of its second grid, sigmoids, [1,26,26,80]. */
    private static final int YOLOX_GRID = 570;

    private static final int EXP = 47;
    private static final int SQRT = 75;

    @TempDir Path folder;

    private static TfliteDetector open(String model, ModelType asked, float minScore) {
        boolean named = model.equals(TestData.YOLOV8_MODEL);
        return open(TestData.file(model), named ? null : TestData.file(LABELS), asked, minScore);
    }

    private static TfliteDetector open(Path model, Path labels, ModelType asked, float minScore) {
        return TfliteDetector.open(
                new DetectorConfig(
                        model,
                        labels,
                        List.of("cat", "dog"),
                        minScore,
                        ScheduleSettings.EVERY_FRAME,
                        GateSettings.NONE,
                        1,
                        true,
                        new DecodeSettings(
                                asked, Map.of(), BoxLimits.NONE, DecodeSettings.USUAL_OVERLAP),
                        LookSettings.USUAL));
    }

    private static float bestIou(Detections found, String label, float[] box) {
        float best = 0;
        for (int i = 0; i < found.count(); i++) {
            if (found.label(i).equals(label)) {
                best =
                        Math.max(
                                best,
                                Boxes.iou(
                                        found.x(i),
                                        found.y(i),
                                        found.width(i),
                                        found.height(i),
                                        box[0],
                                        box[1],
                                        box[2],
                                        box[3]));
            }
        }
        return best;
    }

    private static List<float[]> annotatedCats() throws IOException {
        List<float[]> cats = new ArrayList<>();
        String text = Files.readString(TestData.file(TWO_CATS.replace(".png", ".boxes.json")));
        for (JsonElement each :
                JsonParser.parseString(text).getAsJsonObject().getAsJsonArray("annotations")) {
            JsonObject annotation = each.getAsJsonObject();
            if (annotation.get("name").getAsString().equals("cat")) {
                JsonArray box = annotation.getAsJsonArray("bbox");
                float[] numbers = new float[4];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = box.get(i).getAsFloat();
                }
                cats.add(numbers);
            }
        }
        return cats;
    }

    @ParameterizedTest
    @CsvSource({TestData.YOLOX_MODEL + ",YOLOX", TestData.YOLOV8_MODEL + ",YOLOV8"})
    void findsTheAnnotatedCats(String model, ModelType kind) throws IOException {
        try (TfliteDetector detector = open(model, null, 0.4f)) {
            assertThat(detector.type()).isEqualTo(kind);
            assertThat(detector.warning()).isEmpty();
            Detections one =
                    TestData.detect(detector, TestData.picture("google-coral__test_data/cat.bmp"));
            assertThat(one.classIndex(0)).isEqualTo(CAT);
            assertThat(one.score(0)).isGreaterThan(0.7f);
            assertThat(bestIou(one, "cat", new float[] {29, 39, 348, 308}))
                    .isGreaterThanOrEqualTo(0.8f);
            Detections two = TestData.detect(detector, TestData.picture(TWO_CATS));
            assertThat(two.count()).isEqualTo(2);
            assertThat(annotatedCats()).hasSize(2);
            for (float[] cat : annotatedCats()) {
                assertThat(bestIou(two, "cat", cat)).isGreaterThan(0.75f);
            }
        }
    }

    /** Upright, lying and asleep, as another model found them; its third is really a dog. */
    @ParameterizedTest
    @ValueSource(strings = {TestData.YOLOX_MODEL, TestData.YOLOV8_MODEL})
    void findsTheThreeCatsThatAnotherModelFound(String model) {
        JsonArray recorded =
                TestData.oracle("mediapipe-efficientdet-lite0").getAsJsonArray("expected");
        try (TfliteDetector detector = open(model, null, 0.4f)) {
            Detections found =
                    TestData.detect(
                            detector,
                            TestData.picture("tensorflow__tflite-support/cats_and_dogs.jpg"));
            for (int i : new int[] {0, 1, 3}) {
                JsonObject cat = recorded.get(i).getAsJsonObject();
                float[] box = {
                    cat.get("x").getAsFloat(),
                    cat.get("y").getAsFloat(),
                    cat.get("w").getAsFloat(),
                    cat.get("h").getAsFloat()
                };
                assertThat(bestIou(found, "cat", box)).as("cat %d", i).isGreaterThan(0.75f);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestData.YOLOX_MODEL, TestData.YOLOV8_MODEL})
    void takesTwoDogsForDogs(String model) {
        try (TfliteDetector detector = open(model, null, 0.4f)) {
            Detections dogs =
                    TestData.detect(detector, TestData.picture("google-coral__test_data/pets.jpg"));
            assertThat(dogs.count()).isEqualTo(2);
            assertThat(dogs.label(0)).isEqualTo("dog");
            assertThat(dogs.label(1)).isEqualTo("dog");
            assertThat(dogs.classIndex(0)).isEqualTo(CAT + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestData.YOLOX_MODEL, TestData.YOLOV8_MODEL})
    void tellsRedFromBlue(String model) {
        Mat picture = TestData.picture(TWO_CATS);
        Mat swapped = TestData.swappedRedAndBlue(picture);
        try (TfliteDetector detector = open(model, null, 0.4f)) {
            assertThat(labels(TestData.detect(detector, picture))).containsOnly("cat");
            assertThat(labels(TestData.detect(detector, swapped))).contains("dog");
        }
    }

    private static List<String> labels(Detections found) {
        return IntStream.range(0, found.count()).mapToObj(found::label).toList();
    }

    @Test
    void readsAModelAsAnotherKindOnlyIfItsOutputsAllow() {
        assertThatThrownBy(() -> open(TestData.YOLOX_MODEL, ModelType.SSD, 0.5f))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.MODEL))
                .satisfies(
                        f ->
                                assertThat(f.getMessage())
                                        .contains("--model-type ssd", "it has inputs ")
                                        .contains("[1,416,416,3]", "[1,3549,85]")
                                        .doesNotContain("\n"));
        try (TfliteDetector same = open(TestData.YOLOX_MODEL, ModelType.YOLOX, 0.5f)) {
            assertThat(same.type()).isEqualTo(ModelType.YOLOX);
        }
    }

    @Test
    void readsARawYoloxAsItDecodesItself() throws IOException {
        Path raw =
                new PatchedModel(TestData.file(TestData.YOLOX_MODEL))
                        .withOutput(YOLOX_RAW)
                        // What is left of the decoding computes something else, for nobody.
                        .withOperator(EXP, SQRT)
                        .writeTo(folder.resolve("raw.tflite"));
        Mat picture = TestData.picture(TWO_CATS);
        try (TfliteDetector decoded = open(TestData.YOLOX_MODEL, null, 0.3f);
                TfliteDetector itself = open(raw, TestData.file(LABELS), null, 0.3f)) {
            assertThat(itself.type()).isEqualTo(ModelType.YOLOX);
            Detections expected = TestData.detect(decoded, picture);
            Detections found = TestData.detect(itself, picture);
            assertThat(found.count()).isEqualTo(expected.count()).isGreaterThanOrEqualTo(2);
            for (int i = 0; i < found.count(); i++) {
                assertThat(found.score(i)).isCloseTo(expected.score(i), within(1e-4f));
                assertThat(found.x(i)).isCloseTo(expected.x(i), within(0.1f));
                assertThat(found.y(i)).isCloseTo(expected.y(i), within(0.1f));
                assertThat(found.width(i)).isCloseTo(expected.width(i), within(0.1f));
                assertThat(found.height(i)).isCloseTo(expected.height(i), within(0.1f));
            }
        }
    }

    @Test
    void readsAGridOfAGraphAsCentrePoints() throws IOException {
        Path grid =
                new PatchedModel(TestData.file(TestData.YOLOX_MODEL))
                        .withOutput(YOLOX_GRID)
                        .writeTo(folder.resolve("grid.tflite"));
        Path labels =
                Files.write(
                        folder.resolve("labels.txt"),
                        IntStream.range(0, 80 - CenterHead.DISTANCES)
                                .mapToObj(i -> i == 0 ? "cat" : i == 1 ? "dog" : "class " + i)
                                .toList());
        Mat picture = TestData.picture(TWO_CATS);
        // The scores mean something else here, and with this picture all are low.
        try (TfliteDetector detector = open(grid, labels, null, 1e-6f)) {
            assertThat(detector.type()).isEqualTo(ModelType.CENTER);
            Detections found = TestData.detect(detector, picture);
            assertThat(found.count()).isPositive();
            for (int i = 0; i < found.count(); i++) {
                assertThat(found.x(i)).isBetween(0f, (float) picture.cols());
                assertThat(found.y(i)).isBetween(0f, (float) picture.rows());
            }
        }
    }

    @Test
    void listsTheTensorsOfAModelThatIsOfNoKnownKind() throws IOException {
        Path other =
                new PatchedModel(TestData.file(TestData.YOLOX_MODEL))
                        .withOutput(YOLOX_MIDDLES)
                        .writeTo(folder.resolve("other.tflite"));
        assertThatThrownBy(() -> open(other, TestData.file(LABELS), null, 0.5f))
                .asInstanceOf(type(StageFailure.class))
                .satisfies(f -> assertThat(f.exitCode()).isEqualTo(ExitCode.MODEL))
                .satisfies(
                        f ->
                                assertThat(f.getMessage())
                                        .startsWith("model " + other + " cannot be used: ")
                                        .contains("no detector of a known kind", "--model-type")
                                        .contains("float32[1,416,416,3]", "float32[1,3549,2]")
                                        .doesNotContain("\n"));
    }
}
