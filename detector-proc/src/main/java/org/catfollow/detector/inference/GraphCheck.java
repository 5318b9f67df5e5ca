package org.catfollow.detector.inference;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a model's graph can be computed in the order in which it lists its operators.
 *
 * <p>TensorFlow Lite verifies that the file is a flatbuffer and that most numbers are in range, but
 * not that the operators fit together: with one changed bit in a list of tensor numbers it ends the
 * process inside its partitioning or inside XNNPACK (2.20.0; 5 of 1,800 files with one to four changed
 * bytes in the graph). Memory cards do change bits, so this is looked at before the graph is built.
 *
 * <p>Field numbers are those of {@code tensorflow/lite/schema/schema.fbs}.
 */
final class GraphCheck {
    private static final int MODEL_OPERATOR_CODES = 1;
    private static final int MODEL_SUBGRAPHS = 2;
    private static final int MODEL_BUFFERS = 4;
    private static final int SUBGRAPH_TENSORS = 0;
    private static final int SUBGRAPH_INPUTS = 1;
    private static final int SUBGRAPH_OUTPUTS = 2;
    private static final int SUBGRAPH_OPERATORS = 3;
    private static final int TENSOR_SHAPE = 0;
    private static final int TENSOR_TYPE = 1;
    private static final int TENSOR_BUFFER = 2;
    private static final int TENSOR_QUANTIZATION = 4;
    private static final int TENSOR_IS_VARIABLE = 5;
    private static final int QUANTIZATION_SCALE = 2;
    private static final int BUFFER_DATA = 0;
    private static final int BUFFER_OFFSET = 1;
    private static final int CODE_CUSTOM = 1;
    private static final int OPERATOR_CODE_INDEX = 0;
    private static final int OPERATOR_INPUTS = 1;
    private static final int OPERATOR_OUTPUTS = 2;
    private static final int OPERATOR_CUSTOM_OPTIONS = 5;

    private static final int SQUARED_DIFFERENCE = 99;

    /** {@code BuiltinOperator}: ADD, SUB, SQUARED_DIFFERENCE. */
    private static final Set<Integer> SUMS = Set.of(0, 41, SQUARED_DIFFERENCE);

    /** How many bits the sums of bytes are shifted, {@code left_shift} in {@code kernels/add.cc}. */
    private static final int SUM_SHIFT = 20;

    /** The same of each factor in {@code kernels/squared_difference.cc}. */
    private static final int DIFFERENCE_SHIFT = 7;

    /** In a list of inputs: an optional one that is left out. */
    private static final int LEFT_OUT = -1;

    private final Flatbuffer buffer;
    private final int model;
    private final int subgraph;
    private final int tensorCount;
    private final BitSet known = new BitSet();

    private GraphCheck(Flatbuffer buffer, int subgraph) {
        this.buffer = buffer;
        this.model = buffer.root();
        this.subgraph = subgraph;
        this.tensorCount = buffer.length(buffer.vector(subgraph, SUBGRAPH_TENSORS));
    }

    /** Returns what is wrong with the graph, in a few words; nothing where all is well. */
    static Optional<String> problem(ByteBuffer modelBytes) {
        try {
            Flatbuffer buffer = new Flatbuffer(modelBytes);
            int subgraphs = buffer.vector(buffer.root(), MODEL_SUBGRAPHS);
            if (buffer.length(subgraphs) == 0) {
                return Optional.of("it has no graph");
            }
            for (int i = 0; i < buffer.length(subgraphs); i++) {
                new GraphCheck(buffer, buffer.tableAt(subgraphs, i)).check();
            }
            return Optional.empty();
        } catch (Damaged e) {
            return Optional.of(e.getMessage());
        } catch (IndexOutOfBoundsException e) {
            return Optional.of("its graph points outside of the file");
        }
    }

    private static final class Damaged extends Exception {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    private void check() throws Damaged {
        markConstants();
        for (int input : buffer.ints(buffer.vector(subgraph, SUBGRAPH_INPUTS))) {
            produced(input, "the graph's inputs");
        }
        int operators = buffer.vector(subgraph, SUBGRAPH_OPERATORS);
        for (int i = 0; i < buffer.length(operators); i++) {
            checkOperator(buffer.tableAt(operators, i), "operator " + i);
        }
        for (int output : buffer.ints(buffer.vector(subgraph, SUBGRAPH_OUTPUTS))) {
            needed(output, "the graph's outputs");
        }
    }

    private void markConstants() throws Damaged {
        int tensors = buffer.vector(subgraph, SUBGRAPH_TENSORS);
        int buffers = buffer.vector(model, MODEL_BUFFERS);
        for (int i = 0; i < tensorCount; i++) {
            int tensor = buffer.tableAt(tensors, i);
            int bufferIndex = buffer.intField(tensor, TENSOR_BUFFER);
            if (bufferIndex < 0 || bufferIndex >= Math.max(1, buffer.length(buffers))) {
                throw new Damaged("tensor " + i + " has its numbers in buffer " + bufferIndex);
            }
            for (float scale : scales(i)) {
                if (!Float.isFinite(scale)) {
                    throw new Damaged("tensor " + i + " has the scale " + scale);
                }
            }
            boolean constant = bufferIndex > 0 && hasData(buffer.tableAt(buffers, bufferIndex));
            // A variable keeps its value from run to run, so it may be read before it is written.
            if (constant || buffer.field(tensor, TENSOR_IS_VARIABLE) != 0) {
                known.set(i);
            }
        }
    }

