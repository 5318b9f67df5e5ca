package org.catfollow.simulator.scene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.zip.CRC32C;

/** Lays down what was baked as a {@link BakedFile}. */
final class BakedWriter {
    private static final int WORD = 4;
    private static final int PATCH_BYTES = 16 * Double.BYTES + 5 * WORD;

    private final IdentityHashMap<Texture, Integer> places = new IdentityHashMap<>();
    private final ByteBuffer out;

    private BakedWriter(Baked baked, byte[] recipe) {
        List<Texture> textures = baked.textures();
        for (int i = 0; i < textures.size(); i++) {
            places.put(textures.get(i), i);
        }
        out = ByteBuffer.allocate(length(baked, recipe)).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(BakedFile.MAGIC).putInt(BakedFile.VERSION).putInt(0).putLong(out.capacity());
        out.putInt(recipe.length).putInt(textures.size());
        out.putInt(baked.room().size()).putInt(baked.furniture().size());
        out.putInt(baked.meshes().size());
        out.put(recipe);
        out.position(BakedFile.RECIPE_AT + BakedFile.filled(recipe.length));
        textures.forEach(this::put);
        baked.room().forEach(this::put);
        baked.furniture().forEach(this::put);
        baked.meshes().forEach(this::put);
        CRC32C sum = new CRC32C();
        sum.update(out.flip().position(BakedFile.LENGTH_AT));
        out.putInt(BakedFile.CHECKSUM_AT, (int) sum.getValue()).rewind();
    }

    /**
     * Writes a file, whole or not at all.
     *
     * @throws IOException when it cannot be written
     */
    static void write(Baked baked, Recipe recipe, Path file) throws IOException {
        ByteBuffer bytes = new BakedWriter(baked, recipe.bytes()).out;
        Files.createDirectories(file.getParent());
        // Not a temporary file of the JDK's, which its owner alone could read.
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            part,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                // Else a power cut may leave the name without the bytes.
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static int length(Baked baked, byte[] recipe) {
        long words = 0;
        for (Texture texture : baked.textures()) {
            words += 2 + Texture.texels(texture.widthShift(0), texture.heightShift(0));
        }
        long patches = (long) baked.room().size() + baked.furniture().size();
        for (Patch patch : baked.room()) {
            words += patch.light.length;
        }
        for (Patch patch : baked.furniture()) {
            words += patch.light.length;
        }
        for (Mesh mesh : baked.meshes()) {
            words += 3 + 9L * mesh.vertices() + mesh.corners.length;
        }
        long head = (long) BakedFile.RECIPE_AT + BakedFile.filled(recipe.length);
        return Math.toIntExact(head + patches * PATCH_BYTES + words * WORD);
    }

    private void put(Texture texture) {
        out.putInt(texture.widthShift(0)).putInt(texture.heightShift(0));
        for (int level = 0; level < texture.levels(); level++) {
            put(texture.texels(level));
        }
    }

    private void put(Patch patch) {
        put(patch.origin);
        put(patch.across);
        put(patch.upward);
        put(patch.normal);
        out.putDouble(patch.width).putDouble(patch.height);
        out.putDouble(patch.repeatsAcross).putDouble(patch.repeatsUpward);
        out.putInt(places.get(patch.texture)).putInt(patch.floor ? 1 : 0).putFloat(patch.glow);
        out.putInt(patch.lightColumns).putInt(patch.lightRows);
        put(patch.light);
    }

    private void put(Mesh mesh) {
        out.putInt(places.get(mesh.texture())).putInt(mesh.vertices());
        out.putInt(mesh.corners.length / 3);
        put(mesh.x);
        put(mesh.y);
        put(mesh.z);
        put(mesh.normalX);
        put(mesh.normalY);
        put(mesh.normalZ);
        put(mesh.u);
        put(mesh.v);
        put(mesh.light);
        put(mesh.corners);
    }

    private void put(double[] numbers) {
        for (double number : numbers) {
            out.putDouble(number);
        }
    }

    private void put(float[] numbers) {
        out.asFloatBuffer().put(numbers);
        out.position(out.position() + WORD * numbers.length);
    }

    private void put(int[] numbers) {
        out.asIntBuffer().put(numbers);
        out.position(out.position() + WORD * numbers.length);
    }
}
