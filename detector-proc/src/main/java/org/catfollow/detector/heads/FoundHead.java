package org.catfollow.detector.heads;

import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.catfollow.detector.decode.DetectionHead;
import org.catfollow.detector.inference.OutputTensor;
import org.catfollow.detector.labels.ClassFilter;

/**
 * What kind of detector a model is, and how to read it.
 *
 * @param type its kind
 * @param classCount how many classes it tells apart, where it says so
 * @param maker makes the head that reads it
 */
public record FoundHead(ModelType type, OptionalInt classCount, Maker maker) {
    /** Makes a head, once the classes that the user wants are known. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Makes a head.
         *
         * @param outputs gives the model's outputs by their position
         */
        DetectionHead make(IntFunction<OutputTensor> outputs, ClassFilter filter);
    }
}
