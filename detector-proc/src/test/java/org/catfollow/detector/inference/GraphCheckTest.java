package org.catfollow.detector.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import org.catfollow.detector.TestData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphCheckTest {
    private static final int MODEL_SUBGRAPHS = 2;
    private static final int SUBGRAPH_TENSORS = 0;
    private static final int SUBGRAPH_OPERATORS = 3;
    private static final int TENSOR_QUANTIZATION = 4;
    private static final int QUANTIZATION_SCALE = 2;
    private static final int A_SUM_OF_THE_YOLO = 93;
    private static final int OPERATOR_INPUTS = 1;
    private static final int OPERATOR_OUTPUTS = 2;

    private static ByteBuffer model(String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(TestData.file(name)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns where the first number of a list of an operator is. */
    private static int listOf(ByteBuffer model, int operator, int field) {
        Flatbuffer buffer = new Flatbuffer(model);
        int subgraph = buffer.tableAt(buffer.vector(buffer.root(), MODEL_SUBGRAPHS), 0);
        int operators = buffer.vector(subgraph, SUBGRAPH_OPERATORS);
        return buffer.vector(buffer.tableAt(operators, operator), field) + Integer.BYTES;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestData.PICAR_MODEL,
                TestData.LABELLED_MODEL,
                TestData.VOC_MODEL,
                "models_alt/yolox_nano.tflite",
                "models_alt/yolov8n_full_integer_quant_416.tflite"
            })
    void findsNothingWrongWithSoundModels(String name) throws IOException {
        assertThat(GraphCheck.problem(model(name))).isEmpty();
    }

    @Test
    void noticesATensorThatIsReadBeforeItIsWritten() throws IOException {
        ByteBuffer model = model(TestData.PICAR_MODEL);
        int laterOutput = model.getInt(listOf(model, 20, OPERATOR_OUTPUTS));
        model.putInt(listOf(model, 10, OPERATOR_INPUTS), laterOutput);
        assertThat(GraphCheck.problem(model))
                .hasValue("operator 10: tensor " + laterOutput + " is read before it is written");
    }

    @Test
    void noticesATensorThatIsWrittenTwice() throws IOException {
        ByteBuffer model = model(TestData.PICAR_MODEL);
        int earlierOutput = model.getInt(listOf(model, 5, OPERATOR_OUTPUTS));
        model.putInt(listOf(model, 10, OPERATOR_OUTPUTS), earlierOutput);
        assertThat(GraphCheck.problem(model))
                .hasValue("operator 10: tensor " + earlierOutput + " is written twice");
    }

    @Test
    void noticesATensorNumberOutside() throws IOException {
        ByteBuffer model = model(TestData.PICAR_MODEL);
        model.putInt(listOf(model, 10, OPERATOR_INPUTS), 1_000_000);
        assertThat(GraphCheck.problem(model).orElseThrow())
                .startsWith("operator 10: no tensor 1000000 of ");
    }

    @Test
    void noticesAPositionOutsideOfTheFile() throws IOException {
        ByteBuffer model = model(TestData.PICAR_MODEL);
        model.putInt(0, Integer.MAX_VALUE);
        assertThat(GraphCheck.problem(model)).hasValue("its graph points outside of the file");
    }

    /** Returns where the step of a tensor's numbers is. */
    private static int scaleOf(ByteBuffer model, int tensor) {
        Flatbuffer buffer = new Flatbuffer(model);
        int subgraph = buffer.tableAt(buffer.vector(buffer.root(), MODEL_SUBGRAPHS), 0);
        int table = buffer.tableAt(buffer.vector(subgraph, SUBGRAPH_TENSORS), tensor);
        return buffer.vector(buffer.table(table, TENSOR_QUANTIZATION), QUANTIZATION_SCALE)
                + Integer.BYTES;
    }

    @Test
    void noticesAStepThatIsNoNumber() throws IOException {
        ByteBuffer model = model(TestData.PICAR_MODEL);
        int tensor = model.getInt(listOf(model, 5, OPERATOR_OUTPUTS));
        model.putFloat(scaleOf(model, tensor), Float.POSITIVE_INFINITY);
        assertThat(GraphCheck.problem(model))
                .hasValue("tensor " + tensor + " has the scale Infinity");
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -1f, 1e-9f})
    void noticesASumInStepsThatTheLibraryCannotCompute(float scale) throws IOException {
        ByteBuffer model = model(TestData.YOLOV8_MODEL);
        int tensor = model.getInt(listOf(model, A_SUM_OF_THE_YOLO, OPERATOR_OUTPUTS));
        model.putFloat(scaleOf(model, tensor), scale);
        assertThat(GraphCheck.problem(model).orElseThrow())
                .startsWith("operator " + A_SUM_OF_THE_YOLO + ": it adds steps of ")
                .endsWith(" in steps of " + scale);
    }
}
