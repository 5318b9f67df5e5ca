package org.catfollow.sdk.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32C;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.junit.jupiter.api.Test;

/** Whatever lies under the region's path is a region of ours, whole, or one line of refusal. */
abstract class RefusedRegions {
    /** Attaches, waiting 20 ms; returns the line of refusal, or nothing when it was attached. */
    abstract Optional<String> refusal(Path region) throws IOException;

    private void assertRefused(Path region, String... words) throws IOException {
        Optional<String> line = refusal(region);
        assertThat(line).as("refusal of " + String.join(", ", words)).isPresent();
        assertThat(line.orElseThrow())
                .startsWith("cannot attach to ")
                .contains(words)
                .contains(region.toString())
                .doesNotContain("\n", "Traceback");
    }

    /** Changes an 8-byte word of the header and makes the checksum fit again. */
    private static void changeWord(Path region, int at, LongUnaryOperator change)
            throws IOException {
        byte[] head = new byte[HeaderLayout.BYTES];
        try (RandomAccessFile file = new RandomAccessFile(region.toFile(), "rw")) {
            file.readFully(head);
            ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            header.putLong(at, change.applyAsLong(header.getLong(at)));
            long ready = header.getLong(HeaderLayout.READY);
            header.putLong(HeaderLayout.READY, 0).putLong(HeaderLayout.CHECKSUM, 0);
            CRC32C crc = new CRC32C();
            crc.update(head);
            header.putLong(HeaderLayout.READY, ready);
            header.putLong(HeaderLayout.CHECKSUM, crc.getValue());
            file.seek(0);
            file.write(head);
        }
    }

    @Test
    void attachesToWhatWasCreated() throws IOException {
        try (Camera camera = new Camera()) {
            assertThat(refusal(camera.path())).isEmpty();
        }
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        try (Camera camera = new Camera()) {
            assertRefused(
                    camera.folder().resolve("none"),
                    "within 20 ms",
                    "not created",
                    "launch.sh up`");
            assertRefused(camera.folder().resolve("cat-follow-den"), "launch.sh --name den up`");
            Path link = Files.createSymbolicLink(camera.folder().resolve("link"), Path.of("none"));
            assertThat(refusal(link)).isPresent();
        }
    }

    @Test
    void refusesAFolderAndFilesThatAreNoRegion() throws IOException {
        try (Camera camera = new Camera()) {
            assertRefused(camera.folder(), "it is no file that you may read");
            Path other = camera.folder().resolve("other");
            Files.write(other, new byte[0]);
            assertRefused(other, "only 0 bytes");
            Files.write(other, new byte[Geometry.SECTION_ALIGNMENT - 1]);
            assertRefused(other, "only 65535 bytes");
            Files.write(other, new byte[Geometry.SECTION_ALIGNMENT]);
            assertRefused(other, "no cat-follow region", "magic expected=454d4152");
            byte[] text =
                    "a letter to the editor ".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
            Files.write(other, text);
            assertRefused(other, "no cat-follow region");
            assertThat(Files.readAllBytes(other)).isEqualTo(text);
        }
    }

    @Test
    void waitsForOneThatIsNotReady() throws IOException {
        try (Camera camera = new Camera()) {
            changeWord(camera.path(), HeaderLayout.READY, word -> 0);
            assertRefused(camera.path(), "within 20 ms", "creator has not finished it");
        }
    }

    @Test
    void refusesAnotherLayoutVersionNamingBoth() throws IOException {
        try (Camera camera = new Camera()) {
            changeWord(camera.path(), HeaderLayout.LAYOUT_VERSION, word -> word + 1);
            assertRefused(
                    camera.path(),
                    "layout version expected=" + HeaderLayout.VERSION,
                    "actual=" + (HeaderLayout.VERSION + 1),
                    "of the build that runs");
        }
    }

    @Test
    void refusesAnotherFingerprint() throws IOException {
        try (Camera camera = new Camera()) {
            changeWord(camera.path(), HeaderLayout.FINGERPRINT, word -> word + 1);
            assertRefused(camera.path(), "layout fingerprint expected=", "of the build that runs");
        }
    }

    @Test
    void refusesARegionOfAnotherBoot() throws IOException {
        try (Camera camera = new Camera()) {
            String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            changeWord(camera.path(), HeaderLayout.BOOT_ID, id -> id ^ 0xFF);
            assertRefused(
                    camera.path(), "another boot", "expected=" + boot, "actual=", "launch.sh down");
        }
    }

    @Test
    void refusesAHeaderThatLiesWithAFittingChecksum() throws IOException {
        int[] words = {
            HeaderLayout.TOTAL_BYTES,
            HeaderLayout.SLOT_COUNT,
            HeaderLayout.MAX_HEIGHT_PIXELS,
            HeaderLayout.PAYLOAD_SPACING_BYTES,
            HeaderLayout.SECTIONS,
            HeaderLayout.SECTIONS + 8 * HeaderLayout.SECTION_ENTRY_BYTES + 8
        };
        try (Camera camera = new Camera()) {
            for (int word : words) {
                for (long change : new long[] {64, -1, 4096}) {
                    changeWord(camera.path(), word, value -> value + change);
                    assertRefused(camera.path(), "launch.sh down`");
                    changeWord(camera.path(), word, value -> value - change);
                }
            }
            assertThat(refusal(camera.path())).isEmpty();
        }
    }

    @Test
    void refusesAFlippedBitOfTheHeader() throws IOException {
        try (Camera camera = new Camera();
                var file = new RandomAccessFile(camera.path().toFile(), "rw")) {
            for (int at = 0; at < HeaderLayout.BYTES; at += 3) {
                file.seek(at);
                int before = file.read();
                file.seek(at);
                file.write(before ^ (1 << (at % 8)));
                assertThat(refusal(camera.path())).as("byte %d", at).isPresent();
                file.seek(at);
                file.write(before);
            }
            assertThat(refusal(camera.path())).isEmpty();
        }
    }

    @Test
    void refusesARegionCutShortOrGrown() throws IOException {
        try (Camera camera = new Camera();
                var file = new RandomAccessFile(camera.path().toFile(), "rw")) {
            long bytes = file.length();
            for (long length : new long[] {bytes - 1, bytes + 1}) {
                file.setLength(length);
                assertRefused(camera.path(), "file length expected=" + bytes, "actual=" + length);
            }
            file.setLength(bytes);
        }
    }
}
