package org.catfollow.cli.algo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
    @TempDir private Path place;

    @Test
    void anAlgorithmThatHangsEndsWithTheTrial() throws Exception {
        Files.writeString(
                place.resolve("algorithm.json"),
                """
                {"name": "hangs", "version": "1", "language": "other", "command": ["./run.sh"],
                 "start_timeout_ms": 600000}
                """);
        Path script = place.resolve("run.sh");
        Files.writeString(script, "#!/bin/sh\necho $$ > pid\nexec sleep 600\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path pipe = place.resolve("pid");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        List<String> lines = new CopyOnWriteArrayList<>();
        Trial trial = new Trial(place, lines::add);
        CompletableFuture<Manifest> result = CompletableFuture.supplyAsync(trial::run);
        // Comes when it runs: a pipe waits for who writes it.
        long pid = Long.parseLong(Files.readString(pipe).strip());
        Optional<ProcessHandle> process = ProcessHandle.of(pid);

        trial.cancel();

        assertThat(result.get(20, TimeUnit.SECONDS)).isNull();
        assertThat(lines).noneMatch(line -> line.startsWith("failed"));
        if (process.isPresent()) {
            assertThat(process.get().onExit().get(20, TimeUnit.SECONDS)).isNotNull();
        }
    }
}
