package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/examples/show_frames.py}: short, and it shows what is there. */
class ShowFramesTest {
    private static final Path EXAMPLE = Python.REPOSITORY.resolve("docs/examples/show_frames.py");

    private static String shown(BufferedReader output) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("\033[J") < 0) {
            int c = output.read();
            assertThat(c).as("after %s", text).isNotNegative();
            text.append((char) c);
        }
        return text.toString();
    }

    @Test
    void hasLessThanFifteenLines() throws IOException {
        assertThat(Files.readAllLines(EXAMPLE)).hasSizeLessThan(15);
    }

    @Test
    void theLinesOfThePageRun() throws Exception {
        String page = Files.readString(Python.REPOSITORY.resolve("docs/other-programs.md"));
        String lines = page.substring(page.indexOf("## Frames in Python and C"));
        lines = lines.substring(lines.indexOf("```python\n") + 10);
        lines = lines.substring(0, lines.indexOf("```"));
        try (Camera camera = new Camera()) {
            ProcessBuilder builder = Python.program("-u", "-c", lines);
            builder.environment().put("CAT_FOLLOW_REGION", camera.path().toString());
            // Both before it looks: else the first that it sees may be the first there is.
            camera.write(2);
            Process process = builder.start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(output.readLine()).matches("2 \\d+\\.\\d+ 0");
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static void signal(Process process, String signal) throws Exception {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    private static boolean isStopped(Process process) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                .contains(") T ");
    }

    @Test
    void endsQuietlyByControlC() throws Exception {
        try (Camera camera = new Camera()) {
            // A build in the background has its processes ignore what Control-C sends.
            String asInATerminal =
                    "import runpy, signal\n"
                            + "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
                            + "runpy.run_path('%s', run_name='__main__')".formatted(EXAMPLE);
            ProcessBuilder builder = Python.program("-c", asInATerminal).redirectErrorStream(true);
            builder.environment().put("CAT_FOLLOW_REGION", camera.path().toString());
            Process process = builder.start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                camera.write(1);
                assertThat(shown(output)).contains("frame 1 ");
                signal(process, "-INT");
                assertThat(output.readLine()).isEmpty();
                assertThat(output.readLine()).isNull();
                assertThat(process.waitFor()).isZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void withoutARobotSaysSoInALineAndEndsWithThree() throws Exception {
        ProcessBuilder builder = Python.program(EXAMPLE.toString()).redirectErrorStream(true);
        builder.environment().put("CAT_FOLLOW_REGION", "/there/is/none");
        Process process = builder.start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine())
                    .startsWith("cannot attach to region /there/is/none")
                    .contains("launch.sh up");
            assertThat(output.readLine()).isNull();
            assertThat(process.waitFor()).isEqualTo(3);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void showsEachFrameAndThatItWasLapped() throws Exception {
        try (Camera camera = new Camera()) {
            ProcessBuilder builder = Python.program(EXAMPLE.toString());
            builder.environment().put("CAT_FOLLOW_REGION", camera.path().toString());
            Process process = builder.start();
            try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
                camera.write(1);
                assertThat(shown(output))
                        .contains("frame 1 96x64 brightness")
                        .doesNotContain("LAPPED");
                signal(process, "-STOP");
                while (!isStopped(process)) {
                    Thread.onSpinWait();
                }
                camera.write(12);
                signal(process, "-CONT");
                // Eleven passed over, of which the ring still has the last three.
                assertThat(shown(output)).contains("frame 13 96x64", "LAPPED by 8");
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
