package org.catfollow.detector.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.catfollow.detector.TestData;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TfliteModelTest {
    /** In the YOLOv8: the scores before they are put together with the boxes. */
    private static final int YOLOV8_SCORES = 409;

    @TempDir Path folder;

    private static void assertRefused(Path model, String... parts) {
        assertThatThrownBy(() -> TfliteModel.open(model, 1, true).close())
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

    @Test
    void readsWhatTheModelSaysOfItself() {
        try (TfliteModel model = TfliteModel.open(TestData.file(TestData.PICAR_MODEL), 1, true)) {
            TensorInfo input = model.description().input();
            assertThat(input.hasShape(1, 300, 300, 3)).isTrue();
            assertThat(input.type()).isEqualTo(TensorType.UINT8);
            assertThat(input.scale()).isEqualTo(1f / 128);
            assertThat(input.zeroPoint()).isEqualTo(128);
            assertThat(model.inputMemory().capacity()).isEqualTo(300 * 300 * 3);
            PostProcessOperator end = model.description().postProcess().orElseThrow();
            assertThat(end.classCount()).hasValue(90);
            OutputTensor scores = model.fetch(end.scoresOutput());
            OutputTensor count = model.fetch(end.countOutput());
            assertThat(scores.length()).isEqualTo(10);
            model.invoke();
            assertThat(count.real(0)).isEqualTo(10f);
            assertThat(model.warning()).isEmpty();
        }
        try (TfliteModel model = TfliteModel.open(TestData.file(TestData.VOC_MODEL), 1, true)) {
            assertThat(model.description().input().type()).isEqualTo(TensorType.FLOAT32);
            assertThat(model.description().postProcess().orElseThrow().classCount()).hasValue(20);
        }
    }

    @Test
    void runsFromMemoryOfItsOwnWhenTheFileIsCutShort() throws IOException {
        Path copy = folder.resolve("copy.tflite");
        Files.copy(TestData.file(TestData.PICAR_MODEL), copy);
        try (TfliteModel model = TfliteModel.open(copy, 1, true)) {
            Files.write(copy, new byte[0]);
            OutputTensor count =
                    model.fetch(model.description().postProcess().orElseThrow().countOutput());
            model.invoke();
            assertThat(count.real(0)).isEqualTo(10f);
        }
    }

    @Test
    void tellsWhatItsGraphComputes() {
        try (TfliteModel model = TfliteModel.open(TestData.file(TestData.YOLOX_MODEL), 1, true)) {
            assertThat(model.description().hasExp()).isTrue();
            assertThat(model.description().hasSoftmax()).isFalse();
            assertThat(model.description().postProcess()).isEmpty();
        }
        try (TfliteModel model = TfliteModel.open(TestData.file(TestData.YOLOV8_MODEL), 1, true)) {
            assertThat(model.description().hasExp()).isFalse();
            assertThat(model.description().hasSoftmax()).isTrue();
        }
    }

    @Test
    void choosesTheFlagsOfXnnpackByTheNumbersInTheGraph() throws IOException {
        assertThat(flags(TestData.PICAR_MODEL)).as("unsigned bytes").isEqualTo(2);
        assertThat(flags(TestData.YOLOV8_MODEL)).as("signed bytes").isEqualTo(1);
        assertThat(flags(TestData.VOC_MODEL)).as("signed bytes between floats").isEqualTo(1);
        assertThat(flags(TestData.YOLOX_MODEL)).as("floats").isZero();
    }

    private static int flags(String name) throws IOException {
        return XnnpackDelegate.flagsFor(GraphInventory.read(bytes(name)));
    }

    private static ByteBuffer bytes(String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(TestData.file(name)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void comparesQuantisedNumbersAsTheyAreStored() {
        TensorInfo info = new TensorInfo("out", TensorType.UINT8, List.of(3), 0.5f, 10);
        OutputTensor tensor = OutputTensor.ofBytes(info, new byte[] {10, 12, (byte) 200});
        assertThat(tensor.real(0)).isZero();
        assertThat(tensor.real(1)).isEqualTo(1f);
        assertThat(tensor.stored(2)).isEqualTo(200f);
        assertThat(tensor.real(2)).isEqualTo(95f);
        assertThat(tensor.leastStored(1f)).isEqualTo(12f);
        assertThat(tensor.leastStored(0.9f)).isLessThanOrEqualTo(12f).isGreaterThan(10f);
        assertThat(OutputTensor.canRead(info)).isTrue();
        assertThat(OutputTensor.canRead(new TensorInfo("out", TensorType.UINT8, List.of(3), 0f, 0)))
                .isFalse();
        assertThat(OutputTensor.canRead(new TensorInfo("out", TensorType.INT64, List.of(3), 0f, 0)))
                .isFalse();
    }

    @Test
    void doesWithoutXnnpackWhereAnOperatorComputesWhatNobodyReads() throws IOException {
        // The scores alone: the last operator puts them together with the boxes for nobody. Tried
        // with XNNPACK, this ends the JVM.
        Path idle =
                new PatchedModel(TestData.file(TestData.YOLOV8_MODEL))
                        .withOutput(YOLOV8_SCORES)
                        .writeTo(folder.resolve("idle.tflite"));
        try (TfliteModel model = TfliteModel.open(idle, 1, true)) {
            assertThat(model.warning())
                    .startsWith("XNNPACK not used: operator ")
                    .endsWith(" of the model computes what nobody reads; running without it");
            model.invoke();
        }
        for (String sound :
                new String[] {
                    TestData.PICAR_MODEL,
                    TestData.VOC_MODEL,
                    TestData.YOLOV8_MODEL,
                    TestData.YOLOX_MODEL
                }) {
            assertThat(IdleOperators.first(bytes(sound))).as(sound).isEmpty();
        }
    }
}