    private boolean hasData(int bufferTable) {
        return buffer.length(buffer.vector(bufferTable, BUFFER_DATA)) > 0
                || buffer.field(bufferTable, BUFFER_OFFSET) != 0;
    }

    private void checkOperator(int operator, String where) throws Damaged {
        int[] inputs = buffer.ints(buffer.vector(operator, OPERATOR_INPUTS));
        for (int i = 0; i < inputs.length; i++) {
            if (i == 0 || inputs[i] != LEFT_OUT) {
                needed(inputs[i], where);
            }
        }
        int[] outputs = buffer.ints(buffer.vector(operator, OPERATOR_OUTPUTS));
        if (outputs.length == 0 && inputs.length == 0) {
            throw new Damaged(where + ": it reads and writes nothing");
        }
        for (int output : outputs) {
            produced(output, where);
        }
        int code = checkedCode(operator, where);
        checkOptions(operator, code, where);
        boolean sum = SUMS.contains(GraphInventory.builtinOf(buffer, code));
        if (sum && inputs.length == 2 && outputs.length == 1) {
            checkSum(code, inputs, outputs[0], where);
        }
    }

    /**
     * The library ends the process where the steps of a sum are more than a million times finer than
     * those of what is added, or where one has no size ({@code QuantizeMultiplierSmallerThanOneExp},
     * called by {@code kernels/add.cc}, {@code sub.cc} and {@code
     * squared_difference.cc}). No such sum means anything.
     */
    private void checkSum(int code, int[] inputs, int output, String where) throws Damaged {
        int format = buffer.byteField(tensor(output), TENSOR_TYPE);
        if (format != GraphInventory.FORMAT_INT8 && format != GraphInventory.FORMAT_UINT8) {
            return;
        }
        float first = firstScale(inputs[0]);
        float second = firstScale(inputs[1]);
        float sum = firstScale(output);
        double twice = 2.0 * Math.max(first, second);
        double relative =
                GraphInventory.builtinOf(buffer, code) == SQUARED_DIFFERENCE
                        ? twice * twice / ((1 << (2 * DIFFERENCE_SHIFT)) * (double) sum)
                        : twice / ((1 << SUM_SHIFT) * (double) sum);
        if (!(first > 0 && second > 0 && sum > 0 && relative < 1)) {
            throw new Damaged(
                    where
                            + ": it adds steps of "
                            + first
                            + " and "
                            + second
                            + " in steps of "
                            + sum);
        }
    }

    private int tensor(int number) {
        return buffer.tableAt(buffer.vector(subgraph, SUBGRAPH_TENSORS), number);
    }

    private float firstScale(int tensor) {
        float[] scales = scales(tensor);
        return scales.length == 0 ? 0 : scales[0];
    }

    private float[] scales(int tensor) {
        int quantization = buffer.table(tensor(tensor), TENSOR_QUANTIZATION);
        return quantization == 0
                ? new float[0]
                : buffer.floats(buffer.vector(quantization, QUANTIZATION_SCALE));
    }

    private int checkedCode(int operator, String where) throws Damaged {
        int codes = buffer.vector(model, MODEL_OPERATOR_CODES);
        int codeIndex = buffer.intField(operator, OPERATOR_CODE_INDEX);
        if (codeIndex < 0 || codeIndex >= buffer.length(codes)) {
            throw new Damaged(where + ": no operator code " + codeIndex);
        }
        return buffer.tableAt(codes, codeIndex);
    }

    private void checkOptions(int operator, int code, String where) throws Damaged {
        boolean detection =
                buffer.string(buffer.vector(code, CODE_CUSTOM))
                        .equals(PostProcessOperator.OPERATOR);
        byte[] options = buffer.bytes(buffer.vector(operator, OPERATOR_CUSTOM_OPTIONS));
        if (detection && !new FlexMap(options).isSound()) {
            throw new Damaged(
                    where + ": options of " + PostProcessOperator.OPERATOR + " cannot be read");
        }
    }

    /** Returns the shape that the file declares for each tensor of the first graph. */
    static List<int[]> declaredShapes(ByteBuffer modelBytes) {
        Flatbuffer buffer = new Flatbuffer(modelBytes);
        int subgraph = buffer.tableAt(buffer.vector(buffer.root(), MODEL_SUBGRAPHS), 0);
        int tensors = buffer.vector(subgraph, SUBGRAPH_TENSORS);
        List<int[]> shapes = new ArrayList<>();
        for (int i = 0; i < buffer.length(tensors); i++) {
            shapes.add(buffer.ints(buffer.vector(buffer.tableAt(tensors, i), TENSOR_SHAPE)));
        }
        return shapes;
    }

    private void needed(int tensor, String where) throws Damaged {
        if (tensor < 0 || tensor >= tensorCount) {
            throw new Damaged(where + ": no tensor " + tensor + " of " + tensorCount);
        }
        if (!known.get(tensor)) {
            throw new Damaged(where + ": tensor " + tensor + " is read before it is written");
        }
    }

    private void produced(int tensor, String where) throws Damaged {
        if (tensor < 0 || tensor >= tensorCount) {
            throw new Damaged(where + ": no tensor " + tensor + " of " + tensorCount);
        }
        if (known.get(tensor)) {
            throw new Damaged(where + ": tensor " + tensor + " is written twice");
        }
        known.set(tensor);
    }
}
