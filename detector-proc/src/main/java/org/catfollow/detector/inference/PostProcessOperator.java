package org.catfollow.detector.inference;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The operator {@value #OPERATOR}, with which SSD and EfficientDet-Lite models end: which of the
 * model's outputs is what, and how many classes there are.
 *
 * <p>Read from the model's graph, because names and order of the outputs differ from exporter to
 * exporter, while the operator's own outputs are always boxes, classes, scores, count ({@code
 * tensorflow/lite/kernels/detection_postprocess.cc}). The field numbers are those of {@code
 * tensorflow/lite/schema/schema.fbs}.
 *
 * @param boxesOutput which output of the model has the boxes
 * @param classesOutput which has the class indices
 * @param scoresOutput which has the scores
 * @param countOutput which has the number of valid rows
 * @param classCount how many classes the model tells apart, where it says so
 */
public record PostProcessOperator(
        int boxesOutput,
        int classesOutput,
        int scoresOutput,
        int countOutput,
        OptionalInt classCount) {
    /** The custom operator's name in the model. */
    public static final String OPERATOR = "TFLite_Detection_PostProcess";

    private static final int MODEL_OPERATOR_CODES = 1;
    private static final int MODEL_SUBGRAPHS = 2;
    private static final int CODE_CUSTOM = 1;
    private static final int SUBGRAPH_OUTPUTS = 2;
    private static final int SUBGRAPH_OPERATORS = 3;
    private static final int OPERATOR_CODE_INDEX = 0;
    private static final int OPERATOR_OUTPUTS = 2;
    private static final int OPERATOR_CUSTOM_OPTIONS = 5;
    private static final int OUTPUTS = 4;

    /**
     * Finds the operator.
     *
     * @param model a model's bytes, little-endian
     * @return nothing where the model has no such operator, or does not put out its four results
     */
    static Optional<PostProcessOperator> find(ByteBuffer model) {
        try {
            return find(new Flatbuffer(model));
        } catch (IndexOutOfBoundsException damaged) {
            return Optional.empty();
        }
    }

    private static Optional<PostProcessOperator> find(Flatbuffer buffer) {
        int model = buffer.root();
        int codes = buffer.vector(model, MODEL_OPERATOR_CODES);
        int subgraphs = buffer.vector(model, MODEL_SUBGRAPHS);
        if (buffer.length(subgraphs) == 0) {
            return Optional.empty();
        }
        int subgraph = buffer.tableAt(subgraphs, 0);
        int operators = buffer.vector(subgraph, SUBGRAPH_OPERATORS);
        for (int i = 0; i < buffer.length(operators); i++) {
            int operator = buffer.tableAt(operators, i);
            int codeIndex = buffer.intField(operator, OPERATOR_CODE_INDEX);
            if (codeIndex < 0 || codeIndex >= buffer.length(codes)) {
                continue;
            }
            int code = buffer.tableAt(codes, codeIndex);
            if (buffer.string(buffer.vector(code, CODE_CUSTOM)).equals(OPERATOR)) {
                return of(buffer, subgraph, operator);
            }
        }
        return Optional.empty();
    }

    private static Optional<PostProcessOperator> of(Flatbuffer buffer, int subgraph, int operator) {
        int[] made = buffer.ints(buffer.vector(operator, OPERATOR_OUTPUTS));
        List<Integer> putOut =
                Arrays.stream(buffer.ints(buffer.vector(subgraph, SUBGRAPH_OUTPUTS)))
                        .boxed()
                        .toList();
        if (made.length < OUTPUTS) {
            return Optional.empty();
        }
        int[] position = new int[OUTPUTS];
        for (int i = 0; i < OUTPUTS; i++) {
            position[i] = putOut.indexOf(made[i]);
            if (position[i] < 0) {
                return Optional.empty();
            }
        }
        OptionalInt classCount =
                new FlexMap(buffer.bytes(buffer.vector(operator, OPERATOR_CUSTOM_OPTIONS)))
                        .intAt("num_classes");
        return Optional.of(
                new PostProcessOperator(
                        position[0], position[1], position[2], position[3], classCount));
    }
}
