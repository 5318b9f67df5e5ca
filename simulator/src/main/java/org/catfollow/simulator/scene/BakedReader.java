package org.catfollow.simulator.scene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a {@link BakedFile} in one pass; what was read is given out only when the checksum is right. Read
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

    private static final int LARGEST_SHIFT = 14;

    private final BakedInput in;
    private List<Texture> textures = List.of();

    private BakedReader(BakedInput in) {
        this.in = in;
    }

    /**
     * Reads what was baked from a recipe.
     *
     * @param buffer direct, to work in, of {@link BakedInput#BUFFER_BYTES}
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws Damaged when it is not what was written, or was baked from something else
     * @throws IOException when it cannot be read
     */
    static Baked read(Path file, Recipe recipe, ByteBuffer buffer) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long length = channel.size();
            require("length", length >= BakedFile.RECIPE_AT && length <= BakedFile.LONGEST, length);
            int checksum = head(new BakedInput(channel, buffer.slice(0, BakedFile.LENGTH_AT)));
            BakedInput in = new BakedInput(channel, buffer.slice(0, buffer.capacity()));
            long written = in.nextLong();
            require("length " + written, written == length, length);
            Baked baked = new BakedReader(in).content(recipe.bytes());
            require("checksum " + checksum, in.checksum() == checksum, in.checksum());
            return baked;
        } catch (RuntimeException e) {
            // Counts or places that no writer has made: damaged too.
            throw new Damaged("expected what its counts say, found " + e);
        }
    }

    /** Looks at what stands before the checksum's part, and returns the checksum. */
    private static int head(BakedInput in) throws IOException {
        long magic = in.nextLong();
        require("magic", magic == BakedFile.MAGIC, Long.toHexString(magic));
        int version = in.nextInt();
        require("version " + BakedFile.VERSION, version == BakedFile.VERSION, version);
        return in.nextInt();
    }

    private static void require(String expected, boolean met, Object actual) throws Damaged {
        if (!met) {
            throw new Damaged("expected " + expected + ", found " + actual);
        }
    }

    private Baked content(byte[] recipe) throws IOException {
        int recipeLength = in.nextCount(1);
        int textureCount = in.nextCount(1);
        int roomCount = in.nextCount(1);
        int furnitureCount = in.nextCount(1);
        int meshCount = in.nextCount(1);
        byte[] written = in.nextBytes(BakedFile.filled(recipeLength));
        boolean same = Arrays.equals(written, 0, recipeLength, recipe, 0, recipe.length);
        require("the same recipe", same, "another");
        textures = new ArrayList<>();
        for (int i = 0; i < textureCount; i++) {
            textures.add(texture());
        }
        List<Patch> room = patches(roomCount);
        List<Patch> furniture = patches(furnitureCount);
        List<Mesh> meshes = new ArrayList<>();
        for (int i = 0; i < meshCount; i++) {
            meshes.add(mesh());
        }
        require("nothing behind the last mesh", in.left() == 0, in.left() + " bytes");
        return new Baked(textures, room, furniture, meshes);
    }

    private Texture texture() throws IOException {
        int widthShift = in.nextInt();
        int heightShift = in.nextInt();
        int larger = Math.max(widthShift, heightShift);
        require("a texture's size", larger <= LARGEST_SHIFT, larger);
        int[][] levels = new int[Math.min(widthShift, heightShift) + 1][];
        for (int level = 0; level < levels.length; level++) {
            levels[level] = in.nextInts(1 << (widthShift - level + heightShift - level));
        }
        return Texture.of(levels, widthShift, heightShift);
    }

    private List<Patch> patches(int count) throws IOException {
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[][] vectors = {
                in.nextDoubles(3), in.nextDoubles(3), in.nextDoubles(3), in.nextDoubles(3)
            };
            double[] sizes = in.nextDoubles(4);
            Texture texture = textures.get(in.nextInt());
            boolean floor = in.nextInt() != 0;
            float glow = in.nextFloat();
            int columns = in.nextInt();
            float[] light = in.nextFloats(Math.multiplyExact(columns, in.nextInt()));
            patches.add(
                    new Patch(
                            vectors, sizes[0], sizes[1], texture, sizes[2], sizes[3], floor, glow,
                            columns, light));
        }
        return patches;
    }

    private Mesh mesh() throws IOException {
        Texture texture = textures.get(in.nextInt());
        int vertices = in.nextCount(9 * Float.BYTES);
        Mesh mesh = new Mesh(vertices, in.nextCount(3 * Integer.BYTES), texture);
        in.fill(mesh.x);
        in.fill(mesh.y);
        in.fill(mesh.z);
        in.fill(mesh.normalX);
        in.fill(mesh.normalY);
        in.fill(mesh.normalZ);
        in.fill(mesh.u);
        in.fill(mesh.v);
        in.fill(mesh.light);
        in.fill(mesh.corners);
        return mesh;
    }
}
