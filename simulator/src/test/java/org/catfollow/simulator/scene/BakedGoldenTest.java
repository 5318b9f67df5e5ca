package org.catfollow.simulator.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.Renderer;
import org.catfollow.simulator.world.ActorPlan;
import org.catfollow.simulator.world.Furniture;
import org.catfollow.simulator.world.World;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A baked file says by its version which code baked it. Whoever changes a material, a coat, the light or
 * the file's form finds it here: then raise {@link BakedFile#VERSION}, and put the new sums in.
 */
class BakedGoldenTest {
    private static final int VERSION = 1;
    private static final String USUAL =
            "2e8a63b7ab6a1aac625457c75d4bbaf3fc3f450b3872c9e4d16bdf0c1fe90a38";
    private static final String OTHERS =
            "a0f6e4d247aac3bfb68d551a0b6b5f9d048989d25a134cd4a7ecbbf24af6ca4e";

    @TempDir private Path folder;

    @Test
    void theUsualWorldIsBakedAsThisVersionBakesIt() throws Exception {
        assertThat(sumOf(WorldFile.usual())).isEqualTo(USUAL);
        assertThat(BakedFile.VERSION).isEqualTo(VERSION);
    }

    @Test
    void allMaterialsCoatsAndPiecesAreBakedAsThisVersionBakesThem() throws Exception {
        String kinds =
                Arrays.stream(Furniture.Kind.values())
                        .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                        .map(kind -> "  - {kind: " + kind + ", at: [1, 0], turned: 20}\n")
                        .collect(Collectors.joining());
        String coats =
                Arrays.stream(ActorPlan.Coat.values())
                        .map(coat -> coat.name().toLowerCase(Locale.ROOT))
                        .filter(
                                coat ->
                                        List.of("tabby", "tuxedo", "black", "calico")
                                                .contains(coat))
                        .map(coat -> "  - {kind: cat, at: [0, 0], coat: " + coat + "}\n")
                        .collect(Collectors.joining());
        String first =
                "room: {x: [-1, 2], y: [-1, 1], floor: carpet, walls: plaster, lamps: [{at: [0, 0]}]}\n";
        String second = "room: {x: [-1, 2], y: [-1, 1], floor: tiles, walls: brick}\n";
        assertThat(
                        sumOf(
                                WorldFile.parse("first", first + "furniture:\n" + kinds),
                                WorldFile.parse("second", second + "actors:\n" + coats)))
                .isEqualTo(OTHERS);
    }

    private String sumOf(World... worlds) throws IOException, NoSuchAlgorithmException {
        for (World world : worlds) {
            Renderer ignored =
                    new Renderer(
                            new Simulation(world, 1),
                            32,
                            24,
                            null,
                            BakedStore.keeping(folder, line -> {}));
            assertThat(ignored).isNotNull();
        }
        MessageDigest sum = MessageDigest.getInstance("SHA-256");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                sum.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(sum.digest());
    }
}
