package org.catfollow.detector.inference;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Which operators and which number formats a model's graph has.
 *
 * <p>Field numbers and codes are those of {@code tensorflow/lite/schema/schema.fbs}.
 *
 * @param operators codes of the built-in operators ({@code BuiltinOperator})
 * @param formats codes of the tensors' number formats (the schema's {@code TensorType}, not the
 *     library's {@code TfLiteType})
 */
record GraphInventory(Set<Integer> operators, Set<Integer> formats) {
    /** e to the power of x. */
    static final int EXP = 47;

    /** Probabilities that sum to one. */
    static final int SOFTMAX = 25;

    /** 32-bit floats. */
    static final int FORMAT_FLOAT32 = 0;

    /** Unsigned bytes. */
    static final int FORMAT_UINT8 = 3;

    /** Signed bytes. */
    static final int FORMAT_INT8 = 9;

    private static final int MODEL_OPERATOR_CODES = 1;
    private static final int MODEL_SUBGRAPHS = 2;
    private static final int SUBGRAPH_TENSORS = 0;
    private static final int TENSOR_TYPE = 1;
    private static final int CODE_DEPRECATED_BUILTIN = 0;
    private static final int CODE_BUILTIN = 3;

    GraphInventory {
        operators = Set.copyOf(operators);
        formats = Set.copyOf(formats);
    }

    /**
     * Reads what a model has.
     *
     * @param model a model's bytes, little-endian, that {@link GraphCheck} found sound
     */
    static GraphInventory read(ByteBuffer model) {
        Flatbuffer buffer = new Flatbuffer(model);
        Set<Integer> operators = new HashSet<>();
        int codes = buffer.vector(buffer.root(), MODEL_OPERATOR_CODES);
        for (int i = 0; i < buffer.length(codes); i++) {
            operators.add(builtinOf(buffer, buffer.tableAt(codes, i)));
        }
        Set<Integer> formats = new HashSet<>();
        int subgraph = buffer.tableAt(buffer.vector(buffer.root(), MODEL_SUBGRAPHS), 0);
        int tensors = buffer.vector(subgraph, SUBGRAPH_TENSORS);
        for (int i = 0; i < buffer.length(tensors); i++) {
            formats.add(buffer.byteField(buffer.tableAt(tensors, i), TENSOR_TYPE));
        }
        return new GraphInventory(operators, formats);
    }

    /** Returns the number format of a table {@code Tensor}. */
    static TensorType formatOf(Flatbuffer buffer, int tensor) {
        return switch (buffer.byteField(tensor, TENSOR_TYPE)) {
            case FORMAT_FLOAT32 -> TensorType.FLOAT32;
            case FORMAT_UINT8 -> TensorType.UINT8;
            case FORMAT_INT8 -> TensorType.INT8;
            default -> TensorType.OTHER;
        };
    }

    /** Returns the built-in operator of a table {@code OperatorCode}. */
    static int builtinOf(Flatbuffer buffer, int code) {
        // Codes up to 127 were a byte once; both fields are written and the larger one counts.
        return Math.max(
                buffer.byteField(code, CODE_DEPRECATED_BUILTIN),
                buffer.intField(code, CODE_BUILTIN));
    }
}
