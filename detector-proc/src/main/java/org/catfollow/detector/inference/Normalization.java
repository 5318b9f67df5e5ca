package org.catfollow.detector.inference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * Mean and deviation of the pictures that a model was trained on, from TensorFlow's metadata: the model
 * takes (byte - mean) / deviation.
 *
 * <p>Field numbers are those of {@code tensorflow/lite/schema/schema.fbs} and of {@code
 * metadata_schema.fbs} in tflite-support.
 *
 * @param mean the same for all colours
 * @param deviation the same for all colours, above 0
 */
public record Normalization(float mean, float deviation) {
    private static final String BUFFER_NAME = "TFLITE_METADATA";

    /** {@code M001}, at byte 4 of the metadata. */
    private static final int IDENTIFIER = 'M' | '0' << 8 | '0' << 16 | '1' << 24;

    private static final int MODEL_BUFFERS = 4;
    private static final int MODEL_METADATA = 6;
    private static final int BUFFER_DATA = 0;
    private static final int METADATA_NAME = 0;
    private static final int METADATA_BUFFER = 1;
    private static final int SUBGRAPH_METADATA = 3;
    private static final int INPUT_TENSOR_METADATA = 2;
    private static final int PROCESS_UNITS = 4;
    private static final int OPTIONS_TYPE = 0;
    private static final int OPTIONS = 1;
    private static final int NORMALIZATION_OPTIONS = 1;
    private static final int MEAN = 0;
    private static final int STD = 1;
    private static final int SMALLEST_BYTES = 8;

    /** Metadata that cannot be followed, with the reason. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;

        Unusable(String reason) {
            super(reason);
        }
    }

    /**
     * Finds those of the first input.
     *
     * @param model a model's bytes, little-endian, that {@link GraphCheck} found sound
     * @return nothing where the metadata is missing, of another version, or does not name them
     */
    static Optional<Normalization> find(ByteBuffer model) throws Unusable {
        try {
            byte[] metadata = metadata(new Flatbuffer(model));
            ByteBuffer bytes = ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN);
            if (metadata.length < SMALLEST_BYTES || bytes.getInt(Integer.BYTES) != IDENTIFIER) {
                return Optional.empty();
            }
            return ofFirstInput(new Flatbuffer(bytes));
        } catch (IndexOutOfBoundsException e) {
            throw new Unusable("its metadata is damaged");
        }
    }

    private static byte[] metadata(Flatbuffer buffer) {
        int list = buffer.vector(buffer.root(), MODEL_METADATA);
        for (int i = 0; i < buffer.length(list); i++) {
            int entry = buffer.tableAt(list, i);
            if (buffer.string(buffer.vector(entry, METADATA_NAME)).equals(BUFFER_NAME)) {
                int buffers = buffer.vector(buffer.root(), MODEL_BUFFERS);
                int index = buffer.intField(entry, METADATA_BUFFER);
                if (index < 0 || index >= buffer.length(buffers)) {
                    throw new IndexOutOfBoundsException("buffer " + index);
                }
                return buffer.bytes(buffer.vector(buffer.tableAt(buffers, index), BUFFER_DATA));
            }
        }
        return new byte[0];
    }

    private static Optional<Normalization> ofFirstInput(Flatbuffer metadata) throws Unusable {
        int subgraphs = metadata.vector(metadata.root(), SUBGRAPH_METADATA);
        if (metadata.length(subgraphs) == 0) {
            return Optional.empty();
        }
        int inputs = metadata.vector(metadata.tableAt(subgraphs, 0), INPUT_TENSOR_METADATA);
        if (metadata.length(inputs) == 0) {
            return Optional.empty();
        }
        int units = metadata.vector(metadata.tableAt(inputs, 0), PROCESS_UNITS);
        for (int i = 0; i < metadata.length(units); i++) {
            int unit = metadata.tableAt(units, i);
            int options = metadata.table(unit, OPTIONS);
            if (metadata.byteField(unit, OPTIONS_TYPE) == NORMALIZATION_OPTIONS && options != 0) {
                float mean = same("mean", metadata.floats(metadata.vector(options, MEAN)));
                float deviation = same("std", metadata.floats(metadata.vector(options, STD)));
                if (!(deviation > 0)) {
                    throw new Unusable("its metadata has the std " + deviation);
                }
                return Optional.of(new Normalization(mean, deviation));
            }
        }
        return Optional.empty();
    }

    /** One number stands for all colours; three that differ are another model's preprocessing. */
    private static float same(String what, float[] numbers) throws Unusable {
        if (numbers.length != 1 && numbers.length != 3) {
            throw new Unusable("its metadata has " + numbers.length + " numbers for " + what);
        }
        for (float number : numbers) {
            if (!Float.isFinite(number)) {
                throw new Unusable("its metadata has the " + what + " " + number);
            }
            if (number != numbers[0]) {
                throw new Unusable(
                        "its metadata has another "
                                + what
                                + " for each colour, which is not supported");
            }
        }
        return numbers[0];
    }
}
