package org.catfollow.cli.watching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessUsageTest {
    @TempDir Path proc;

    private void process(int user, int system) throws IOException {
        Path folder = Files.createDirectories(proc.resolve("42"));
        Files.writeString(
                folder.resolve("stat"),
                "42 (a) b) S 1 1 1 0 -1 0 0 0 0 0 " + user + " " + system + " 0 0 20 0 1 0 5\n");
        Files.writeString(folder.resolve("smaps_rollup"), "Rss: 2048 kB\nPss:   1536 kB\n");
        Files.writeString(folder.resolve("status"), "Name:\tx\nVmRSS:\t    2048 kB\n");
    }

    @Test
    void processorTimeIsThatBetweenTwoLooks() throws IOException {
        ProcessUsage usage = new ProcessUsage(proc);
        process(100, 50);
        assertThat(usage.processorPercent(42, 1_000_000_000L)).isEqualTo(-1);
        process(120, 55);
        assertThat(usage.processorPercent(42, 1_500_000_000L)).isCloseTo(50, within(1e-9));
    }

    @Test
    void memoryIsTheSharedPagesShareAndTheWhole() throws IOException {
        process(0, 0);
        ProcessUsage usage = new ProcessUsage(proc);
        assertThat(usage.proportionalMegabytes(42)).isEqualTo(1.5);
        assertThat(usage.residentMegabytes(42)).isEqualTo(2);
    }

    @Test
    void aProcessThatHasGoneIsNotKnown() {
        ProcessUsage usage = new ProcessUsage(proc);
        assertThat(usage.processorPercent(43, 1)).isEqualTo(-1);
        assertThat(usage.proportionalMegabytes(43)).isEqualTo(-1);
    }
}
