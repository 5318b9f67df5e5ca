package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.catfollow.shm.slots.Boxes;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/**
 * Every box that TensorFlow's own interpreter found with the SSD on every picture at hand, and every
 * list of boxes that its users published; the same comparison fails on pictures with red and blue
 * swapped.
 */
class RecordedPicturesGoldenTest {
    @TempDir private Path folder;

    private static final int CAT = 16;
    private static final float IOU_FLOOR = 0.9f;
    private static final float SCORE_TOLERANCE = 0.05f;

    /** The records begin at .3; a score may differ by the tolerance, so we look a little lower. */
    private static final float RECORDED_FROM = 0.3f;

    private static final float LOOKED_FROM = RECORDED_FROM - SCORE_TOLERANCE;

    /** A box in pixels. */
    private record Box(float x, float y, float width, float height) {
        static Box of(String[] row, int first) {
            return new Box(
                    Float.parseFloat(row[first]),
                    Float.parseFloat(row[first + 1]),
                    Float.parseFloat(row[first + 2]),
                    Float.parseFloat(row[first + 3]));
        }
    }

    /** A box somebody recorded. */
    private record Recorded(int classIndex, float score, Box box) {
        static Recorded of(JsonObject json) {
            return new Recorded(
                    json.get("class_index").getAsInt(),
                    json.get("score").getAsFloat(),
                    new Box(
                            json.get("x").getAsFloat(),
                            json.get("y").getAsFloat(),
                            json.get("w").getAsFloat(),
                            json.get("h").getAsFloat()));
        }

        /** Models put out boxes that reach over the edge; we cut them. */
        Recorded cutTo(Mat picture) {
            float left = Math.max(0, box.x);
            float top = Math.max(0, box.y);
            float right = Math.min(picture.cols(), box.x + box.width);
            float bottom = Math.min(picture.rows(), box.y + box.height);
            return new Recorded(classIndex, score, new Box(left, top, right - left, bottom - top));
        }

        boolean isAmong(Detections found) {
            for (int i = 0; i < found.count(); i++) {
                if (found.classIndex(i) == classIndex
                        && iou(found, i, box) >= IOU_FLOOR
                        && Math.abs(found.score(i) - score) <= SCORE_TOLERANCE) {
                    return true;
                }
            }
            return false;
        }
    }

    private static float iou(Detections found, int i, Box box) {
        return Boxes.iou(
                found.x(i),
                found.y(i),
                found.width(i),
                found.height(i),
                box.x,
                box.y,
                box.width,
                box.height);
    }

    private static TfliteDetector open(float minScore) {
        return TfliteDetector.open(
                TestData.config(
                        TestData.PICAR_MODEL, TestData.PICAR_LABELS, List.of("all"), minScore));
    }

    private static Map<String, List<Recorded>> recordedByPicture() {
        Map<String, List<Recorded>> byPicture = new LinkedHashMap<>();
        for (String[] row : TestData.rows("derived/ssd_image_reference.csv")) {
            byPicture
                    .computeIfAbsent(row[0], picture -> new ArrayList<>())
                    .add(
                            new Recorded(
                                    Integer.parseInt(row[3]),
                                    Float.parseFloat(row[5]),
                                    Box.of(row, 6)));
        }
        return byPicture;
    }

    /** Returns each recorded box that the detector does not find. */
    private static List<String> missed(UnaryOperator<Mat> change) {
        List<String> missed = new ArrayList<>();
        try (TfliteDetector detector = open(LOOKED_FROM)) {
            recordedByPicture()
                    .forEach(
                            (name, boxes) -> {
                                Mat picture = TestData.picture(name);
                                Detections found = TestData.detect(detector, change.apply(picture));
                                for (Recorded box : boxes) {
                                    if (!box.cutTo(picture).isAmong(found)) {
                                        missed.add(name + " " + box);
                                    }
                                }
                            });
        }
        return missed;
    }

    @Test
    void findsEveryBoxThatWasRecordedOnAnyPicture() {
        assertThat(missed(UnaryOperator.identity())).isEmpty();
    }

    @Test
    void missesMostOfThemWhereRedAndBlueAreSwapped() {
        int recorded = recordedByPicture().values().stream().mapToInt(List::size).sum();
        assertThat(missed(TestData::swappedRedAndBlue)).hasSizeGreaterThan(recorded / 2);
    }

    @Test
    void findsNothingElseOnThem() {
        Map<String, List<Recorded>> recorded = recordedByPicture();
        try (TfliteDetector detector = open(RECORDED_FROM + SCORE_TOLERANCE)) {
            recorded.forEach(
                    (name, boxes) -> {
                        Detections found = TestData.detect(detector, TestData.picture(name));
                        for (int i = 0; i < found.count(); i++) {
                            int index = i;
                            assertThat(boxes)
                                    .as("%s: %s", name, found.label(i))
                                    .anyMatch(box -> box.classIndex == found.classIndex(index));
                        }
                    });
        }
    }

