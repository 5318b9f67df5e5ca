package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.runtime.ProcessExit;
import org.catfollow.runtime.natives.NativeLibraries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import picocli.CommandLine;

/** What {@code detector-proc} does without a robot: detect, model info, the smoke test. */
class StillCommandsTest {
    private static final String CATS = "tensorflow__tflite-support/cats_and_dogs.jpg";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = ProcessExit.commandLine(new DetectorCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private static String model() {
        return TestData.file(TestData.LABELLED_MODEL).toString();
    }

    private static String picture() {
        return TestData.file(CATS).toString();
    }

    @Test
    void findsTheRecordedCatInAPicture() {
        int code = run("detect", "--model", model(), "--image", picture(), "--json");
        assertThat(code).as(err.toString()).isZero();
        JsonObject found = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(found.get("width").getAsInt()).isEqualTo(1200);
        assertThat(found.get("height").getAsInt()).isEqualTo(600);
        assertThat(found.get("inferenceMillis").getAsDouble()).isPositive();
        // The figures of INVENTORY.md.
        JsonObject cat = found.getAsJsonArray("boxes").get(0).getAsJsonObject();
        assertThat(cat.get("label").getAsString()).isEqualTo("cat");
        assertThat(cat.get("classIndex").getAsInt()).isEqualTo(16);
        assertThat(cat.get("score").getAsDouble()).isCloseTo(0.6445, within(0.01));
        assertThat(cat.get("x").getAsDouble()).isCloseTo(54, within(4.0));
        assertThat(cat.get("width").getAsDouble()).isCloseTo(393, within(4.0));
    }

    @Test
    void looksAtAPartOfThePictureAndSaysPlacesInTheWhole() {
        // The quarter with the first cat.
        int code =
                run(
                        "detect",
                        "--model",
                        model(),
                        "--image",
                        picture(),
                        "--detect-roi=0,0.5,0.5,0.5",
                        "--json");
        assertThat(code).as(err.toString()).isZero();
        JsonObject found = JsonParser.parseString(out.toString()).getAsJsonObject();
        assertThat(found.get("width").getAsInt()).isEqualTo(1200);
        JsonObject cat = found.getAsJsonArray("boxes").get(0).getAsJsonObject();
        // INVENTORY.md says .6445 for the whole: larger, it is surer.
        assertThat(cat.get("score").getAsDouble()).isGreaterThan(0.7);
        assertThat(cat.get("x").getAsDouble()).isCloseTo(54, within(15.0));
        assertThat(cat.get("y").getAsDouble()).isCloseTo(396, within(15.0));
        assertThat(cat.get("width").getAsDouble()).isCloseTo(393, within(15.0));
        assertThat(run("detect", "--model", model(), "--image", "a", "--detect-roi=0,0,2,1"))
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString())
                .contains("--detect-roi 0.0,0.0,2.0,1.0 lies outside the picture");
    }

    @Test
    void saysItInWordsForSeveralPictures() {
        String none = TestData.file("dusty-nv__jetson-inference/desk.jpg").toString();
        int code = run("detect", "--model", model(), "--image", picture(), none);
        assertThat(code).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains(picture() + ": 1200x600, 3 boxes; ssd, ")
                .contains("  cat              0.6")
                .contains(none + ": 500x370, 0 boxes; ssd, ");
    }

    @Test
    void drawsTheBoxesIntoACopyOfThePicture() {
        Path drawn = folder.resolve("drawn.png");
        assertThat(run("detect", "--model", model(), "--image", picture(), "--out", "" + drawn))
                .as(err.toString())
                .isZero();
        Mat before = TestData.picture(CATS);
        Mat after = Imgcodecs.imread(drawn.toString());
        assertThat(after.size()).isEqualTo(before.size());
        Mat changed = new Mat();
        Core.absdiff(before, after, changed);
        // The left edge of the first cat's box, and a corner where there is nothing.
        assertThat(Core.sumElems(changed.submat(450, 550, 50, 60)).val[1]).isPositive();
        assertThat(Core.sumElems(changed.submat(0, 40, 1100, 1200))).isEqualTo(new Scalar(0));
    }

    @Test
    void refusesWhatCannotBeReadOrWritten() {
        assertThat(run("detect", "--model", model(), "--image", "none.jpg")).isEqualTo(2);
        assertThat(err.toString())
                .contains("picture none.jpg is missing, or none that can be read");
        assertThat(run("detect", "--model", model(), "--image", "a", "b", "--out", "c.png"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--out takes one --image, not 2");
        assertThat(run("detect", "--model", model(), "--image", "a", "--out", "c.txt"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--out must end in .png, .jpg or .bmp, not 'c.txt'");
        assertThat(run("detect", "--model", "none", "--image", "a.jpg")).isEqualTo(2);
        assertThat(err.toString()).contains("no model; name one with --model");
    }

    @Test
    void tellsWhatAModelIs() {
        assertThat(run("model", "info", model())).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("kind       ssd, 90 classes")
                .contains("uint8[1,300,300,3], scale 0.0078125, zero point 128")
                .contains("0 person, 1 bicycle")
                .containsPattern("inference  [0-9.]+ ms \\(median of 20 runs on 1 thread, with");
    }

    @Test
    void aModelWithoutLabelsInsideIsToldAllTheSame() {
        String bare = TestData.file(TestData.PICAR_MODEL).toString();
        assertThat(run("model", "info", bare)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("labels     none that can be used: ");
    }

    @Test
    void saysWhatTheMetadataOfAFloatModelAsksFor() {
        byte[] metadata = TinyModels.normalization(new float[] {127.5f}, new float[] {58});
        Path model = TinyModels.rows(folder.resolve("rows.tflite"), 32, metadata);
        assertThat(run("model", "info", model.toString())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("metadata   mean 127.5, std 58.0");
    }

    @Test
    void whatIsNoModelIsRefusedInOneLine() throws IOException {
        Path text = Files.writeString(folder.resolve("x.tflite"), "not a model, but long enough");
        assertThat(run("model", "info", text.toString())).isEqualTo(5);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(run("model")).isEqualTo(2);
        assertThat(err.toString()).contains("a command is missing, one of: list, fetch, info");
    }

    @Test
    void theSmokeTestNeedsNoModel() {
        NativeLibraries.loadOpenCv();
        assertThat(run("--smoketest", "--model", "none")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("smoke test passed: OpenCV 4.9.0, TensorFlow Lite 2.20.0, no model");
    }

    @Test
    void ourOwnModelIsTheOneThatLooksWhereNothingIsSaid() {
        assertThat(run("--smoketest")).as(err.toString()).isZero();
        assertThat(out.toString()).contains(", model cat-sim.tflite (");
        assertThat(run("detect", "--image", picture())).as(err.toString()).isZero();
        assertThat(run("model", "info")).as(err.toString()).isZero();
        assertThat(out.toString())
                .containsPattern("file       .*/cat-sim.tflite, \\d+ bytes")
                .containsPattern("sha256     [0-9a-f]{64}, as recorded")
                .contains("record     sha256: ");
    }

    @Test
    void theSmokeTestRunsAModelOnce() {
        assertThat(run("--smoketest", "--model", model())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("2018_06_29.tflite (ssd) in ");
    }

    @Test
    void theSmokeTestFailsForAModelThatCannotBeUsed() {
        assertThat(run("--smoketest", "--model", "none.tflite")).isEqualTo(5);
        assertThat(err.toString()).contains("none.tflite cannot be used: no such file");
    }
}
