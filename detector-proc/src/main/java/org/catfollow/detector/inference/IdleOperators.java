package org.catfollow.detector.inference;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;

/**
 * Operators that compute what nobody reads.
 *
 * <p>Converters leave none. A damaged file may have one, and XNNPACK ends the process when it meets one
 * on signed bytes (TensorFlow Lite 2.20.0); the library's own kernels do not mind.
 *
 * <p>Field numbers are those of {@code tensorflow/lite/schema/schema.fbs}.
 */
final class IdleOperators {
    private static final int MODEL_SUBGRAPHS = 2;
    private static final int SUBGRAPH_OUTPUTS = 2;
    private static final int SUBGRAPH_OPERATORS = 3;
    private static final int OPERATOR_INPUTS = 1;
    private static final int OPERATOR_OUTPUTS = 2;

    private IdleOperators() {}

    /**
     * Returns the first operator of which no result is read, by another one or as an output.
     *
     * @param model a model's bytes, little-endian, that {@link GraphCheck} found sound
     */
    static OptionalInt first(ByteBuffer model) {
        Flatbuffer buffer = new Flatbuffer(model);
        int subgraph = buffer.tableAt(buffer.vector(buffer.root(), MODEL_SUBGRAPHS), 0);
        int operators = buffer.vector(subgraph, SUBGRAPH_OPERATORS);
        BitSet read = new BitSet();
        mark(read, buffer.ints(buffer.vector(subgraph, SUBGRAPH_OUTPUTS)));
        for (int i = 0; i < buffer.length(operators); i++) {
            int operator = buffer.tableAt(operators, i);
            mark(read, buffer.ints(buffer.vector(operator, OPERATOR_INPUTS)));
        }
        for (int i = 0; i < buffer.length(operators); i++) {
            int operator = buffer.tableAt(operators, i);
            int[] results = buffer.ints(buffer.vector(operator, OPERATOR_OUTPUTS));
            if (results.length > 0 && Arrays.stream(results).noneMatch(read::get)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static void mark(BitSet read, int[] tensors) {
        for (int tensor : tensors) {
            // Optional inputs that are left out are -1.
            if (tensor >= 0) {
                read.set(tensor);
            }
        }
    }
}
