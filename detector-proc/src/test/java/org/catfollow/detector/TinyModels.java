package org.catfollow.detector;

import com.google.flatbuffers.FlatBufferBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Models of a few hundred bytes, made here; field numbers are those of {@code
 * tensorflow/lite/schema/schema.fbs}.
 */
public final class TinyModels {
    private static final int AVERAGE_POOL_2D = 1;
    private static final byte POOL_2D_OPTIONS = 5;
    private static final int RESHAPE = 22;
    private static final byte RESHAPE_OPTIONS = 17;
    private static final int SCHEMA_VERSION = 3;
    private static final int WINDOW = 3;

    private TinyModels() {}

    /**
     * Writes a model that draws each pixel as the mean of its 3x3 neighbours: an auto-encoder that
     * draws plain surfaces well and fine patterns badly.
     *
     * @param channels of the picture
     * @param stride 1 draws in the size of the picture, 2 in half of it
     */
    public static Path blur(Path file, int side, int channels, int stride) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int drawnSide = (side + stride - 1) / stride;
        int[] tensors = {
            tensor(builder, "shown", 1, side, side, channels),
            tensor(builder, "drawn", 1, drawnSide, drawnSide, channels)
        };
        builder.startTable(6);
        builder.addInt(1, stride, 0);
        builder.addInt(2, stride, 0);
        builder.addInt(3, WINDOW, 0);
        builder.addInt(4, WINDOW, 0);
        int options = builder.endTable();
        return write(
                builder, tensors, AVERAGE_POOL_2D, POOL_2D_OPTIONS, options, new byte[0], file);
    }

    /**
     * Writes a detector of finished rows, whose 16 rows are the picture's numbers themselves: what is
     * black is no box.
     */
    public static Path rows(Path file) {
        return rows(file, 8, 4, new byte[0]);
    }

    /**
     * Writes a detector of finished rows, which are the picture's numbers themselves.
     *
     * @param side of the picture; even
     * @param metadata TensorFlow's; none where that has no bytes
     */
    public static Path rows(Path file, int side, byte[] metadata) {
        return rows(file, side, side, metadata);
    }

    private static Path rows(Path file, int height, int width, byte[] metadata) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int rows = height * width / 2;
        int[] tensors = {
            tensor(builder, "shown", 1, height, width, 3), tensor(builder, "rows", 1, rows, 6)
        };
        int shape = ints(builder, 1, rows, 6);
        builder.startTable(1);
        builder.addOffset(0, shape, 0);
        int options = builder.endTable();
        return write(builder, tensors, RESHAPE, RESHAPE_OPTIONS, options, metadata, file);
    }

    private static int tensor(FlatBufferBuilder builder, String name, int... shape) {
        int shapeAt = ints(builder, shape);
        int nameAt = builder.createString(name);
        builder.startTable(4);
        builder.addOffset(0, shapeAt, 0);
        builder.addOffset(3, nameAt, 0);
        return builder.endTable();
    }

    private static int ints(FlatBufferBuilder builder, int... values) {
        builder.startVector(Integer.BYTES, values.length, Integer.BYTES);
        for (int i = values.length - 1; i >= 0; i--) {
            builder.addInt(values[i]);
        }
        return builder.endVector();
    }

    /** Writes a model of one operator, from tensor 0 to tensor 1. */
    private static Path write(
            FlatBufferBuilder builder,
            int[] tensors,
            int code,
            byte optionsType,
            int options,
            byte[] metadata,
            Path file) {
        int tensorList = builder.createVectorOfTables(tensors);
        int from = ints(builder, 0);
        int to = ints(builder, 1);
        builder.startTable(5);
        builder.addOffset(1, from, 0);
        builder.addOffset(2, to, 0);
        builder.addByte(3, optionsType, (byte) 0);
        builder.addOffset(4, options, 0);
        int operatorList = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(4);
        builder.addOffset(0, tensorList, 0);
        builder.addOffset(1, from, 0);
        builder.addOffset(2, to, 0);
        builder.addOffset(3, operatorList, 0);
        int subgraphs = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(4);
        builder.addByte(0, (byte) code, 0);
        builder.addInt(2, 1, 0);
        builder.addInt(3, code, 0);
        int codes = builder.createVectorOfTables(new int[] {builder.endTable()});
        int metadataList = builder.createVectorOfTables(metadataEntries(builder, metadata));
        int data = builder.createByteVector(metadata);
        builder.startTable(1);
        int empty = builder.endTable();
        builder.startTable(1);
        builder.addOffset(0, data, 0);
        int buffers = builder.createVectorOfTables(new int[] {empty, builder.endTable()});
        builder.startTable(7);
        builder.addInt(0, SCHEMA_VERSION, 0);
        builder.addOffset(1, codes, 0);
        builder.addOffset(2, subgraphs, 0);
        builder.addOffset(4, buffers, 0);
        builder.addOffset(6, metadataList, 0);
        builder.finish(builder.endTable(), "TFL3");
        try {
            return Files.write(file, builder.sizedByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] metadataEntries(FlatBufferBuilder builder, byte[] metadata) {
        if (metadata.length == 0) {
            return new int[0];
        }
        int name = builder.createString("TFLITE_METADATA");
        builder.startTable(2);
        builder.addOffset(0, name, 0);
        builder.addInt(1, 1, 0);
        return new int[] {builder.endTable()};
    }

    /** Returns metadata that says how the first input is normalised. */
    public static byte[] normalization(float[] mean, float[] std) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int means = floats(builder, mean);
        int stds = floats(builder, std);
        builder.startTable(2);
        builder.addOffset(0, means, 0);
        builder.addOffset(1, stds, 0);
        int options = builder.endTable();
        builder.startTable(2);
        builder.addByte(0, (byte) 1, 0);
        builder.addOffset(1, options, 0);
        int units = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(5);
        builder.addOffset(4, units, 0);
        int inputs = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(3);
        builder.addOffset(2, inputs, 0);
        int subgraphs = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(4);
        builder.addOffset(3, subgraphs, 0);
        builder.finish(builder.endTable(), "M001");
        return builder.sizedByteArray();
    }

    private static int floats(FlatBufferBuilder builder, float... values) {
        builder.startVector(Float.BYTES, values.length, Float.BYTES);
        for (int i = values.length - 1; i >= 0; i--) {
            builder.addFloat(values[i]);
        }
        return builder.endVector();
    }
}
