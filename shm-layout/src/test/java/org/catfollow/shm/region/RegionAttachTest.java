package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.LongUnaryOperator;
import java.util.zip.CRC32C;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.ring.FrameReader;
import org.junit.jupiter.api.Test;

/** Whatever lies under the region's path is a region of ours, whole, or one line of refusal. */
class RegionAttachTest {
    private static final Duration SOON = Duration.ofMillis(20);

    private static void assertRefused(RegionFiles files, String... words) {
        assertThatThrownBy(() -> Region.attach(files, SOON).close())
                .isInstanceOf(RegionException.class)
                .hasMessageContainingAll(words)
                .hasMessageContaining(files.region().toString())
                .hasMessageNotContaining("\n");
    }

    /** Changes an 8-byte word of the header and makes the checksum fit again. */
    private static void changeWord(Path region, int at, LongUnaryOperator change)
            throws IOException {
        byte[] bytes = Files.readAllBytes(region);
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(at, change.applyAsLong(header.getLong(at)));
        byte[] summed = new byte[HeaderLayout.BYTES];
        header.get(0, summed);
        ByteBuffer zeroed = ByteBuffer.wrap(summed);
        zeroed.putLong(HeaderLayout.READY, 0).putLong(HeaderLayout.CHECKSUM, 0);
        CRC32C crc = new CRC32C();
        crc.update(summed);
        header.putLong(HeaderLayout.CHECKSUM, crc.getValue());
        Files.write(region, bytes);
    }

