package org.catfollow.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {
    @TempDir private Path folder;

    private Path recording(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(made.resolve("journal"));
        Files.writeString(made.resolve("frames.csv"), "");
        return made;
    }

    @Test
    void ofMoreThanTwentyTheOldestGo() throws IOException {
        for (int i = 1; i <= 22; i++) {
            recording(String.format(Locale.ROOT, "2026-01-%02dT00-00-00-stop", i));
        }
        FlightRecorder.tidy(folder, folder.resolve("2026-01-22T00-00-00-stop"));
        assertThat(folder.resolve("2026-01-01T00-00-00-stop")).doesNotExist();
        assertThat(folder.resolve("2026-01-02T00-00-00-stop")).doesNotExist();
        assertThat(folder.toFile().list()).hasSize(20);
    }

    /** A Raspberry Pi has no clock of its own: after a start it may be behind. */
    @Test
    void theOneJustStoredStaysThoughTheClockHasGoneBack() throws IOException {
        Path newest = recording("2025-12-31T00-00-00-stop");
        for (int i = 1; i <= 20; i++) {
            recording(String.format(Locale.ROOT, "2026-01-%02dT00-00-00-stop", i));
        }
        FlightRecorder.tidy(folder, newest);
        assertThat(newest).isDirectory();
        assertThat(folder.resolve("2026-01-01T00-00-00-stop")).doesNotExist();
        assertThat(folder.toFile().list()).hasSize(20);
    }
}
