package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.catfollow.detector.accuracy.Accuracy;
import org.catfollow.detector.accuracy.AnnotatedPicture;
import org.catfollow.detector.accuracy.AveragePrecision;
import org.catfollow.detector.accuracy.CocoAnnotations;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import picocli.CommandLine;

/** {@code bench} over pictures that others annotated: each model comes up to what is known of it. */
class AccuracyGoldenTest {
    private static final String LABELS = "google-coral__test_data/coco_labels.txt";

    /** Of two cats in one picture, and one cat in four sizes; what else is there is no cat. */
    private static final int BOXES = 6;

    private static final int PICTURES_WITHOUT = 26;

    /**
     * The lowest row of libcoral's table of ten models: 0.65 of the cat that is there in four sizes.
     * So four of six boxes at the limits .50 .55 .60 .65; 67 of 101 recalls.
     */
    private static final double LOWEST_AP50 = 67 / 101.0;

    private static final double LOWEST_AP = 4 * LOWEST_AP50 / 10;

    @TempDir private Path folder;
    private Path annotations;

    @BeforeEach
    void unpackTheAnnotations() throws IOException {
        annotations = folder.resolve("cats.json");
        try (InputStream in = AccuracyGoldenTest.class.getResourceAsStream("annotated_cats.json")) {
            Files.copy(in, annotations);
        }
    }

    private static Path pictures() {
        return TestData.file(".");
    }

