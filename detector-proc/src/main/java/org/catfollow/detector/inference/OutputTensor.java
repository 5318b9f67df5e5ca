package org.catfollow.detector.inference;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The numbers of one output, as the model stores them: floats, or bytes that stand for real numbers.
 * Filled again by each run. One thread; reading allocates nothing.
 *
 * <p>Bytes stay bytes until a number is asked for: of some hundred thousand scores nearly all are low,
 * and that is seen without turning them into real ones. Compare {@link #stored} with {@link
 * #leastStored}.
 */
public final class OutputTensor {
    private final TensorInfo info;
    private final float[] floats;
    private final byte[] bytes;

    private OutputTensor(TensorInfo info, float[] floats, byte[] bytes) {
        this.info = info;
        this.floats = floats;
        this.bytes = bytes;
    }

    /** Returns an output of floats over this array. */
    public static OutputTensor ofFloats(TensorInfo info, float[] floats) {
        return new OutputTensor(info, floats, null);
    }

    /** Returns an output of quantised bytes, {@code int8} or {@code uint8}, over this array. */
    public static OutputTensor ofBytes(TensorInfo info, byte[] bytes) {
        return new OutputTensor(info, null, bytes);
    }

    /** Returns whether numbers of this tensor can be read: floats, or bytes with a scale. */
    public static boolean canRead(TensorInfo info) {
        boolean bytes = info.type() == TensorType.UINT8 || info.type() == TensorType.INT8;
        return info.type() == TensorType.FLOAT32
                || (bytes && info.scale() > 0f && Float.isFinite(info.scale()));
    }

    /** Returns what the model says of it. */
    public TensorInfo info() {
        return info;
    }

    /** Returns how many numbers there are. */
    public int length() {
        return floats != null ? floats.length : bytes.length;
    }

    /** Returns number {@code i} as the model stores it. */
    public float stored(int i) {
        if (floats != null) {
            return floats[i];
        }
        return info.type() == TensorType.INT8 ? bytes[i] : Byte.toUnsignedInt(bytes[i]);
    }

    /** Returns number {@code i}. */
    public float real(int i) {
        return floats != null ? floats[i] : info.scale() * (stored(i) - info.zeroPoint());
    }

    /**
     * Returns a limit such that every number of at least {@code real} is stored as at least this; for
     * bytes, some a step below it are too.
     */
    public float leastStored(float real) {
        return floats != null ? real : (float) Math.floor(real / info.scale() + info.zeroPoint());
    }

    /** Returns how far two neighbouring numbers are apart; 0 for floats. */
    public float step() {
        return floats != null ? 0f : info.scale();
    }

    /** Takes over what a run put out. */
    void readFrom(MemorySegment memory) {
        if (floats != null) {
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, 0, floats, 0, floats.length);
        } else {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, 0, bytes.length);
        }
    }
}
