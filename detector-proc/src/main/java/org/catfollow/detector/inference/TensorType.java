package org.catfollow.detector.inference;

import java.util.Locale;

/** Number formats of tensors; the codes are {@code TfLiteType}'s in {@code c/c_api_types.h}. */
public enum TensorType {
    /** 32-bit IEEE float. */
    FLOAT32(1),
    /** 32-bit signed integer. */
    INT32(2),
    /** Unsigned byte, usually quantised. */
    UINT8(3),
    /** 64-bit signed integer. */
    INT64(4),
    /** Signed byte, usually quantised. */
    INT8(9),
    /** Anything else; no detector of ours reads or writes it. */
    OTHER(-1);

    private final int code;

    TensorType(int code) {
        this.code = code;
    }

    static TensorType ofCode(int code) {
        for (TensorType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return OTHER;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
