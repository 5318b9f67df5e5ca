package org.catfollow.detector.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.catfollow.detector.TestData;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {
    private static final int COCO_CLASSES = 90;
    private static final int COCO_CAT = 16;

    @TempDir Path folder;

    private Labels labels(String text) throws IOException {
        return LabelFile.read(Files.writeString(folder.resolve("labels.txt"), text), folder);
    }

    private static void assertFails(ThrowingCallable call, ExitCode code, String... parts) {
        assertThatThrownBy(call)
                .asInstanceOf(type(StageFailure.class))
                .satisfies(
                        failure -> {
                            assertThat(failure.exitCode()).isEqualTo(code);
                            assertThat(failure.getMessage()).contains(parts).doesNotContain("\n");
                        });
    }

    @Test
    void readsOneNameARowWithUnusedRows() {
        for (String name :
                new String[] {
                    "google-coral__test_data/coco_labels.txt",
                    "tensorflow__tflite-support/labelmap.txt"
                }) {
            Labels labels = LabelFile.read(TestData.file(name), folder).fittedTo(COCO_CLASSES);
            assertThat(labels.name(0)).isEqualTo("person");
            assertThat(labels.name(COCO_CAT)).isEqualTo("cat");
            assertThat(labels.name(11)).as("street sign, unused").isNull();
            assertThat(labels.name(89)).isEqualTo("toothbrush");
        }
    }

    @Test
    void countsTheIndexInTheRowAndNotTheRow() {
        Labels labels =
                LabelFile.read(TestData.file(TestData.PICAR_LABELS), folder).fittedTo(COCO_CLASSES);
        assertThat(labels.name(COCO_CAT)).isEqualTo("cat");
        assertThat(labels.name(11)).isNull();
        assertThat(labels.name(12)).isEqualTo("stop sign");
        assertThat(labels.name(89)).isEqualTo("toothbrush");
    }

    @Test
    void dropsALeadingBackgroundRow() throws IOException {
        Labels labels = labels("???\nperson\ncat\n").fittedTo(2);
        assertThat(labels.size()).isEqualTo(2);
        assertThat(labels.name(0)).isEqualTo("person");
        assertThat(labels.name(1)).isEqualTo("cat");
        assertThat(labels("background\nperson\ncat\n").fittedTo(2).name(1)).isEqualTo("cat");
    }

    @Test
    void keepsALeadingUnusedRowThatTheModelCounts() throws IOException {
        assertThat(labels("???\nperson\ncat\n").fittedTo(3).name(2)).isEqualTo("cat");
    }

    @Test
    void leavesOutTheUnusedRowsForAModelWithoutThem() {
        for (String name :
                new String[] {
                    "google-coral__test_data/coco_labels.txt",
                    "tensorflow__tflite-support/labelmap.txt",
                    TestData.PICAR_LABELS
                }) {
            Labels labels = LabelFile.read(TestData.file(name), folder).fittedTo(80);
            assertThat(labels.name(0)).isEqualTo("person");
            assertThat(labels.name(15)).isEqualTo("cat");
            assertThat(labels.name(79)).isEqualTo("toothbrush");
        }
    }

    @Test
    void spreadsTheEightyRowsForAModelWithUnusedOnes() throws IOException {
        Labels used =
                LabelFile.read(TestData.file("google-coral__test_data/coco_labels.txt"), folder)
                        .fittedTo(80);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < used.size(); i++) {
            text.append(used.name(i)).append('\n');
        }
        Labels spread = labels(text.toString()).fittedTo(COCO_CLASSES);
        Labels original =
                LabelFile.read(TestData.file("google-coral__test_data/coco_labels.txt"), folder);
        for (int i = 0; i < COCO_CLASSES; i++) {
            assertThat(spread.name(i)).as("class %d", i).isEqualTo(original.name(i));
        }
    }

    @Test
    void readsTheNamesThatYoloExportersWrite() throws IOException {
        Labels python = labels("{'stride': 32, 'names': {0: 'person', 1: \"cat's toy\"}, 'x': {}}");
        assertThat(python.name(0)).isEqualTo("person");
        assertThat(python.name(1)).isEqualTo("cat's toy");
        Labels json = labels("{\n \"names\": {\n \"0\": \"person\",\n \"1\": \"cat\"\n}\n}\n");
        assertThat(json.size()).isEqualTo(2);
        assertThat(json.name(1)).isEqualTo("cat");
        Path model = TestData.file("models_alt/yolov8n_full_integer_quant_416.tflite");
        assertThat(LabelFile.read(null, model).fittedTo(80).name(15)).isEqualTo("cat");
    }

    @Test
    void readsVocLabels() throws IOException {
        Labels labels = labels(String.join("\r\n", TestData.VOC_NAMES) + "\r\n").fittedTo(20);
        assertThat(labels.name(7)).isEqualTo("cat");
    }

    @Test
    void readsAByteOrderMarkAsNoName() throws IOException {
        assertThat(labels("\ufeffperson\ncat").name(0)).isEqualTo("person");
        assertThat(labels("\ufeff0 person\n1 cat").name(0)).isEqualTo("person");
    }

    @Test
    void readsTheLabelsInsideAModel() {
        Path model = TestData.file(TestData.LABELLED_MODEL);
        assertThat(LabelFile.read(null, model).fittedTo(COCO_CLASSES).name(COCO_CAT))
                .isEqualTo("cat");
    }

    @Test
    void asksForLabelsWhereTheModelHasNone() {
        Path model = TestData.file(TestData.PICAR_MODEL);
        assertFails(() -> LabelFile.read(null, model), ExitCode.USAGE, "--labels", "detect.tflite");
    }

    @Test
    void refusesLabelsOfAnotherModel() {
        Labels pets =
                LabelFile.read(TestData.file("google-coral__test_data/pet_labels.txt"), folder);
        assertFails(
                () -> pets.fittedTo(COCO_CLASSES),
                ExitCode.MODEL,
                "pet_labels.txt",
                "90 classes",
                "--labels");
        Labels coco = LabelFile.read(TestData.file(TestData.PICAR_LABELS), folder);
        assertFails(() -> coco.fittedTo(20), ExitCode.MODEL, "0 to 89", "20 classes");
    }

    @Test
    void refusesAnEmptyFileAndOneWithoutNames() {
        assertFails(() -> labels(""), ExitCode.MODEL, "labels.txt", "names no class");
        assertFails(() -> labels("\n \n\n"), ExitCode.MODEL, "names no class");
        assertFails(() -> labels("???\nn/a\n"), ExitCode.MODEL, "names no class");
    }

    @Test
    void refusesAnIndexThatIsNamedTwice() {
        assertFails(
                () -> labels("0 person\n1 cat\n1 dog\n"),
                ExitCode.MODEL,
                "line 3",
                "class index 1",
                "cat",
                "dog");
    }

    @Test
    void refusesAnIndexBeyondReason() {
        assertFails(() -> labels("0 person\n999999999 cat\n"), ExitCode.MODEL, "line 2");
    }

    @Test
    void refusesBinaryFiles() throws IOException {
        Path zeros = Files.write(folder.resolve("zeros.bin"), new byte[100]);
        assertFails(() -> LabelFile.read(zeros, folder), ExitCode.MODEL, "zeros.bin", "binary");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'c', (byte) 0xe9, '\n'});
        assertFails(() -> LabelFile.read(latin, folder), ExitCode.MODEL, "UTF-8");
        Path large = Files.write(folder.resolve("large.txt"), new byte[(1 << 20) + 1]);
        assertFails(() -> LabelFile.read(large, folder), ExitCode.MODEL, "longer than");
    }

    @Test
    void refusesAMissingFileAndAFolder() {
        assertFails(
                () -> LabelFile.read(folder.resolve("none.txt"), folder),
                ExitCode.MODEL,
                "none.txt",
                "no such file");
        assertFails(() -> LabelFile.read(folder, folder), ExitCode.MODEL, "not a regular file");
    }
}
