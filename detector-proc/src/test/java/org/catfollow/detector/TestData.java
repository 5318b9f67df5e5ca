package org.catfollow.detector;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.detector.catalogue.Sha256;
import org.catfollow.detector.gate.GateSettings;
import org.catfollow.detector.schedule.ScheduleSettings;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.junit.jupiter.api.Assumptions;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

/** Models and pictures beside the checkout; whoever asks for one that is missing is skipped. */
public final class TestData {
    /** The model that comes with the PiCar-X: no labels inside. */
    public static final String PICAR_MODEL = "sunfounder__vilib/detect.tflite";

    /** Its labels, as "index  name". */
    public static final String PICAR_LABELS = "sunfounder__vilib/coco_labels.txt";

    /** The same network with labels inside the file. */
    public static final String LABELLED_MODEL =
            "tensorflow__tflite-support/coco_ssd_mobilenet_v1_1.0_quant_2018_06_29.tflite";

    /** Float input, 20 VOC classes. */
    public static final String VOC_MODEL =
            "models_alt/ssdlite_mobilenet_v2_voc_300_integer_quant_with_postprocess.tflite";

    /** Float, 80 COCO classes; decodes in its graph. */
    public static final String YOLOX_MODEL = "models_alt/yolox_nano.tflite";

    /** Signed bytes in and out, 80 COCO classes, labels as its exporter writes them. */
    public static final String YOLOV8_MODEL = "models_alt/yolov8n_full_integer_quant_416.tflite";

    /** The class names of the Pascal VOC challenge, in its order. */
    public static final List<String> VOC_NAMES =
            List.of(
                    "aeroplane",
                    "bicycle",
                    "bird",
                    "boat",
                    "bottle",
                    "bus",
                    "car",
                    "cat",
                    "chair",
                    "cow",
                    "diningtable",
                    "dog",
                    "horse",
                    "motorbike",
                    "person",
                    "pottedplant",
                    "sheep",
                    "sofa",
                    "train",
                    "tvmonitor");

    private TestData() {}

    /** Returns a file of the test data. */
    public static Path file(String name) {
        Path path =
                Path.of(System.getProperty("catfollow.repository", "."), "..", "shared", "data")
                        .resolve(name)
                        .normalize();
        Assumptions.assumeTrue(Files.exists(path), () -> "test data missing: " + path);
        return path;
    }

    /** Returns the digest of a file of the test data. */
    static String sha256(String name) {
        try {
            return Sha256.of(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a picture of the test data, BGR. */
    public static Mat picture(String name) {
        Path path = file(name);
        NativeLibraries.loadOpenCv();
        Mat picture = Imgcodecs.imread(path.toString(), Imgcodecs.IMREAD_COLOR);
        Assumptions.assumeFalse(picture.empty(), () -> "unreadable test picture: " + path);
        return picture;
    }

    /** Returns a copy with red and blue exchanged, made in another way than the detector does it. */
    public static Mat swappedRedAndBlue(Mat picture) {
        Mat swapped = new Mat(picture.size(), picture.type());
        Core.mixChannels(List.of(picture), List.of(swapped), new MatOfInt(0, 2, 1, 1, 2, 0));
        return swapped;
    }

    /** Returns an entry of the recorded figures. */
    public static JsonObject oracles() {
        try {
            return JsonParser.parseString(Files.readString(file("ORACLES.json"))).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the recorded figures under {@code id}. */
    public static JsonObject oracle(String id) {
        for (JsonElement oracle : oracles().getAsJsonArray("oracles")) {
            if (oracle.getAsJsonObject().get("id").getAsString().equals(id)) {
                return oracle.getAsJsonObject();
            }
        }
        throw new IllegalArgumentException("no oracle " + id);
    }

    /** Returns the rows of a CSV file below its heading. */
    public static List<String[]> rows(String name) {
        try {
            return Files.readAllLines(file(name)).stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns settings for a model with its labels, or with those inside when null. */
    public static DetectorConfig config(
            String model, String labelsOrNull, List<String> classes, float minScore) {
        return new DetectorConfig(
                file(model),
                labelsOrNull == null ? null : file(labelsOrNull),
                classes,
                minScore,
                ScheduleSettings.EVERY_FRAME,
                GateSettings.NONE,
                1,
                true);
    }

    /** Looks at a picture once. */
    public static Detections detect(ObjectDetector detector, Mat picture) {
        Detections found = new Detections();
        detector.detect(picture, found);
        return found;
    }
}
