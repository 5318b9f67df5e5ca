package org.catfollow.detector.inference;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;

/**
 * A model file, read whole into memory of our own and looked at before any native code is.
 *
 * <p>Not mapped: a mapped file that somebody makes shorter ends the JVM with a bus error.
 */
final class ModelFile {
    /** Stands at byte 4 of each TensorFlow Lite model ({@code file_identifier} of its schema). */
    private static final int IDENTIFIER = 'T' | 'F' << 8 | 'L' << 16 | '3' << 24;

    private static final long SMALLEST_BYTES = 32;
    private static final long LARGEST_BYTES = 256L << 20;

    // What a flatbuffer needs at most; TensorFlow Lite's own allocations have the same.
    private static final long ALIGNMENT = 64;

    private final Path path;
    private final MemorySegment bytes;

    private ModelFile(Path path, MemorySegment bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /**
     * Reads a model.
     *
     * @param arena how long its bytes live: longer than the interpreter made from it
     * @throws StageFailure (model) where the file is missing, a folder, unreadable, empty or no model
     */
    static ModelFile read(Path path, Arena arena) {
        if (!Files.exists(path)) {
            throw unusable(path, "no such file; name another one with --model", null);
        }
        if (!Files.isRegularFile(path)) {
            throw unusable(path, "not a regular file; pass a .tflite file", null);
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < SMALLEST_BYTES || size > LARGEST_BYTES) {
                throw unusable(
                        path,
                        size == 0
                                ? "the file is empty"
                                : "its " + size + " bytes are no size of a model",
                        null);
            }
            MemorySegment bytes = arena.allocate(size, ALIGNMENT);
            ByteBuffer buffer = bytes.asByteBuffer();
            while (buffer.hasRemaining()) {
                if (channel.read(buffer) < 0) {
                    throw unusable(path, "the file became shorter while it was read", null);
                }
            }
            ModelFile file = new ModelFile(path, bytes);
            if (file.littleEndian().getInt(Integer.BYTES) != IDENTIFIER) {
                throw unusable(
                        path, "not a TensorFlow Lite model (no TFL3 at byte 4 of the file)", null);
            }
            return file;
        } catch (IOException e) {
            throw unusable(path, "it cannot be read: " + e, e);
        }
    }

    Path path() {
        return path;
    }

    long address() {
        return bytes.address();
    }

    long length() {
        return bytes.byteSize();
    }

    /** Returns the bytes in the order that flatbuffers have on every machine; do not write. */
    ByteBuffer littleEndian() {
        return bytes.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns the failure "model PATH cannot be used: reason". */
    StageFailure unusable(String reason) {
        return unusable(path, reason, null);
    }

    private static StageFailure unusable(Path path, String reason, Throwable cause) {
        return new StageFailure(
                ExitCode.MODEL, "model " + path + " cannot be used: " + reason, cause);
    }
}
