package org.catfollow.detector.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.catfollow.detector.TestData;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SsdModelTest {
    @TempDir Path folder;

    private static void assertRefused(Path model, String... parts) {
        assertThatThrownBy(() -> SsdModel.open(model, 1, true).close())
                .asInstanceOf(type(StageFailure.class))
                .satisfies(
                        failure -> {
                            assertThat(failure.exitCode()).isEqualTo(ExitCode.MODEL);
                            assertThat(failure.getMessage())
                                    .startsWith("model " + model + " cannot be used: ")
                                    .contains(parts)
                                    .doesNotContain("\n");
                        });
    }

    @Test
    void refusesAMissingFileAndAFolder() {
        assertRefused(folder.resolve("none.tflite"), "no such file");
        assertRefused(folder, "not a regular file");
    }

    @Test
    void refusesAnEmptyFileAndOneThatIsNoModel() throws IOException {
        assertRefused(Files.write(folder.resolve("empty"), new byte[0]), "the file is empty");
        assertRefused(Files.write(folder.resolve("short"), new byte[7]), "7 bytes");
        assertRefused(
                Files.writeString(folder.resolve("text"), "no model ".repeat(1_000)),
                "not a TensorFlow Lite model");
    }

    @Test
    void refusesAFileThatOnlyBeginsLikeAModel() throws IOException {
        byte[] bytes = new byte[1_000];
        byte[] start = {24, 0, 0, 0, 'T', 'F', 'L', '3'};
        System.arraycopy(start, 0, bytes, 0, start.length);
        assertRefused(Files.write(folder.resolve("fake"), bytes), "cannot be used");
        Arrays.fill(bytes, 8, bytes.length, (byte) 0xff);
        assertRefused(Files.write(folder.resolve("fake2"), bytes), "cannot be used");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "models_alt/yolox_nano.tflite",
                "models_alt/yolov8n_full_integer_quant_416.tflite"
            })
    void refusesOtherModelsAndListsTheirTensors(String name) {
        assertRefused(
                TestData.file(name),
                "not an SSD model",
                "inputs ",
                "[1,416,416,3]",
                "outputs ",
                "3549");
    }

    @Test
    void readsWhatTheModelSaysOfItself() {
        try (SsdModel model = SsdModel.open(TestData.file(TestData.PICAR_MODEL), 1, true)) {
            assertThat(model.input().hasShape(1, 300, 300, 3)).isTrue();
            assertThat(model.input().type()).isEqualTo(TensorType.UINT8);
            assertThat(model.input().scale()).isEqualTo(1f / 128);
            assertThat(model.input().zeroPoint()).isEqualTo(128);
            assertThat(model.inputMemory().capacity()).isEqualTo(300 * 300 * 3);
            assertThat(model.classCount()).hasValue(90);
            assertThat(model.scores()).hasSize(10);
            model.invoke();
            assertThat(model.count()).isEqualTo(10f);
            assertThat(model.warning()).isEmpty();
        }
        try (SsdModel model = SsdModel.open(TestData.file(TestData.VOC_MODEL), 1, true)) {
            assertThat(model.input().type()).isEqualTo(TensorType.FLOAT32);
            assertThat(model.classCount()).hasValue(20);
        }
    }

    @Test
    void runsFromMemoryOfItsOwnWhenTheFileIsCutShort() throws IOException {
        Path copy = folder.resolve("copy.tflite");
        Files.copy(TestData.file(TestData.PICAR_MODEL), copy);
        try (SsdModel model = SsdModel.open(copy, 1, true)) {
            Files.write(copy, new byte[0]);
            model.invoke();
            assertThat(model.count()).isEqualTo(10f);
        }
    }
}
