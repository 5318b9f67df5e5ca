package org.catfollow.detector.inference;

import java.util.List;
import java.util.Optional;

/**
 * What a model says of itself, as far as it tells which kind of detector it is.
 *
 * @param input its only input, a picture [1, height, width, 3]
 * @param outputs its outputs, in its own order
 * @param postProcess the operator with which SSD models end, where it has one
 * @param hasExp whether it computes powers of e anywhere
 * @param hasSoftmax whether it computes probabilities that sum to one anywhere
 */
public record ModelDescription(
        TensorInfo input,
        List<TensorInfo> outputs,
        Optional<PostProcessOperator> postProcess,
        boolean hasExp,
        boolean hasSoftmax) {
    /** Copies the outputs. */
    public ModelDescription {
        outputs = List.copyOf(outputs);
    }

    /** Returns the width of the picture that it takes, pixels. */
    public int inputWidth() {
        return input.shape().get(2);
    }

    /** Returns the height of the picture that it takes, pixels. */
    public int inputHeight() {
        return input.shape().get(1);
    }
}
