package org.catfollow.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleJarsTest {
    @TempDir private Path folder;

    @Test
    void removesWhatNoDependencyIsAnyMoreAndNothingElse() throws IOException {
        for (String file : List.of("a-1.jar", "b-1.jar", "b-2.jar", "readme.txt")) {
            Files.createFile(folder.resolve(file));
        }
        List<String> classPath =
                List.of("/somewhere/target/a-1.jar", "/cache/b/2/b-2.jar", "/x/classes");
        assertThat(StaleJars.remove(folder, classPath)).containsExactly("b-1.jar");
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("a-1.jar", "b-2.jar", "readme.txt");
        assertThat(StaleJars.remove(folder, classPath)).isEmpty();
        assertThat(StaleJars.remove(folder.resolve("none"), classPath)).isEmpty();
    }
}
