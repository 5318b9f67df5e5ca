package org.catfollow.detector.inference;

import java.util.List;

/**
 * What a model says of one tensor.
 *
 * @param name the tensor's name in the model; may be empty
 * @param type its number format
 * @param shape its dimensions, outermost first
 * @param scale for quantised tensors, real = scale * (number - zeroPoint); 0 where not quantised
 * @param zeroPoint see {@code scale}
 */
public record TensorInfo(
        String name, TensorType type, List<Integer> shape, float scale, int zeroPoint) {
    /** Copies the shape. */
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** Returns whether it has these dimensions; -1 stands for any. */
    public boolean hasShape(int... dimensions) {
        if (shape.size() != dimensions.length) {
            return false;
        }
        for (int i = 0; i < dimensions.length; i++) {
            if (dimensions[i] != -1 && shape.get(i) != dimensions[i]) {
                return false;
            }
        }
        return true;
    }

    /** Returns name, type and shape, as in {@code image uint8[1,300,300,3]}. */
    @Override
    public String toString() {
        return name + " " + type + shape.toString().replace(" ", "");
    }
}
