package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.catfollow.runtime.StageFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageToolTest {
    private static final long PATIENCE_SECONDS = 60;

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
    void aSignalForUsAloneEndsTheProgramAndWaitsForIt() throws Exception {
        Path told = folder.resolve("told");
        Path program = folder.resolve("tool");
        Files.writeString(
                program,
                """
                #!/bin/bash
                sleep 100 & s=$!
                trap 'kill $s; echo removed >"$2"; exit 3' TERM
                echo ready
                wait
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Process command =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Caller.class.getName(),
                                program.toString(),
                                told.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = command.inputReader()) {
            assertThat(out.readLine()).isEqualTo("ready");
            command.destroy();
            assertThat(command.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(told).hasContent("removed");
            assertThat(command.exitValue()).isEqualTo(128 + 15);
        } finally {
            command.descendants().forEach(ProcessHandle::destroyForcibly);
            command.destroyForcibly();
        }
    }

    /** In a process of its own: runs a program. */
    static final class Caller {
        private Caller() {}

        public static void main(String[] arguments) {
            int code = StageTool.run(Path.of(arguments[0]), "fetch", List.of(arguments[1]));
            System.exit(code); // the only exit
        }
    }

    @Test
    void aProgramThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> StageTool.run(folder.resolve("none"), "detect", List.of()))
                .isInstanceOf(StageFailure.class)
                .hasMessageContaining("cannot start " + folder.resolve("none"));
    }
}
