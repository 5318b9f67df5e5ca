package org.catfollow.cli.algo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    @TempDir private Path place;

    @Test
    void aFullLogSaysSoOnce() {
        Path file = place.resolve("logs/a.log");
        try (LogFile log = LogFile.create(file, 12)) {
            log.add("12345");
            log.add("abcde");
            log.add("more");
            log.add("x");
        }
        assertThat(file)
                .hasContent(
                        "12345\nabcde\n[runner] the log is full: more was said, and is left out\n");
    }
}
