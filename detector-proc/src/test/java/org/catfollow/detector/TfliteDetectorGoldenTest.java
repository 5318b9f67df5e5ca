package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.Mat;

/** Boxes and scores that others recorded for these models and pictures. */
class TfliteDetectorGoldenTest {
    /** Sources of the figures allow 0.05; one step of the model's scores is 1/256. */
    private static final float SCORE_TOLERANCE = 0.05f;

    private static final float IOU_FLOOR = 0.9f;

    /** Stills where nobody can say whether it is a cat; or upside down. */
    private static final List<String> AMBIGUOUS =
            List.of(
                    "dusty-nv__jetson-inference/cat_3.jpg",
                    "tensorflow__tflite-support/cats_and_dogs.jpg");

    @TempDir Path folder;

    private static TfliteDetector open(
            String model, String labels, List<String> classes, float minScore) {
        return TfliteDetector.open(
                TestData.config(model, labels.equals("inside") ? null : labels, classes, minScore));
    }

    private static float iou(Detections found, int i, float x, float y, float width, float height) {
        return Boxes.iou(
                found.x(i), found.y(i), found.width(i), found.height(i), x, y, width, height);
    }

    /** Asserts that {@code found} has a box of this label and score at this place. */
    private static void assertFound(
            Detections found,
            String label,
            float score,
            float x,
            float y,
            float width,
            float height) {
        int best = -1;
        float bestIou = -1;
        for (int i = 0; i < found.count(); i++) {
            float iou = iou(found, i, x, y, width, height);
            if (found.label(i).equals(label) && iou > bestIou) {
                best = i;
                bestIou = iou;
            }
        }
        assertThat(bestIou).as("%s at %s,%s", label, x, y).isGreaterThanOrEqualTo(IOU_FLOOR);
        assertThat(found.score(best)).isCloseTo(score, within(SCORE_TOLERANCE));
    }

    private static void assertOracle(Detections found, String id) {
        JsonArray expected = TestData.oracle(id).getAsJsonArray("expected");
        assertThat(expected).isNotEmpty();
        for (JsonElement each : expected) {
            JsonObject box = each.getAsJsonObject();
            assertFound(
                    found,
                    box.get("label").getAsString(),
                    box.get("score").getAsFloat(),
                    box.get("x").getAsFloat(),
                    box.get("y").getAsFloat(),
                    box.get("w").getAsFloat(),
                    box.get("h").getAsFloat());
        }
    }

    @ParameterizedTest
    @CsvSource({
        TestData.PICAR_MODEL + "," + TestData.PICAR_LABELS,
        TestData.LABELLED_MODEL + ",inside"
    })
    void findsTheRecordedCatsAndDogs(String model, String labels) {
        Mat picture = TestData.picture("tensorflow__tflite-support/cats_and_dogs.jpg");
        try (TfliteDetector detector = open(model, labels, List.of("cat", "dog"), 0.4f)) {
            assertThat(detector.warning()).isEmpty();
            Detections found = TestData.detect(detector, picture);
            assertOracle(found, "tflite-support-c");
            assertOracle(found, "tflite-support-cc");
            assertThat(found.label(0)).isEqualTo("cat");
            assertThat(found.classIndex(0)).isEqualTo(16);
            assertThat(found.score(0)).isCloseTo(0.6445f, within(1 / 256f));
        }
    }

    @ParameterizedTest
    @CsvSource({
        TestData.PICAR_MODEL + "," + TestData.PICAR_LABELS,
        TestData.LABELLED_MODEL + ",inside"
    })
    void tellsRedFromBlue(String model, String labels) {
        Mat picture = TestData.picture("tensorflow__examples/cat1.png");
        Mat swapped = TestData.swappedRedAndBlue(picture);
        try (TfliteDetector detector = open(model, labels, List.of("cat", "dog"), 0.45f)) {
            Detections right = TestData.detect(detector, picture);
            assertThat(right.label(0)).isEqualTo("cat");
            assertThat(right.score(0)).isBetween(0.766f - 0.01f, 0.785f + 0.01f);
            assertFound(right, "cat", 0.7734f, 69, 58, 158, 113);
            Detections wrong = TestData.detect(detector, swapped);
            assertThat(wrong.count()).isPositive();
            for (int i = 0; i < wrong.count(); i++) {
                assertThat(wrong.label(i)).isEqualTo("dog");
            }
            assertThat(wrong.score(0)).isCloseTo(0.644f, within(0.02f));
        }
    }

