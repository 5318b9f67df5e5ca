package org.catfollow.detector.inference;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads tables, vectors and strings of a flatbuffer; positions are absolute bytes.
 *
 * <p>Format: https://flatbuffers.dev/internals. A position outside of the buffer ends in {@link
 * IndexOutOfBoundsException}, whatever the bytes are.
 */
final class Flatbuffer {
    private final ByteBuffer bytes;

    /** Reads from {@code bytes}, which is in little-endian order. */
    Flatbuffer(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Returns the position of the outermost table. */
    int root() {
        return bytes.getInt(0);
    }

    /** Returns the position of a table's field, or 0 where the table leaves it out. */
    int field(int table, int index) {
        int vtable = table - bytes.getInt(table);
        int vtableBytes = Short.toUnsignedInt(bytes.getShort(vtable));
        int entry = Short.BYTES * (2 + index);
        if (entry + Short.BYTES > vtableBytes) {
            return 0;
        }
        int offset = Short.toUnsignedInt(bytes.getShort(vtable + entry));
        return offset == 0 ? 0 : table + offset;
    }

    /** Returns a number field, or 0 where left out. */
    int intField(int table, int index) {
        int at = field(table, index);
        return at == 0 ? 0 : bytes.getInt(at);
    }

    /** Returns a number field of one byte, or 0 where left out. */
    int byteField(int table, int index) {
        int at = field(table, index);
        return at == 0 ? 0 : bytes.get(at);
    }

    /** Returns the position of a field's vector, or 0 where left out. */
    int vector(int table, int index) {
        int at = field(table, index);
        return at == 0 ? 0 : at + bytes.getInt(at);
    }

    /** Returns the position of a field's table, or 0 where left out. */
    int table(int table, int index) {
        return vector(table, index);
    }

    /** Returns the number of elements of a vector; none for position 0. */
    int length(int vector) {
        if (vector == 0) {
            return 0;
        }
        int length = bytes.getInt(vector);
        if (length < 0 || length > bytes.limit()) {
            throw new IndexOutOfBoundsException("vector of length " + length);
        }
        return length;
    }

    /** Returns the position of table {@code i} of a vector of tables. */
    int tableAt(int vector, int i) {
        int at = vector + Integer.BYTES * (1 + i);
        return at + bytes.getInt(at);
    }

    /** Returns the numbers of a vector of 32-bit numbers. */
    int[] ints(int vector) {
        int[] values = new int[length(vector)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getInt(vector + Integer.BYTES * (1 + i));
        }
        return values;
    }

    /** Returns the numbers of a vector of 32-bit floating-point numbers. */
    float[] floats(int vector) {
        float[] values = new float[length(vector)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes.getFloat(vector + Integer.BYTES * (1 + i));
        }
        return values;
    }

    /** Returns the bytes of a vector of bytes. */
    byte[] bytes(int vector) {
        byte[] copy = new byte[length(vector)];
        if (copy.length > 0) {
            bytes.get(vector + Integer.BYTES, copy);
        }
        return copy;
    }

    /** Returns a string; strings are vectors of bytes. */
    String string(int vector) {
        return new String(bytes(vector), StandardCharsets.UTF_8);
    }
}
