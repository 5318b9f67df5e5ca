package org.catfollow.detector.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.catfollow.detector.DetectorCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a process of its own, which is asked to end in the middle of a file. */
class InterruptedFetchTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir private Path folder;

    @Test
    void anInterruptedFetchLeavesNothingHalf() throws Exception {
        try (Publisher publisher = new Publisher();
                WatchService watch = FileSystems.getDefault().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
            publisher.stalls("/coco_labels.txt", "half of the labels", 930);
            Process process =
                    new ProcessBuilder(
                                    System.getProperty("java.home") + "/bin/java",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    DetectorCommand.class.getName(),
                                    "model",
                                    "fetch",
                                    "--dir=" + folder,
                                    "--url=" + publisher.url("/"))
                            .redirectErrorStream(true)
                            .start();
            // Something has come, and is written.
            assertThat(watch.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
            assertThat(folder.resolve(".ssd-coco.txt.part")).exists();
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left.map(file -> file.getFileName().toString()))
                        .containsExactly(".fetch.lock");
            }
        }
    }
}
