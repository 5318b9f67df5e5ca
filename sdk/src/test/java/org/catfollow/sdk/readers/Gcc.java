package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The C compiler; tests that ask for one are skipped where there is none. */
final class Gcc {
    static final Path SDK = Path.of(System.getProperty("catfollow.repository")).resolve("sdk");

    private Gcc() {}

    private static boolean isThere(String compiler) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(compiler, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Compiles with all warnings as errors; returns the program. */
    static Path compile(String compiler, Path source, Path program, String... flags)
            throws IOException, InterruptedException {
        Assumptions.assumeTrue(isThere(compiler), "no " + compiler + ": nothing to test");
        List<String> command = new ArrayList<>(List.of(compiler, "-Wall", "-Wextra", "-Werror"));
        command.addAll(List.of(flags));
        command.addAll(
                List.of(
                        "-I",
                        SDK.resolve("c").toString(),
                        "-o",
                        program.toString(),
                        source.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command, said).isZero();
        return program;
    }
}
