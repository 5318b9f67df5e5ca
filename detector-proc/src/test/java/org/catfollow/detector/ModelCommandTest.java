package org.catfollow.detector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.catfollow.detector.catalogue.ModelsFolder;
import org.catfollow.runtime.ProcessExit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code model list}, {@code fetch} and {@code info}, and a fetched model's name in use. */
class ModelCommandTest {
    /** Of this test run: the build names it in the environment. */
    private static final ModelsFolder USUAL = ModelsFolder.usual();

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = ProcessExit.commandLine(new DetectorCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    private String row(String name) {
        return out.toString().lines().filter(line -> line.startsWith(name + " ")).findFirst().get();
    }

    private static String publishers() {
        return TestData.file(TestData.PICAR_MODEL).getParent().toString();
    }

    /** Before too: a run that was killed left its own. */
    @BeforeEach
    @AfterEach
    void removeWhatWasFetched() throws IOException {
        Files.deleteIfExists(USUAL.model("ssd-coco"));
        Files.deleteIfExists(USUAL.labels("ssd-coco"));
    }

    @Test
    void listsOursAndThoseThatCanBeFetched() {
        assertThat(run("model", "list", "--dir", "" + folder)).as(err.toString()).isZero();
        assertThat(row("name"))
                .containsSubsequence("state", "kind", "input", "size", "good for", "file");
        assertThat(row("cat-sim"))
                .contains("built in", "the simulated world, not real cats")
                .endsWith("cat-sim.tflite");
        assertThat(row("ssd-coco"))
                .containsSubsequence("not fetched", "ssd", "300x300", "4.2 MB", "real cats")
                .endsWith(" -");
        assertThat(out.toString()).contains("not fetched: `cat-follow model fetch ssd-coco`\n");
    }

    @Test
    void tellsWhatIsFetchedAndWhatIsDamaged() throws IOException {
        assertThat(run("model", "fetch", "--from", publishers(), "--dir", "" + folder))
                .as(err.toString())
                .isZero();
        run("model", "list", "--dir", "" + folder);
        assertThat(row("ssd-coco"))
                .contains(" fetched ")
                .endsWith(folder.resolve("ssd-coco.tflite").toString());
        Files.writeString(folder.resolve("ssd-coco.txt"), "cat\n");
        run("model", "list", "--dir", "" + folder);
        assertThat(row("ssd-coco")).contains(" damaged ");
        assertThat(out.toString()).contains("damaged: `cat-follow model fetch --force ssd-coco`\n");
    }

    @Test
    void listsWhatSomebodyPutThere() throws IOException {
        TinyModels.rows(folder.resolve("garden.tflite"));
        Files.writeString(folder.resolve("poem.tflite"), "the cat sat on the mat");
        assertThat(run("model", "list", "--dir", "" + folder)).isZero();
        assertThat(row("garden")).containsSubsequence(" yours ", " rows ");
        assertThat(row("poem")).contains(" damaged ");
        assertThat(out.toString()).doesNotContain("--force poem");
    }

    @Test
    void listsForProgramsToo() {
        assertThat(run("model", "list", "--json", "--dir", "" + folder)).isZero();
        JsonObject first =
                JsonParser.parseString(out.toString()).getAsJsonArray().get(1).getAsJsonObject();
        assertThat(first.get("name").getAsString()).isEqualTo("ssd-coco");
        assertThat(first.get("state").getAsString()).isEqualTo("not fetched");
        assertThat(first.get("bytes").getAsLong()).isEqualTo(4_184_242);
        assertThat(first.get("file").isJsonNull()).as("it lies nowhere").isTrue();
    }

    @Test
    void aFetchedModelWorksByItsNameWithItsLabels() {
        assertThat(run("--smoketest", "--model", "ssd-coco")).isEqualTo(5);
        assertThat(err.toString()).contains("fetch it with `cat-follow model fetch ssd-coco`");
        assertThat(run("model", "fetch", "--from", publishers())).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains(
                        "fetching coco_labels.txt, 930 bytes, from " + publishers(),
                        "fetched ssd-coco, 4184242 bytes, size and SHA-256 as published",
                        USUAL.model("ssd-coco").toString(),
                        "licence: Apache-2.0 ",
                        "use it with --model ssd-coco\n");
        assertThat(run("model", "fetch")).as("needs no network now").isZero();
        assertThat(out.toString()).startsWith("already there: ssd-coco, ");

        String cats = TestData.file("tensorflow__tflite-support/cats_and_dogs.jpg").toString();
        assertThat(run("detect", "--model", "ssd-coco", "--image", cats)).isZero();
        assertThat(out.toString()).contains("3 boxes; ssd, ").contains("  cat ");
        assertThat(run("bench", "--model", "ssd-coco", "--runs", "1")).isZero();
        assertThat(run("model", "info", "ssd-coco")).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains(
                        "publisher  SunFounder",
                        "licence    Apache-2.0",
                        TestData.sha256(TestData.PICAR_MODEL) + ", as published",
                        "labels     80 names in " + USUAL.labels("ssd-coco"));
    }

    @Test
    void aFetchedModelThatWasChangedIsShownAndNotReplacedUnasked() throws IOException {
        assertThat(run("model", "fetch", "--from", publishers())).isZero();
        Files.writeString(USUAL.labels("ssd-coco"), "cat\n");
        assertThat(run("model", "info", "ssd-coco")).isEqualTo(5);
        assertThat(out.toString())
                .contains("sha256     DIFFERS: it has 4 bytes, published are 930");
        assertThat(run("model", "fetch", "--from", publishers())).isEqualTo(5);
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("is not what was published", "--force replaces it");
        Files.writeString(USUAL.model("ssd-coco"), "no model at all");
        assertThat(run("model", "info", "ssd-coco")).isEqualTo(5);
        assertThat(out.toString()).contains("DIFFERS: it has 15 bytes, published are 4183312");
        assertThat(run("model", "fetch", "--force", "--from", publishers())).isZero();
        assertThat(run("model", "info", "ssd-coco")).isZero();
    }

    @Test
    void aFolderOfItsOwnIsUsedByPath() {
        run("model", "fetch", "--from", publishers(), "--dir", "" + folder);
        assertThat(out.toString())
                .contains(
                        "use it with --model "
                                + folder.resolve("ssd-coco.tflite")
                                + " --labels "
                                + folder.resolve("ssd-coco.txt"));
        assertThat(USUAL.model("ssd-coco")).doesNotExist();
    }

    @Test
    void mistakesAreUsage() {
        assertThat(run("model", "fetch", "dog-sim")).isEqualTo(2);
        assertThat(err.toString())
                .contains("no model 'dog-sim' can be fetched; there are ssd-coco, ssd-coco-tf");
        assertThat(run("model", "fetch", "--timeout", "0")).isEqualTo(2);
        assertThat(run("model", "fetch", "--from", "gone")).isEqualTo(2);
        assertThat(run("model", "fetch", "--url", "gone")).isEqualTo(2);
        assertThat(run("model", "fetch", "--url", "http://x/", "--from", "gone")).isEqualTo(2);
        assertThat(run("model", "info", "dog-sim")).isEqualTo(5);
    }

    @Test
    void saysOfOneThatIsNotFetchedWhereItIsPublished() {
        assertThat(run("model", "info", "ssd-coco-tf")).isEqualTo(5);
        assertThat(out.toString())
                .contains("publisher  TensorFlow", "published  https://raw.githubusercontent.com/")
                .contains(", not on this machine\n");
        assertThat(err.toString()).contains("fetch it with `cat-follow model fetch ssd-coco-tf`");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void oursNeedsNoFetching() {
        assertThat(run("model", "fetch", "cat-sim")).isZero();
        assertThat(out.toString()).isEqualTo("cat-sim comes with cat-follow: nothing to fetch\n");
    }

    @Test
    void oursIsMissedWhereADistributionHasNone() {
        System.setProperty("catfollow.natives", folder.resolve("natives").toString());
        try {
            assertThat(run("model", "fetch", "cat-sim")).isEqualTo(5);
            assertThat(err.toString())
                    .contains("our own model cat-sim is missing (no " + folder + "/models/");
        } finally {
            System.clearProperty("catfollow.natives");
        }
    }

    @Test
    void listsWhatWouldNotRun() throws IOException {
        Path boxes = TinyModels.blur(folder.resolve("room.tflite"), 8, 1, 1);
        byte[] whole = Files.readAllBytes(boxes);
        Files.write(folder.resolve("cut.tflite"), Arrays.copyOf(whole, whole.length - 8));
        assertThat(run("model", "list", "--dir", "" + folder)).isZero();
        assertThat(row("room")).as("an auto-encoder for the gate").containsSubsequence(" yours ");
        assertThat(row("cut")).contains(" damaged ");
    }

    @Test
    void listsTheKindThatTheModelHasWhenItIsBuilt() throws IOException {
        for (String model :
                new String[] {
                    TestData.PICAR_MODEL,
                    TestData.LABELLED_MODEL,
                    TestData.VOC_MODEL,
                    TestData.YOLOX_MODEL,
                    TestData.YOLOV8_MODEL
                }) {
            Path file = TestData.file(model);
            Files.createSymbolicLink(folder.resolve("it.tflite"), file);
            assertThat(run("model", "info", "" + file)).as(model).isZero();
            String kind = row("kind").split("[ ,]+")[1];
            String input = row("input").replaceAll(".*\\[1,(\\d+),(\\d+),3\\].*", "$2x$1");
            run("model", "list", "--dir", "" + folder);
            assertThat(row("it")).as(model).containsSubsequence(" yours ", kind, input);
            Files.delete(folder.resolve("it.tflite"));
        }
    }
}
