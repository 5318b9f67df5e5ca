package org.catfollow.detector.inference;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.catfollow.runtime.StageFailure;

/**
 * What a model's file says of itself. Nothing of it is built or run, so that no file can end the
 * process; whether it runs is found out by {@link TfliteModel}.
 */
public final class DeclaredModel {
    private static final int MODEL_SUBGRAPHS = 2;
    private static final int SUBGRAPH_TENSORS = 0;
    private static final int SUBGRAPH_INPUTS = 1;
    private static final int SUBGRAPH_OUTPUTS = 2;
    private static final int TENSOR_SHAPE = 0;
    private static final int TENSOR_NAME = 3;
    private static final int PICTURE_RANK = 4;

    private final Flatbuffer buffer;
    private final int subgraph;

    private DeclaredModel(Flatbuffer buffer) {
        this.buffer = buffer;
        this.subgraph = buffer.tableAt(buffer.vector(buffer.root(), MODEL_SUBGRAPHS), 0);
    }

    /**
     * Reads a model's file.
     *
     * @return its tensors as the file declares them, without their steps; empty where it does not take
     *     one picture
     * @throws StageFailure (model) where it cannot be read, or is no sound model
     */
    public static Optional<ModelDescription> read(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            ModelFile file = ModelFile.read(path, arena);
            GraphInventory inventory = TfliteInterpreter.verify(file, arena);
            ByteBuffer bytes = file.littleEndian();
            DeclaredModel declared = new DeclaredModel(new Flatbuffer(bytes));
            List<TensorInfo> inputs = declared.tensors(SUBGRAPH_INPUTS);
            if (inputs.size() != 1 || inputs.get(0).shape().size() != PICTURE_RANK) {
                return Optional.empty();
            }
            return Optional.of(
                    new ModelDescription(
                            inputs.get(0),
                            declared.tensors(SUBGRAPH_OUTPUTS),
                            PostProcessOperator.find(bytes),
                            inventory.operators().contains(GraphInventory.EXP),
                            inventory.operators().contains(GraphInventory.SOFTMAX)));
        }
    }

    private List<TensorInfo> tensors(int list) {
        int tensors = buffer.vector(subgraph, SUBGRAPH_TENSORS);
        return Arrays.stream(buffer.ints(buffer.vector(subgraph, list)))
                .mapToObj(number -> tensor(buffer.tableAt(tensors, number)))
                .toList();
    }

    private TensorInfo tensor(int table) {
        List<Integer> shape =
                Arrays.stream(buffer.ints(buffer.vector(table, TENSOR_SHAPE))).boxed().toList();
        return new TensorInfo(
                buffer.string(buffer.vector(table, TENSOR_NAME)),
                GraphInventory.formatOf(buffer, table),
                shape,
                0,
                0);
    }
}
