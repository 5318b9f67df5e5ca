package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageToolTest {
    @TempDir private Path folder;

    @Test
    void handsTheWordsOnAndTheExitCodeBack() throws IOException {
        Path program = folder.resolve("tool");
        Path told = folder.resolve("told");
        Files.writeString(program, "#!/bin/bash\nprintf '%s|' \"$@\" >'" + told + "'\nexit 7\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));

        assertThat(StageTool.run(program, "detect", List.of("--image", "a b.jpg"))).isEqualTo(7);
        assertThat(told).hasContent("detect|--image|a b.jpg|");
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> StageTool.run(folder.resolve("none"), "detect", List.of()))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("cannot start " + folder.resolve("none"));
    }
}
