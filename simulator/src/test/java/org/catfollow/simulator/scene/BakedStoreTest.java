package org.catfollow.simulator.scene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.catfollow.simulator.Worlds;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.CameraView;
import org.catfollow.simulator.picture.PictureTruth;
import org.catfollow.simulator.picture.Renderer;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was baked before and is read comes out as what is baked anew, and no bad file gets in between. */
class BakedStoreTest {
    private static final World SMALL =
            Worlds.furnished(
                    "kind: plant, at: [2, 1]", "kind: ball, at: [2, 0]", "kind: dog, at: [3, 0]");

    @TempDir private Path folder;
    private final List<String> warnings = new ArrayList<>();

    private BakedStore keeping() {
        return BakedStore.keeping(folder, warnings::add);
    }

    private BakedStore reading() {
        return BakedStore.reading(folder, warnings::add);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private Path room() throws IOException {
        return files().stream()
                .filter(file -> file.getFileName().toString().startsWith("room-"))
                .findFirst()
                .orElseThrow();
    }

    /** The bytes of some pictures all around. */
    private static byte[] pictures(World world, long seed, BakedStore store) {
        int width = 160;
        int height = 120;
        int views = 8;
        Renderer renderer = new Renderer(new Simulation(world, seed), width, height, null, store);
        ByteBuffer picture = ByteBuffer.allocateDirect(3 * width * height);
        byte[] all = new byte[views * picture.capacity()];
        CameraView view = new CameraView();
        for (int i = 0; i < views; i++) {
            view.set(world.camera(), 0.1 * i, 0, 360.0 * i / views, 0, 5 * (i % 2));
            renderer.render(view, i, picture, new PictureTruth());
            picture.get(0, all, i * picture.capacity(), picture.capacity());
        }
        return all;
    }

    private static void assertSame(Baked read, Baked baked) {
        assertThat(read.textures()).hasSameSizeAs(baked.textures());
        for (int i = 0; i < read.textures().size(); i++) {
            assertSame(read.textures().get(i), baked.textures().get(i));
        }
        assertSame(read.room(), baked.room(), read, baked);
        assertSame(read.furniture(), baked.furniture(), read, baked);
        assertThat(read.meshes()).hasSameSizeAs(baked.meshes());
        for (int i = 0; i < read.meshes().size(); i++) {
            Mesh mesh = read.meshes().get(i);
            Mesh expected = baked.meshes().get(i);
            assertThat(Arrays.deepEquals(arrays(mesh), arrays(expected))).isTrue();
            assertThat(Arrays.equals(mesh.corners, expected.corners)).isTrue();
            assertThat(place(read, mesh.texture()))
                    .isEqualTo(place(baked, expected.texture()))
                    .isNotNegative();
        }
    }

    private static void assertSame(Texture texture, Texture expected) {
        assertThat(texture.levels()).isEqualTo(expected.levels());
        assertThat(texture.widthShift(0)).isEqualTo(expected.widthShift(0));
        assertThat(texture.heightShift(0)).isEqualTo(expected.heightShift(0));
        assertThat(texture.cutOut()).isEqualTo(expected.cutOut());
        for (int level = 0; level < texture.levels(); level++) {
            // AssertJ looks at each texel by reflection.
            assertThat(Arrays.equals(texture.texels(level), expected.texels(level))).isTrue();
        }
    }

    private static void assertSame(
            List<Patch> patches, List<Patch> others, Baked read, Baked baked) {
        assertThat(patches).hasSameSizeAs(others);
        for (int i = 0; i < patches.size(); i++) {
            Patch patch = patches.get(i);
            Patch expected = others.get(i);
            assertThat(Arrays.equals(vectors(patch), vectors(expected))).isTrue();
            assertThat(patch.isFloor()).isEqualTo(expected.isFloor());
            assertThat(patch.glow).isEqualTo(expected.glow);
            assertThat(patch.lightColumns()).isEqualTo(expected.lightColumns());
            assertThat(patch.lightRows()).isEqualTo(expected.lightRows());
            assertThat(Arrays.equals(patch.light(), expected.light())).isTrue();
            assertThat(place(read, patch.texture()))
                    .isEqualTo(place(baked, expected.texture()))
                    .isNotNegative();
        }
    }

    private static int place(Baked baked, Texture texture) {
        return baked.textures().indexOf(texture);
    }

    private static double[] vectors(Patch patch) {
        return DoubleStream.concat(
                        Stream.of(patch.origin, patch.across, patch.upward, patch.normal)
                                .flatMapToDouble(Arrays::stream),
                        DoubleStream.of(
                                patch.width(),
                                patch.height(),
                                patch.repeatsAcross(),
                                patch.repeatsUpward()))
                .toArray();
    }

    private static float[][] arrays(Mesh mesh) {
        return new float[][] {
            mesh.x,
            mesh.y,
            mesh.z,
            mesh.normalX,
            mesh.normalY,
            mesh.normalZ,
            mesh.u,
            mesh.v,
            mesh.light
        };
    }

    @Test
    void theUsualRoomIsReadAsItWasBakedBitByBit() {
        World world = WorldFile.usual();
        Baked baked = SceneBaker.bake(world);
        Baked kept = keeping().scene(world);
        Baked read = reading().scene(world);
        assertSame(kept, baked);
        assertSame(read, baked);
        assertThat(read.textures()).doesNotContain(baked.textures().getFirst());
        assertThat(warnings).isEmpty();
    }

    @Test
    void picturesOfTheUsualWorldAreTheSameBytes() throws IOException {
        World world = WorldFile.usual();
        byte[] baked = pictures(world, 1, BakedStore.NONE);
        assertThat(Arrays.equals(pictures(world, 1, keeping()), baked)).isTrue();
        // The room, the cat, the dog, the ball and the cushion.
        assertThat(files()).hasSize(5);
        assertThat(Arrays.equals(pictures(world, 1, reading()), baked)).isTrue();
        assertThat(warnings).isEmpty();
    }

    @Test
    void picturesOfAnotherWorldAreTheSameBytes() throws IOException {
        byte[] baked = pictures(SMALL, 3, BakedStore.NONE);
        assertThat(Arrays.equals(pictures(SMALL, 3, keeping()), baked)).isTrue();
        assertThat(files()).hasSize(3);
        assertThat(Arrays.equals(pictures(SMALL, 3, reading()), baked)).isTrue();
    }

    @Test
    void theFileIsWhatIsShown() throws IOException {
        Baked before = keeping().scene(SMALL);
        Path file = room();
        byte[] bytes = Files.readAllBytes(file);
        // The last corner of the last mesh, named another one: a whole file, but another scene.
        bytes[bytes.length - 4] = 0;
        Files.write(file, sealed(bytes));
        Baked read = reading().scene(SMALL);
        assertThat(warnings).isEmpty();
        assertThat(read.meshes().getLast().corners).isNotEqualTo(before.meshes().getLast().corners);
    }

    @Test
    void aStartThatOnlyReadsWritesNothing() throws IOException {
        assertThat(reading().scene(SMALL).room()).isNotEmpty();
        assertThat(files()).isEmpty();
        assertThat(warnings).isEmpty();
    }

    @Test
    void anotherRoomHasAnotherFileAndAnotherSeedTheSameRoom() throws IOException {
        Baked ignored = keeping().scene(SMALL);
        Baked again = keeping().scene(SMALL.withActors(List.of()));
        assertThat(files()).hasSize(1);
        Baked other = keeping().scene(Worlds.furnished("kind: plant, at: [2, 1.001]"));
        assertThat(files()).hasSize(2);
        assertThat(again.room()).hasSameSizeAs(ignored.room()).hasSameSizeAs(other.room());
    }

    @Test
    void whateverIsWrongWithAFileItIsBakedAnewAndSaidOnce() throws IOException {
        Baked baked = SceneBaker.bake(SMALL);
        assertRefused(baked, "expected length", bytes -> new byte[0]);
        assertRefused(baked, "expected length", bytes -> Arrays.copyOf(bytes, 40));
        assertRefused(baked, "expected magic", bytes -> "x".repeat(400).getBytes(UTF_8));
        assertRefused(baked, "expected length", bytes -> Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused(baked, "expected length", bytes -> Arrays.copyOf(bytes, bytes.length + 1));
        assertRefused(
                baked,
                "expected version 1, found 2",
                bytes -> {
                    bytes[BakedFile.VERSION_AT]++;
                    return bytes;
                });
        for (int part = 0; part <= 16; part++) {
            int quotient = part;
            assertRefused(
                    baked,
                    "expected ",
                    bytes -> {
                        int at = (int) ((bytes.length - 1L) * quotient / 16);
                        bytes[at] ^= (byte) (1 << quotient % 8);
                        return bytes;
                    });
        }
        assertRefused(
                baked,
                "expected the same recipe",
                bytes -> {
                    bytes[BakedFile.RECIPE_AT + 8]++;
                    return sealed(bytes);
                });
    }

    @Test
    void aFolderInTheFilesPlaceIsNoReasonToFail() throws IOException {
        Baked baked = keeping().scene(SMALL);
        Path file = room();
        Files.delete(file);
        Files.createDirectory(file);
        assertSame(reading().scene(SMALL), baked);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void whatCannotBeKeptIsBakedAllTheSame() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        BakedStore store = BakedStore.keeping(file, warnings::add);
        assertSame(store.scene(SMALL), SceneBaker.bake(SMALL));
        assertThat(warnings).isNotEmpty().allMatch(line -> line.contains(file.toString()));
    }

    private void assertRefused(Baked baked, String reason, UnaryOperator<byte[]> harm)
            throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        BakedWriter.write(baked, Recipe.of(SMALL), folder.resolve(Recipe.of(SMALL).fileName()));
        Path file = room();
        Files.write(file, harm.apply(Files.readAllBytes(file)));
        warnings.clear();
        assertSame(reading().scene(SMALL), baked);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.getFirst())
                .startsWith("baked scene " + file + " is of no use: " + reason)
                .doesNotContain("\n");
    }

    /** With the checksum that belongs to it. */
    private static byte[] sealed(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, BakedFile.LENGTH_AT, bytes.length - BakedFile.LENGTH_AT);
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(BakedFile.CHECKSUM_AT, (int) sum.getValue());
        return bytes;
    }
}
