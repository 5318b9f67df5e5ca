package org.catfollow.shm.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.PixelFormat;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's use of this module as a library: what is printed there is what runs here. */
class LibraryExampleTest {
    private static final Path REPOSITORY =
            Path.of(System.getProperty("catfollow.repository", ".."));
    private static final Path SOURCE =
            REPOSITORY.resolve(
                    "shm-layout/src/test/java/org/catfollow/shm/ring/LibraryExampleTest.java");

    @TempDir Path folder;

    private final List<Long> kept = new ArrayList<>();

    private static void fill(ByteBuffer pixels) {
        pixels.put(0, (byte) 7);
    }

    private static long use(FrameDescription frame, ByteBuffer pixels) {
        return frame.frameId * 100 + pixels.get(0);
    }

    private void keep(long result) {
        kept.add(result);
    }

    private static void writeOne(RegionFiles files, Duration timeout) {
        FrameDescription description = new FrameDescription();
        description.widthPixels = 640;
        description.heightPixels = 480;
        description.strideBytes = 3 * 640;
        description.format = PixelFormat.BGR24;
        // README: writer
        RegionCreator.createIfMissing(files, Geometry.DEFAULT, timeout);
        try (Region region = Region.attach(files, timeout);
                RoleClaim claim = region.claim(Role.CAPTURE)) {
            FrameWriter writer = claim.frameWriter();
            writer.claim();
            fill(writer.pixels());
            writer.commit(description);
        }
        // README: end
    }

    private void readOne(RegionFiles files, Duration timeout) {
        long last = 0;
        long timeoutNanos = timeout.toNanos();
        // README: reader
        try (Region region = Region.attach(files, timeout);
                FrameReader reader = region.frameReader()) {
            if (reader.awaitNewer(last, timeoutNanos)
                    && reader.open(reader.newestFrame()) == FrameReader.Answer.OPEN) {
                long result = use(reader.description(), reader.pixels());
                if (reader.stillValid()) {
                    keep(result);
                }
            }
        }
        // README: end
    }

    @Test
    void aFrameGoesFromOneToTheOther() {
        RegionFiles files = new RegionFiles(folder.resolve("demo"));
        Duration timeout = Duration.ofSeconds(5);
        writeOne(files, timeout);
        readOne(files, timeout);
        assertThat(kept).containsExactly(107L);
    }

    @Test
    void theReadmeShowsTheseLines() throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));
        assertThat(readme).contains("```java\n" + lines("writer") + "```\n");
        assertThat(readme).contains("```java\n" + lines("reader") + "```\n");
    }

    private static String lines(String which) throws IOException {
        return Files.readAllLines(SOURCE).stream()
                .dropWhile(line -> !line.equals("        // README: " + which))
                .skip(1)
                .takeWhile(line -> !line.equals("        // README: end"))
                .map(line -> line.substring(Math.min(8, line.length())) + "\n")
                .collect(Collectors.joining());
    }
}
