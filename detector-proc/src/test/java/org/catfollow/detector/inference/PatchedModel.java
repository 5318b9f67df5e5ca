package org.catfollow.detector.inference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A model with a few numbers of its graph exchanged, in a file of its own. */
public final class PatchedModel {
    private static final int MODEL_OPERATOR_CODES = 1;
    private static final int MODEL_SUBGRAPHS = 2;
    private static final int SUBGRAPH_OUTPUTS = 2;
    private static final int CODE_DEPRECATED_BUILTIN = 0;
    private static final int CODE_BUILTIN = 3;

    private final ByteBuffer bytes;
    private final Flatbuffer buffer;

    /** Reads a model. */
    public PatchedModel(Path model) throws IOException {
        bytes = ByteBuffer.wrap(Files.readAllBytes(model)).order(ByteOrder.LITTLE_ENDIAN);
        buffer = new Flatbuffer(bytes);
    }

    /** Makes another tensor the only output. */
    public PatchedModel withOutput(int tensor) {
        int subgraph = buffer.tableAt(buffer.vector(buffer.root(), MODEL_SUBGRAPHS), 0);
        bytes.putInt(buffer.vector(subgraph, SUBGRAPH_OUTPUTS) + Integer.BYTES, tensor);
        return this;
    }

    /** Exchanges a built-in operator everywhere. */
    public PatchedModel withOperator(int code, int otherCode) {
        int codes = buffer.vector(buffer.root(), MODEL_OPERATOR_CODES);
        for (int i = 0; i < buffer.length(codes); i++) {
            int table = buffer.tableAt(codes, i);
            if (buffer.byteField(table, CODE_DEPRECATED_BUILTIN) == code) {
                bytes.put(buffer.field(table, CODE_DEPRECATED_BUILTIN), (byte) otherCode);
                if (buffer.field(table, CODE_BUILTIN) != 0) {
                    bytes.putInt(buffer.field(table, CODE_BUILTIN), otherCode);
                }
            }
        }
        return this;
    }

    /** Writes it. */
    public Path writeTo(Path file) throws IOException {
        return Files.write(file, bytes.array());
    }
}
