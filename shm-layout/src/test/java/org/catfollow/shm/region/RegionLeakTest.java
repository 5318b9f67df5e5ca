package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.ring.FrameReader;
import org.junit.jupiter.api.Test;

/** What is opened is closed: descriptors, mappings. */
class RegionLeakTest {
    private static long descriptorsOf(Path folder) throws IOException {
        long count = 0;
        try (var links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                try {
                    count += Files.readSymbolicLink(link).startsWith(folder) ? 1 : 0;
                } catch (IOException e) {
                    // The listing's own descriptor has gone.
                }
            }
        }
        return count;
    }

    private static long mappingsOf(Path folder) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains(folder.toString()))
                .count();
    }

    private static void useOnce(TemporaryRegion temporary) {
        try (Region region = temporary.attach();
                FrameReader reader = region.frameReader();
                RoleClaim capture = region.claim(Role.CAPTURE)) {
            assertThat(capture.frameWriter().claim()).isPositive();
            assertThat(reader.newestFrame()).isZero();
            Command command = new Command();
            command.kind = CommandKind.RESUME;
            for (int i = 0; i < 3; i++) {
                assertThat(region.send(command, Duration.ofSeconds(1))).isNotNegative();
            }
            assertThat(RoleLock.isHeld(temporary.files(), Role.CAPTURE)).isTrue();
        }
    }

    @Test
    void fiftyRoundsLeaveNoDescriptorAndNoMapping() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            for (int i = 0; i < 50; i++) {
                useOnce(temporary);
            }
            assertThat(descriptorsOf(temporary.folder())).isZero();
            assertThat(mappingsOf(temporary.folder())).isZero();
        }
    }

    @Test
    void manyCommandsTakeOneMapping() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            long before = mappingsOf(temporary.folder());
            assertThat(before).isPositive();
            Command command = new Command();
            command.kind = CommandKind.RESUME;
            for (int i = 0; i < 20; i++) {
                assertThat(region.send(command, Duration.ofSeconds(1))).isNotNegative();
            }
            assertThat(mappingsOf(temporary.folder())).isEqualTo(before + 1);
            // The region's file to map from, and once more to ask about.
            assertThat(descriptorsOf(temporary.folder())).isEqualTo(2);
        }
    }

    @Test
    void refusedAttachmentsLeaveNothingOpen() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            Files.write(temporary.files().region(), new byte[70_000]);
            for (int i = 0; i < 50; i++) {
                try (Region region = Region.attach(temporary.files(), Duration.ZERO)) {
                    assertThat(region).as("a region of zeroes").isNull();
                } catch (RegionException e) {
                    assertThat(e).hasMessageContaining("no cat-follow region");
                }
            }
            assertThat(descriptorsOf(temporary.folder())).isZero();
            assertThat(mappingsOf(temporary.folder())).isZero();
        }
    }
}
