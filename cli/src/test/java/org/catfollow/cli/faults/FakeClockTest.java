package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeClockTest {
    private static final long DAY_SECONDS = 86_400;

    @TempDir private Path folder;

    private static long hourSeconds(FakeClock clock) throws IOException {
        ProcessBuilder date = new ProcessBuilder("date", "+%s");
        date.environment().putAll(clock.environment());
        byte[] said = date.start().getInputStream().readAllBytes();
        return Long.parseLong(new String(said, StandardCharsets.UTF_8).strip());
    }

    @Test
    void theHourOfAProcessJumpsForthAndBack() throws IOException {
        Optional<FakeClock> found = FakeClock.in(folder);
        Assumptions.assumeTrue(found.isPresent(), FakeClock.MISSING);
        FakeClock clock = found.get();
        long before = hourSeconds(clock);
        long ignored = clock.jump(DAY_SECONDS);
        assertThat(hourSeconds(clock) - before).isBetween(DAY_SECONDS, DAY_SECONDS + 60);
        ignored = clock.jump(-DAY_SECONDS);
        assertThat(hourSeconds(clock) - before).isBetween(0L, 60L);
    }

    @Test
    void whatKilledProcessesSharedIsRemovedAndNothingElse() throws IOException {
        for (String name :
                List.of(
                        "faketime_shm_11",
                        "sem.faketime_sem_11",
                        "faketime_shm_12",
                        "cat-follow",
                        "faketime_shm_11x")) {
            Files.createFile(folder.resolve(name));
        }
        Path older = Files.createFile(folder.resolve("faketime_shm_13"));
        FileTime since = Files.getLastModifiedTime(older);
        Files.setLastModifiedTime(older, FileTime.fromMillis(since.toMillis() - 60_000));
        FileTime begun = FileTime.fromMillis(since.toMillis() - 1_000);
        FakeClock.removeLeft(folder, begun, pid -> pid == 12);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "faketime_shm_12", "cat-follow", "faketime_shm_11x", "faketime_shm_13");
        }
    }
}