    /** A lynx is neither a cat nor none. Upside down, the cats are there but not seen. */
    @Test
    void agreesWithTheBestCatOfEachPictureAndRaisesNoFalseAlarm() {
        List<String[]> rows = TestData.rows("derived/ssd_image_top_cat.csv");
        assertThat(rows).hasSizeGreaterThan(30);
        try (TfliteDetector detector = open(LOOKED_FROM)) {
            for (String[] row : rows) {
                Mat picture = TestData.picture(row[0]);
                Optional<Float> best = bestCat(TestData.detect(detector, picture));
                float recorded = row[3].isEmpty() ? 0 : Float.parseFloat(row[3]);
                if (recorded >= RECORDED_FROM) {
                    Recorded cat = new Recorded(CAT, recorded, Box.of(row, 4)).cutTo(picture);
                    assertThat(cat.isAmong(TestData.detect(detector, picture))).as(row[0]).isTrue();
                } else {
                    assertThat(best.orElse(0f)).as(row[0]).isLessThan(0.35f);
                }
                if (row[10].equals("0")) {
                    assertThat(best.orElse(0f)).as("%s has no cat", row[0]).isLessThan(0.5f);
                } else if (row[10].equals("1") && recorded >= 0.5f) {
                    assertThat(best.orElse(0f)).as(row[0]).isGreaterThanOrEqualTo(0.5f);
                }
            }
        }
    }

    private static Optional<Float> bestCat(Detections found) {
        for (int i = 0; i < found.count(); i++) {
            if (found.classIndex(i) == CAT) {
                return Optional.of(found.score(i));
            }
        }
        return Optional.empty();
    }

    /** Those that were made with another resize (MediaPipe's) or another model are left out. */
    @ParameterizedTest
    @CsvSource({
        "tflite-support-c, 0.4",
        "tflite-support-c-threshold, 0.6",
        "tflite-support-py, 0.4",
        "tflite-support-cc, 0.4",
        "tflite-support-readme-dogs, 0.4",
        "tf-examples-android-cat1, 0.4"
    })
    void findsWhatOthersPublished(String id, float minScore) {
        JsonObject oracle = TestData.oracle(id);
        Mat picture = TestData.picture(oracle.get("image").getAsString());
        try (TfliteDetector detector = open(minScore)) {
            Detections right = TestData.detect(detector, picture);
            Detections swapped = TestData.detect(detector, TestData.swappedRedAndBlue(picture));
            boolean allInSwapped = true;
            for (JsonElement each : oracle.getAsJsonArray("expected")) {
                Recorded box = Recorded.of(each.getAsJsonObject()).cutTo(picture);
                assertThat(box.isAmong(right)).as("%s: %s", id, each).isTrue();
                allInSwapped &= box.isAmong(swapped);
            }
            assertThat(allInSwapped).as("all of them with red and blue swapped").isFalse();
            if (oracle.has("expected_count")) {
                assertThat(right.count()).isEqualTo(oracle.get("expected_count").getAsInt());
            }
        }
    }

    /** A cat at a chair: every tenth frame on which the SSD was sure. */
    @Test
    void findsTheCatOfTheSequenceWhereItWasRecorded() {
        int compared = 0;
        try (TfliteDetector detector = open(0.4f)) {
            for (String[] row : TestData.rows("derived/vitgracer_cat_reference.csv")) {
                int frame = Integer.parseInt(row[0]);
                if (frame % 10 != 0 || row[7].isEmpty() || Float.parseFloat(row[7]) < 0.5f) {
                    continue;
                }
                Mat picture =
                        TestData.picture(
                                String.format("sequences/cat-chair/img/%04d.jpg", frame + 1));
                Detections found = TestData.detect(detector, picture);
                // The record is of the film, of which the pictures are copies with losses.
                Box box = Box.of(row, 8);
                float best = 0;
                for (int i = 0; i < found.count(); i++) {
                    best = found.classIndex(i) == CAT ? Math.max(best, iou(found, i, box)) : best;
                }
                assertThat(best).as("IoU on frame %d", frame).isGreaterThan(0.75f);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(15);
    }

    /** The robot must never start to follow: every fifth frame, where there is an ffmpeg. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Vitgracer__DinoV3-Object-Tracking/dog.mp4",
                "dafmontenegro__pi-tensorflow-lite-object-detection/"
                        + "human_pi-tensorflow-lite-object-detection.mp4",
                "dafmontenegro__pi-tensorflow-lite-object-detection/"
                        + "banana_pi-tensorflow-lite-object-detection.mp4"
            })
    void findsNoCatInFilmsWithoutOne(String name) throws Exception {
        List<Path> frames = everyFifthFrame(TestData.file(name));
        assertThat(frames).hasSizeGreaterThanOrEqualTo(10);
        try (TfliteDetector detector = open(RECORDED_FROM)) {
            for (Path frame : frames) {
                Mat picture = Imgcodecs.imread(frame.toString());
                assertThat(bestCat(TestData.detect(detector, picture))).as("%s", frame).isEmpty();
            }
        }
    }

    /** By a program: OpenCV's libraries for Java come without decoders of films. */
    private List<Path> everyFifthFrame(Path film) throws IOException, InterruptedException {
        Process ffmpeg = null;
        try {
            ffmpeg =
                    new ProcessBuilder(
                                    "ffmpeg",
                                    "-loglevel",
                                    "error",
                                    "-i",
                                    film.toString(),
                                    "-vf",
                                    "select=not(mod(n\\,5))",
                                    "-vsync",
                                    "vfr",
                                    folder.resolve("%04d.png").toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log.txt").toFile())
                            .start();
        } catch (IOException noSuchProgram) {
            Assumptions.abort("no ffmpeg here: " + noSuchProgram.getMessage());
        }
        try {
            assertThat(ffmpeg.waitFor()).isZero();
        } finally {
            ffmpeg.destroyForcibly();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
        }
    }
}
