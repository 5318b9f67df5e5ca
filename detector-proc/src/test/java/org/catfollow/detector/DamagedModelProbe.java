package org.catfollow.detector;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.catfollow.detector.inference.ModelDamage;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.runtime.natives.NativeLibraries;
import org.catfollow.shm.slots.Detections;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

/**
 * Opens damaged models and looks at a picture with them; started by {@link DamagedModelTest} as a
 * process, which the native library may end.
 *
 * <p>Says {@code begin INDEX} before each file and {@code end INDEX OUTCOME MESSAGE} after it.
 */
public final class DamagedModelProbe {
    /** The models, each with its labels. */
    static final List<String[]> MODELS =
            List.of(
                    new String[] {TestData.PICAR_MODEL, TestData.PICAR_LABELS},
                    new String[] {TestData.LABELLED_MODEL, null},
                    new String[] {TestData.VOC_MODEL, "voc"},
                    new String[] {TestData.YOLOX_MODEL, "google-coral__test_data/coco_labels.txt"},
                    new String[] {TestData.YOLOV8_MODEL, null});

    /** Files of other kinds: pictures, and a list. */
    static final List<String> OTHERS =
            List.of(
                    "tensorflow__tflite-support/cats_and_dogs.jpg",
                    "tensorflow__examples/cat1.png",
                    "google-coral__test_data/cat.bmp",
                    "derived/ssd_image_reference.csv");

    private final Path folder;
    private final long firstSeed;
    private final Mat picture = new Mat(240, 320, CvType.CV_8UC3, new Scalar(40, 90, 160));
    private final List<byte[]> models;
    private final List<int[]> graphs;
    private final List<byte[]> others;

    private DamagedModelProbe(Path folder, long firstSeed) {
        this.folder = folder;
        this.firstSeed = firstSeed;
        models = MODELS.stream().map(model -> bytes(model[0])).toList();
        graphs = models.stream().map(ModelDamage::graphOf).toList();
        others = OTHERS.stream().map(DamagedModelProbe::bytes).collect(Collectors.toList());
        others.addAll(models);
    }

    /** How a file ended. */
    enum Outcome {
        /** Looked at a picture without complaint. */
        WORKS,
        /** One clear line. */
        REFUSED,
        /** Anything else that Java noticed. */
        UNCLEAR
    }

    /**
     * Arguments: folder for the copies, first seed, first index, index behind the last. A negative
     * index ends the process.
     */
    public static void main(String[] arguments) throws IOException {
        NativeLibraries.loadOpenCv();
        DamagedModelProbe probe =
                new DamagedModelProbe(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        int end = Integer.parseInt(arguments[3]);
        for (int i = Integer.parseInt(arguments[2]); i < end; i++) {
            if (i < 0) {
                Runtime.getRuntime().halt(134);
            }
            probe.tryOne(i, System.out);
        }
    }

    /** Returns which model number {@code index} is a copy of. */
    static int modelOf(int index) {
        return index % MODELS.size();
    }

    /** Returns what is done to number {@code index}. */
    static ModelDamage damageOf(int index) {
        return ModelDamage.values()[index / MODELS.size() % ModelDamage.values().length];
    }

    private void tryOne(int index, PrintStream out) throws IOException {
        int model = modelOf(index);
        byte[] damaged =
                damageOf(index).of(models.get(model), graphs.get(model), others, firstSeed + index);
        Path copy = Files.write(folder.resolve("damaged.tflite"), damaged);
        out.println("begin " + index);
        Outcome outcome;
        String message = "";
        try (TfliteDetector detector = TfliteDetector.open(config(copy, MODELS.get(model)[1]))) {
            detector.detect(picture, new Detections());
            outcome = Outcome.WORKS;
            message = detector.warning();
        } catch (StageFailure refused) {
            message = refused.getMessage();
            outcome = isClear(refused, copy) ? Outcome.REFUSED : Outcome.UNCLEAR;
        } catch (RuntimeException | Error thrown) {
            message = thrown.toString();
            outcome = Outcome.UNCLEAR;
        }
        out.println("end " + index + " " + outcome + " " + message.replaceAll("\\v", "\\\\n"));
    }

    /** One line that names the model or its labels, and a code that means a file. */
    private static boolean isClear(StageFailure refused, Path copy) {
        String message = refused.getMessage();
        boolean model =
                refused.exitCode() == ExitCode.MODEL
                        && message.contains(copy + " cannot be used: ");
        boolean labelsInside =
                message.startsWith("labels " + copy + "!")
                        || message.startsWith("model " + copy + " has no labels inside");
        boolean labels =
                message.startsWith("labels ") && message.contains(" do not fit the model: ");
        return (model || labelsInside || labels) && message.lines().count() == 1;
    }

    private DetectorConfig config(Path copy, String labels) {
        Path labelFile = null;
        if (labels != null) {
            labelFile = labels.equals("voc") ? folder.resolve("voc.txt") : TestData.file(labels);
        }
        DetectorConfig usual = TestData.config(MODELS.get(0)[0], null, List.of("all"), 0.3f);
        return new DetectorConfig(
                copy,
                labelFile,
                usual.classes(),
                usual.minScore(),
                usual.schedule(),
                usual.gates(),
                usual.threads(),
                usual.xnnpack());
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(TestData.file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
