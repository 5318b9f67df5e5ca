package org.catfollow.capture.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.catfollow.simulator.life.Simulation;
import org.catfollow.simulator.picture.Renderer;
import org.catfollow.simulator.scene.BakedStore;
import org.catfollow.simulator.world.WorldFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training writes baked scenes where every later start looks for them, and a start writes nothing. */
class BakedScenesTest {
    @TempDir private Path distribution;
    private final List<String> warnings = new ArrayList<>();

    private void start(String training) {
        BakedStore store = BakedScenes.of(training, Optional.of(distribution), warnings::add);
        Renderer made = new Renderer(new Simulation(WorldFile.usual(), 1), 64, 48, null, store);
        assertThat(made).isNotNull();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(distribution)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void aStartLooksWhereTheTrainingWrote() throws IOException {
        start(distribution.resolve("aot").toString());
        List<Path> baked = files();
        assertThat(baked).isNotEmpty();
        start(null);
        assertThat(warnings).isEmpty();
        for (Path file : baked) {
            Files.write(file, new byte[0]);
        }
        start(null);
        assertThat(warnings).hasSameSizeAs(baked);
    }

    @Test
    void aStartWritesNothing() throws IOException {
        start(null);
        start("");
        assertThat(files()).isEmpty();
        assertThat(BakedScenes.of(null, Optional.empty(), warnings::add)).isSameAs(BakedStore.NONE);
    }
}