    private JsonObject bench(Path images, String model, Path labels) {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("bench", "--json", "--runs", "1"));
        arguments.addAll(List.of("--annotations", "" + annotations, "--images", "" + images));
        arguments.addAll(List.of("--model", TestData.file(model).toString()));
        if (labels != null) {
            arguments.addAll(List.of("--labels", labels.toString()));
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = ProcessExit.commandLine(new DetectorCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        assertThat(line.execute(arguments.toArray(new String[0]))).as(err.toString()).isZero();
        JsonObject result = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(result.get("boxes").getAsInt()).isEqualTo(BOXES);
        return result.getAsJsonArray("models").get(0).getAsJsonObject();
    }

    private static double figure(JsonObject result, String name) {
        return result.get(name).getAsDouble();
    }

    private static Path labelsOf(String model) {
        return model.equals(TestData.YOLOV8_MODEL) || model.equals(TestData.LABELLED_MODEL)
                ? null
                : TestData.file(LABELS);
    }

    private static void assertNoFalseAlarm(JsonObject result) {
        assertThat(result.get("picturesWithout").getAsInt()).isEqualTo(PICTURES_WITHOUT);
        assertThat(result.get("falseAlarms").getAsInt()).isZero();
    }

    /** What another program, with TensorFlow's own interpreter, found with the same SSD. */
    private Accuracy recordedOfSsd() {
        List<String[]> rows = TestData.rows("derived/ssd_image_reference.csv");
        AveragePrecision precision = new AveragePrecision(0.5f);
        Path root = pictures();
        for (AnnotatedPicture picture : CocoAnnotations.read(annotations, root, "cat")) {
            String name = root.relativize(picture.file()).toString();
            Detections found = new Detections();
            for (String[] row : rows) {
                if (row[0].equals(name) && row[4].equals("cat")) {
                    found.add(
                            Detections.labelBytes("cat"),
                            16,
                            Float.parseFloat(row[5]),
                            Float.parseFloat(row[6]),
                            Float.parseFloat(row[7]),
                            Float.parseFloat(row[8]),
                            Float.parseFloat(row[9]));
                }
            }
            precision.add(picture.boxes(), found);
        }
        return precision.result();
    }

    private void assertAsGoodAsTheRecordedBoxes(JsonObject result) {
        Accuracy recorded = recordedOfSsd();
        // All recorded boxes cover the truth by .80 at least: seven of the ten limits are met.
        assertThat(recorded.ap()).isGreaterThanOrEqualTo(0.7 - 1e-9);
        assertThat(recorded.recall()).isEqualTo(1);
        // A box may be off by 4 pixels (INVENTORY.md): a step of some of the boxes at a limit or
        // two.
        assertThat(figure(result, "ap")).isCloseTo(recorded.ap(), within(0.04));
        assertThat(figure(result, "ap50")).isCloseTo(recorded.ap50(), within(1e-9));
        assertThat(figure(result, "recall")).isEqualTo(recorded.recall());
        assertNoFalseAlarm(result);
    }

    /** The YOLOs are the better models by their publishers' figures over all of COCO. */
    private void assertFindsWhatTheSsdFinds(JsonObject result) {
        Accuracy recorded = recordedOfSsd();
        assertThat(figure(result, "ap")).isGreaterThanOrEqualTo(LOWEST_AP);
        assertThat(figure(result, "ap50")).isCloseTo(recorded.ap50(), within(1e-9));
        assertThat(figure(result, "recall")).isEqualTo(recorded.recall());
        assertNoFalseAlarm(result);
    }

    @ParameterizedTest
    @ValueSource(strings = {TestData.PICAR_MODEL, TestData.LABELLED_MODEL})
    void theSsdIsAsGoodAsItsRecordedBoxes(String model) {
        assertAsGoodAsTheRecordedBoxes(bench(pictures(), model, labelsOf(model)));
    }

    @ParameterizedTest
    @ValueSource(strings = {TestData.YOLOV8_MODEL, TestData.YOLOX_MODEL})
    void theYolosFindWhatTheSsdFinds(String model) {
        assertFindsWhatTheSsdFinds(bench(pictures(), model, labelsOf(model)));
    }

    @Test
    void theSsdLiteIsNoWorseThanTheWorstOfTenOthers() throws IOException {
        JsonObject result = bench(pictures(), TestData.VOC_MODEL, vocLabels());
        assertThat(figure(result, "ap50")).isGreaterThanOrEqualTo(LOWEST_AP50);
        assertThat(figure(result, "ap")).isGreaterThanOrEqualTo(LOWEST_AP);
        assertNoFalseAlarm(result);
    }

    private Path vocLabels() throws IOException {
        return Files.writeString(
                folder.resolve("voc.txt"), String.join("\n", TestData.VOC_NAMES) + "\n");
    }

    @Test
    void redAndBlueSwappedIsSeenInTheFigures() throws IOException {
        Path swapped = swappedPictures();
        JsonObject ssd = bench(swapped, TestData.PICAR_MODEL, TestData.file(TestData.PICAR_LABELS));
        assertThatThrownBy(() -> assertAsGoodAsTheRecordedBoxes(ssd))
                .isInstanceOf(AssertionError.class);
        assertThat(figure(ssd, "ap")).isLessThan(recordedOfSsd().ap() - 0.2);
        for (String model : List.of(TestData.YOLOV8_MODEL, TestData.YOLOX_MODEL)) {
            // They do find the cats, at lower scores: it is the recall that tells.
            JsonObject yolo = bench(swapped, model, labelsOf(model));
            assertThatThrownBy(() -> assertFindsWhatTheSsdFinds(yolo))
                    .as(model)
                    .isInstanceOf(AssertionError.class);
            assertThat(figure(yolo, "recall")).as(model).isLessThan(1);
        }
        JsonObject voc = bench(pictures(), TestData.VOC_MODEL, vocLabels());
        JsonObject vocSwapped = bench(swapped, TestData.VOC_MODEL, vocLabels());
        assertThat(figure(vocSwapped, "ap")).isLessThan(figure(voc, "ap") - 0.1);
    }

    private Path swappedPictures() throws IOException {
        Path root = pictures();
        Path copies = folder.resolve("swapped");
        for (AnnotatedPicture picture : CocoAnnotations.read(annotations, root, "cat")) {
            Path copy = copies.resolve(root.relativize(picture.file()));
            Files.createDirectories(copy.getParent());
            Mat pixels = TestData.picture(root.relativize(picture.file()).toString());
            Mat swapped = new Mat(pixels.size(), pixels.type());
            // Core.mixChannels and not the conversion that the detector itself uses.
            Core.mixChannels(List.of(pixels), List.of(swapped), new MatOfInt(0, 2, 1, 1, 2, 0));
            assertThat(Imgcodecs.imwrite(copy.toString(), swapped)).isTrue();
        }
        return copies;
    }
}
