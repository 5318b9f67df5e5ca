package org.catfollow.sdk.readers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What {@code catfollow.h} refuses to attach to. */
class CRefusalTest extends RefusedRegions {
    @TempDir static Path folder;

    private static Path compiled;

    private CProgram program;

    @BeforeAll
    static void compile() throws IOException, InterruptedException {
        compiled =
                Gcc.compile(
                        "gcc",
                        Gcc.SDK.resolve("src/test/c/spoken_to.c"),
                        folder.resolve("spoken_to"),
                        "-std=c11");
    }

    @BeforeEach
    void start() throws IOException {
        program = new CProgram(compiled);
    }

    @AfterEach
    void end() throws IOException {
        program.close();
    }

    @Override
    Optional<String> refusal(Path region) throws IOException {
        return Optional.of(program.ask("attach " + region))
                .filter(answer -> !answer.equals("attached"));
    }
}
