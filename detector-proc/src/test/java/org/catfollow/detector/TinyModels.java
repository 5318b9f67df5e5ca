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
        int tensorList = builder.createVectorOfTables(tensors);
        int shown = ints(builder, 0);
        int drawn = ints(builder, 1);
        builder.startTable(6);
        builder.addInt(1, stride, 0);
        builder.addInt(2, stride, 0);
        builder.addInt(3, WINDOW, 0);
        builder.addInt(4, WINDOW, 0);
        int options = builder.endTable();
        builder.startTable(5);
        builder.addOffset(1, shown, 0);
        builder.addOffset(2, drawn, 0);
        builder.addByte(3, POOL_2D_OPTIONS, 0);
        builder.addOffset(4, options, 0);
        int operator = builder.endTable();
        int operatorList = builder.createVectorOfTables(new int[] {operator});
        builder.startTable(4);
        builder.addOffset(0, tensorList, 0);
        builder.addOffset(1, shown, 0);
        builder.addOffset(2, drawn, 0);
        builder.addOffset(3, operatorList, 0);
        int subgraph = builder.endTable();
        return write(builder, AVERAGE_POOL_2D, subgraph, file);
    }

    /**
     * Writes a detector of finished rows, whose 16 rows are the picture's numbers themselves: what is
     * black is no box.
     */
    public static Path rows(Path file) {
        FlatBufferBuilder builder = new FlatBufferBuilder();
        int[] tensors = {tensor(builder, "shown", 1, 8, 4, 3), tensor(builder, "rows", 1, 16, 6)};
        int tensorList = builder.createVectorOfTables(tensors);
        int shown = ints(builder, 0);
        int rows = ints(builder, 1);
        int newShape = ints(builder, 1, 16, 6);
        builder.startTable(1);
        builder.addOffset(0, newShape, 0);
        int options = builder.endTable();
        builder.startTable(5);
        builder.addOffset(1, shown, 0);
        builder.addOffset(2, rows, 0);
        builder.addByte(3, RESHAPE_OPTIONS, 0);
        builder.addOffset(4, options, 0);
        int operatorList = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(4);
        builder.addOffset(0, tensorList, 0);
        builder.addOffset(1, shown, 0);
        builder.addOffset(2, rows, 0);
        builder.addOffset(3, operatorList, 0);
        int subgraph = builder.endTable();
        return write(builder, RESHAPE, subgraph, file);
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

    private static Path write(
            FlatBufferBuilder builder, int operatorCode, int subgraph, Path file) {
        int subgraphs = builder.createVectorOfTables(new int[] {subgraph});
        builder.startTable(4);
        builder.addByte(0, (byte) operatorCode, 0);
        builder.addInt(2, 1, 0);
        builder.addInt(3, operatorCode, 0);
        int codes = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(1);
        int buffers = builder.createVectorOfTables(new int[] {builder.endTable()});
        builder.startTable(5);
        builder.addInt(0, SCHEMA_VERSION, 0);
        builder.addOffset(1, codes, 0);
        builder.addOffset(2, subgraphs, 0);
        builder.addOffset(4, buffers, 0);
        builder.finish(builder.endTable(), "TFL3");
        try {
            return Files.write(file, builder.sizedByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
