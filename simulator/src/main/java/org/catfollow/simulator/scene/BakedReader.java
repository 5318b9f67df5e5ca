package org.catfollow.simulator.scene;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Reads a {@link BakedFile}: all of it by one read, checked as a whole, then copied array by array. Read
 * and not mapped, as a file that is cut short meanwhile is then an error and no crash.
 */
final class BakedReader {
    /** Why a file is of no use; the message says what is wrong, expected and actual. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1L;

        Damaged(String message) {
            super(message);
        }
    }

    private final ByteBuffer in;
    private List<Texture> textures = List.of();

    private BakedReader(ByteBuffer in) {
        this.in = in;
    }

    /**
     * Reads what was baked from a recipe.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws Damaged when it is not what was written, or was baked from something else
     * @throws IOException when it cannot be read
     */
    static Baked read(Path file, Recipe recipe) throws IOException {
        // Its memory is given back at the end: there may be no collection for days.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            long length = channel.size();
            require("length", length >= BakedFile.RECIPE_AT && length <= BakedFile.LONGEST, length);
            ByteBuffer in = arena.allocate(length, Double.BYTES).asByteBuffer();
            while (in.hasRemaining()) {
                if (channel.read(in) < 0) {
                    throw new EOFException("cut short while it was read");
                }
            }
            BakedReader reader = new BakedReader(in.flip().order(ByteOrder.LITTLE_ENDIAN));
            reader.check(recipe.bytes());
            return reader.content();
        } catch (RuntimeException e) {
            // A whole file that no writer of this version has made.
            throw new Damaged("expected what its counts say, found " + e);
        }
    }

    private void check(byte[] recipe) throws Damaged {
        require("magic", in.getLong(0) == BakedFile.MAGIC, in.getLong(0));
        int version = in.getInt(BakedFile.VERSION_AT);
        require("version " + BakedFile.VERSION, version == BakedFile.VERSION, version);
        long length = in.getLong(BakedFile.LENGTH_AT);
        require("length " + length, length == in.limit(), in.limit());
        CRC32C sum = new CRC32C();
        sum.update(in.position(BakedFile.LENGTH_AT));
        int checksum = in.getInt(BakedFile.CHECKSUM_AT);
        require("checksum " + checksum, (int) sum.getValue() == checksum, sum.getValue());
        ByteBuffer own = ByteBuffer.wrap(recipe);
        int recipeLength = in.getInt(BakedFile.RECIPE_LENGTH_AT);
        boolean same =
                recipeLength == recipe.length
                        && in.slice(BakedFile.RECIPE_AT, recipeLength).equals(own);
        require("the same recipe", same, "another");
    }

    private static void require(String expected, boolean met, Object actual) throws Damaged {
        if (!met) {
            throw new Damaged("expected " + expected + ", found " + actual);
        }
    }

    private Baked content() throws Damaged {
        in.position(BakedFile.COUNTS_AT);
        int textureCount = in.getInt();
        int roomCount = in.getInt();
        int furnitureCount = in.getInt();
        int meshCount = in.getInt();
        in.position(BakedFile.RECIPE_AT + BakedFile.filled(in.getInt(BakedFile.RECIPE_LENGTH_AT)));
        textures = new ArrayList<>(textureCount);
        for (int i = 0; i < textureCount; i++) {
            textures.add(texture());
        }
        List<Patch> room = patches(roomCount);
        List<Patch> furniture = patches(furnitureCount);
        List<Mesh> meshes = new ArrayList<>(meshCount);
        for (int i = 0; i < meshCount; i++) {
            meshes.add(mesh());
        }
        require("nothing behind the last mesh", !in.hasRemaining(), in.remaining());
        return new Baked(textures, room, furniture, meshes);
    }

    private Texture texture() {
        int widthShift = in.getInt();
        int heightShift = in.getInt();
        int[][] levels = new int[Math.min(widthShift, heightShift) + 1][];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = ints(1 << (widthShift - level + heightShift - level));
        }
        return Texture.of(levels, widthShift, heightShift);
    }

    private List<Patch> patches(int count) {
        List<Patch> patches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double[][] vectors = {doubles(3), doubles(3), doubles(3), doubles(3)};
            double[] sizes = doubles(4);
            Texture texture = textures.get(in.getInt());
            boolean floor = in.getInt() != 0;
            float glow = in.getFloat();
            int columns = in.getInt();
            float[] light = floats(columns * in.getInt());
            patches.add(
                    new Patch(
                            vectors, sizes[0], sizes[1], texture, sizes[2], sizes[3], floor, glow,
                            columns, light));
        }
        return patches;
    }

    private Mesh mesh() {
        Texture texture = textures.get(in.getInt());
        int vertices = in.getInt();
        Mesh mesh = new Mesh(vertices, in.getInt(), texture);
        fill(mesh.x);
        fill(mesh.y);
        fill(mesh.z);
        fill(mesh.normalX);
        fill(mesh.normalY);
        fill(mesh.normalZ);
        fill(mesh.u);
        fill(mesh.v);
        fill(mesh.light);
        System.arraycopy(ints(mesh.corners.length), 0, mesh.corners, 0, mesh.corners.length);
        return mesh;
    }

    private double[] doubles(int count) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = in.getDouble();
        }
        return numbers;
    }

    private float[] floats(int count) {
        float[] numbers = new float[count];
        fill(numbers);
        return numbers;
    }

    private void fill(float[] numbers) {
        in.asFloatBuffer().get(numbers);
        in.position(in.position() + Float.BYTES * numbers.length);
    }

    private int[] ints(int count) {
        int[] numbers = new int[count];
        in.asIntBuffer().get(numbers);
        in.position(in.position() + Integer.BYTES * count);
        return numbers;
    }
}