    @Test
    void attachesToWhatWasCreated() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                FrameReader reader = region.frameReader()) {
            assertThat(region.geometry()).isEqualTo(ChildProgram.SMALL);
            assertThat(region.header().creator()).isEqualTo(ProcessIdentity.current());
            assertThat(region.header().bootId()).isEqualTo(ProcessIdentity.bootId());
            assertThat(Files.size(temporary.files().region()))
                    .isEqualTo(ChildProgram.SMALL.totalBytes());
            assertThat(Files.getPosixFilePermissions(temporary.files().region()))
                    .extracting(Enum::name)
                    .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
            assertThat(reader.newestFrame()).isZero();
            assertThat(reader.open(0)).isEqualTo(FrameReader.Answer.NOT_THERE);
            assertThat(reader.mismatched()).isZero();
        }
    }

    @Test
    void refusesWhatIsNotThere() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.none()) {
            assertRefused(temporary.files(), "within 20 ms", "not created", "up`");
        }
    }

    @Test
    void refusesAFolderAndFilesThatAreNoRegion() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.none()) {
            assertRefused(new RegionFiles(temporary.folder()), "no file");
            Path region = temporary.files().region();
            Files.write(region, new byte[0]);
            assertRefused(temporary.files(), "only 0 bytes");
            Files.write(region, new byte[Geometry.SECTION_ALIGNMENT - 1]);
            assertRefused(temporary.files(), "only 65535 bytes");
            Files.write(region, new byte[Geometry.SECTION_ALIGNMENT]);
            assertRefused(temporary.files(), "no cat-follow region", "magic expected=454d4152");
            byte[] text =
                    "a letter to the editor "
                            .repeat(20_000)
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            Files.write(region, text);
            assertRefused(temporary.files(), "no cat-follow region");
            assertThat(Files.readAllBytes(region)).isEqualTo(text);
        }
    }

    @Test
    void refusesAnotherLayoutVersionNamingBoth() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            changeWord(temporary.files().region(), HeaderLayout.LAYOUT_VERSION, word -> word + 1);
            assertRefused(
                    temporary.files(),
                    "layout version expected=" + HeaderLayout.VERSION,
                    "actual=" + (HeaderLayout.VERSION + 1),
                    "rebuild");
        }
    }

    @Test
    void refusesARegionOfAnotherBoot() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            changeWord(temporary.files().region(), HeaderLayout.BOOT_ID, id -> id ^ 0xFF);
            assertRefused(temporary.files(), "another boot", "launch.sh down");
        }
    }

    @Test
    void refusesAnotherFingerprint() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            changeWord(temporary.files().region(), HeaderLayout.FINGERPRINT, word -> word + 1);
            assertRefused(temporary.files(), "fingerprint expected=", "rebuild");
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
        for (int word : words) {
            for (long change : new long[] {1, -1, 4, 1L << 31, Long.MIN_VALUE}) {
                try (TemporaryRegion temporary = TemporaryRegion.small()) {
                    changeWord(temporary.files().region(), word, value -> value + change);
                    if (change != Long.MIN_VALUE && change != 1L << 31) {
                        assertRefused(temporary.files(), "cannot attach");
                    } else {
                        attachOrRefuse(temporary);
                    }
                }
            }
        }
    }

    private static boolean attachOrRefuse(TemporaryRegion temporary) {
        try (Region region = Region.attach(temporary.files(), Duration.ZERO)) {
            assertThat(region.geometry()).isEqualTo(ChildProgram.SMALL);
            return true;
        } catch (RegionException e) {
            assertThat(e).hasMessageNotContaining("\n");
            return false;
        }
    }

    @Test
    void everyFlippedBitOfTheHeaderIsRefusedOrHarmless() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                var file = new RandomAccessFile(temporary.files().region().toFile(), "rw")) {
            assertThat(attachOrRefuse(temporary)).isTrue();
            for (int at = 0; at < HeaderLayout.BYTES + 64; at++) {
                file.seek(at);
                int before = file.read();
                file.seek(at);
                file.write(before ^ (1 << (at % 8)));
                assertThat(attachOrRefuse(temporary))
                        .as("byte %d", at)
                        .isEqualTo(at >= HeaderLayout.BYTES);
                file.seek(at);
                file.write(before);
            }
            assertThat(attachOrRefuse(temporary)).isTrue();
        }
    }

    @Test
    void refusesARegionCutShortOrGrown() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                var file = new RandomAccessFile(temporary.files().region().toFile(), "rw")) {
            long bytes = file.length();
            file.setLength(bytes - 1);
            assertRefused(temporary.files(), "file length");
            file.setLength(bytes + 1);
            assertRefused(temporary.files(), "file length");
        }
    }

    @Test
    void seesAtOnceThatItsFileWasRemovedOrCutShort() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region removed = temporary.attach()) {
            assertThat(removed.isLost()).isFalse();
            Files.delete(temporary.files().region());
            assertThat(removed.isLost()).isTrue();
            assertThat(removed.isCut()).isFalse();
            RegionCreator.replaceLost(temporary.files(), ChildProgram.SMALL, Duration.ofSeconds(5));
            assertThat(removed.isLost()).isTrue();
            try (Region cut = temporary.attach();
                    RandomAccessFile file =
                            new RandomAccessFile(temporary.files().region().toFile(), "rw")) {
                assertThat(cut.isLost()).isFalse();
                assertThat(cut.isStoppedByLoss()).isTrue();
                file.setLength(file.length() - 1);
                assertThat(cut.isLost()).isTrue();
                assertThat(cut.isCut()).isTrue();
                file.setLength(0);
                assertThat(cut.isCut()).isTrue();
            }
        }
    }

    @Test
    void seesThatItsFileWasReplacedAndGoesOnWithTheOldOne() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            assertThat(region.isReplaced()).isFalse();
            Files.delete(temporary.files().region());
            assertThat(region.isReplaced()).isTrue();
            assertThat(
                            RegionCreator.createIfMissing(
                                    temporary.files(), ChildProgram.SMALL, Duration.ofSeconds(5)))
                    .isTrue();
            assertThat(region.isReplaced()).isTrue();
            // What it maps from now on is still the file that it read the geometry from.
            try (RoleClaim claim = region.claim(Role.TRACKER);
                    Region other = temporary.attach()) {
                assertThat(claim.row().epoch()).isEqualTo(1);
                assertThat(region.stageRow(Role.TRACKER).epoch()).isEqualTo(1);
                assertThat(other.stageRow(Role.TRACKER).epoch()).isZero();
                assertThat(other.isReplaced()).isFalse();
            }
        }
    }

    @Test
    void aShorterFileBehindThePathIsNotMappedByAnAttachedRegion() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            Path shorter = temporary.folder().resolve("shorter");
            Files.write(shorter, new byte[100]);
            Files.move(
                    shorter,
                    temporary.files().region(),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
            try (RoleClaim claim = region.claim(Role.CAPTURE)) {
                assertThat(claim.frameWriter().claim()).isEqualTo(1);
            }
        }
    }

    @Test
    void refusesInstanceNamesThatAreOrNameOtherFiles() {
        assertThat(RegionFiles.named("").region()).hasToString("/dev/shm/cat-follow");
        assertThat(RegionFiles.named("x").region()).hasToString("/dev/shm/cat-follow-x");
        for (String name :
                new String[] {"../x", "a/b", "a b", "x.lock", "x.new", "ä", "y".repeat(41)}) {
            assertThatThrownBy(() -> RegionFiles.named(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test
    void aHintNamesTheInstanceThatItIsAbout() {
        RegionFiles den = RegionFiles.named(Path.of("/nowhere"), "den");
        assertThatThrownBy(() -> Region.attach(den, Duration.ZERO))
                .hasMessageEndingWith("start the stages with `deploy/launch.sh --name den up`");
        assertThat(RegionFiles.named("").launcher("down")).isEqualTo("`deploy/launch.sh down`");
        assertThat(new RegionFiles(Path.of("/")).launcher("down"))
                .isEqualTo("`deploy/launch.sh down`");
    }
}