    @Test
    void seesACatOnTheStillsThatHaveOneAndNoneOnTheOthers() {
        List<String[]> rows = TestData.rows("derived/ssd_image_top_cat.csv");
        int withCat = 0;
        int withoutCat = 0;
        try (TfliteDetector detector =
                open(TestData.PICAR_MODEL, TestData.PICAR_LABELS, List.of("cat"), 0.5f)) {
            for (String[] row : rows) {
                String truth = row[row.length - 1];
                if (AMBIGUOUS.contains(row[0]) || !(truth.equals("0") || truth.equals("1"))) {
                    continue;
                }
                Detections found = TestData.detect(detector, TestData.picture(row[0]));
                float recorded = row[3].isEmpty() ? 0f : Float.parseFloat(row[3]);
                if (truth.equals("0")) {
                    assertThat(found.count()).as(row[0]).isZero();
                    withoutCat++;
                } else if (recorded > 0.55f) {
                    assertThat(found.count()).as(row[0]).isPositive();
                    assertThat(found.score(0)).as(row[0]).isCloseTo(recorded, within(0.05f));
                    float iou =
                            iou(
                                    found,
                                    0,
                                    Float.parseFloat(row[4]),
                                    Float.parseFloat(row[5]),
                                    Float.parseFloat(row[6]),
                                    Float.parseFloat(row[7]));
                    assertThat(iou).as(row[0]).isGreaterThan(0.9f);
                    withCat++;
                }
            }
        }
        assertThat(withCat).isGreaterThan(5);
        assertThat(withoutCat).isGreaterThan(15);
    }

    @ParameterizedTest
    @CsvSource({
        TestData.PICAR_MODEL + "," + TestData.PICAR_LABELS,
        TestData.LABELLED_MODEL + ",inside"
    })
    void meetsTheGroundTruthBoxes(String model, String labels) throws IOException {
        try (TfliteDetector detector = open(model, labels, List.of("cat"), 0.3f)) {
            Detections cat =
                    TestData.detect(detector, TestData.picture("google-coral__test_data/cat.bmp"));
            assertThat(cat.score(0)).isGreaterThan(0.7f);
            assertThat(iou(cat, 0, 29, 39, 377 - 29, 347 - 39)).isGreaterThanOrEqualTo(0.8f);

            Detections two =
                    TestData.detect(
                            detector,
                            TestData.picture("huggingface__COCO_fixture/000000039769.png"));
            float[] best = bestIouOfTheCats(two);
            assertThat(best).as("IoU of each cat").hasSize(2);
            assertThat(Math.min(best[0], best[1])).isGreaterThan(0.7f);
        }
    }

    private static float[] bestIouOfTheCats(Detections found) throws IOException {
        JsonArray annotations =
                JsonParser.parseString(
                                Files.readString(
                                        TestData.file(
                                                "huggingface__COCO_fixture/000000039769.boxes.json")))
                        .getAsJsonObject()
                        .getAsJsonArray("annotations");
        float[] best = new float[16];
        int cats = 0;
        for (JsonElement each : annotations) {
            JsonObject annotation = each.getAsJsonObject();
            if (!annotation.get("name").getAsString().equals("cat")) {
                continue;
            }
            JsonArray box = annotation.getAsJsonArray("bbox");
            for (int i = 0; i < found.count(); i++) {
                best[cats] =
                        Math.max(
                                best[cats],
                                iou(
                                        found,
                                        i,
                                        box.get(0).getAsFloat(),
                                        box.get(1).getAsFloat(),
                                        box.get(2).getAsFloat(),
                                        box.get(3).getAsFloat()));
            }
            cats++;
        }
        return Arrays.copyOf(best, cats);
    }

    @Test
    void findsTheCatWithAFloatModelOfOtherClasses() throws IOException {
        try (TfliteDetector detector = openVoc("cat")) {
            Detections found =
                    TestData.detect(detector, TestData.picture("google-coral__test_data/cat.bmp"));
            assertThat(found.count()).isPositive();
            assertThat(found.classIndex(0)).isEqualTo(7);
            assertThat(iou(found, 0, 29, 39, 377 - 29, 347 - 39)).isGreaterThan(0.7f);
            Detections none =
                    TestData.detect(detector, TestData.picture("google-coral__test_data/pets.jpg"));
            assertThat(none.count()).as("two dogs").isZero();
        }
    }

    @Test
    void tellsRedFromBlueWithAFloatModel() throws IOException {
        Mat picture = TestData.picture("tensorflow__tflite-support/cats_and_dogs.jpg");
        try (TfliteDetector detector = openVoc("dog")) {
            Detections right = TestData.detect(detector, picture);
            assertThat(right.count()).isEqualTo(1);
            assertThat(iou(right, 0, 389, 197, 276, 409)).isGreaterThan(0.75f);
            assertThat(TestData.detect(detector, TestData.swappedRedAndBlue(picture)).count())
                    .isZero();
        }
    }

    private TfliteDetector openVoc(String wanted) throws IOException {
        Path labels =
                Files.writeString(
                        folder.resolve("voc.txt"), String.join("\n", TestData.VOC_NAMES) + "\n");
        return TfliteDetector.open(
                new DetectorConfig(
                        TestData.file(TestData.VOC_MODEL),
                        labels,
                        List.of(wanted),
                        0.5f,
                        ScheduleSettings.EVERY_FRAME,
                        GateSettings.NONE,
                        1,
                        true));
    }
}
