package org.catfollow.cli.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
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
}
