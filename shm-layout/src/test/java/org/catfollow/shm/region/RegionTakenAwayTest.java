package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.HeaderLayout;
import org.catfollow.shm.layout.Role;
import org.junit.jupiter.api.Test;

/** What outsiders do to the file under a region's path: who is attached sees it, who comes is told. */
class RegionTakenAwayTest {
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Geometry SMALL = ChildProgram.SMALL;

    private static void assertRefused(RegionFiles files, String... words) {
        assertThatThrownBy(() -> Region.attach(files, SOON).close())
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("cannot attach to region " + files.region())
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("Exception")
                .hasMessageNotContaining("\n");
    }

    private static boolean create(RegionFiles files) {
        return RegionCreator.createIfMissing(files, SMALL, SOON);
    }

    @Test
    void unlinkedItCanBeMadeAnew() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            assertThat(region.isReplaced()).isFalse();
            Files.delete(temporary.files().region());
            assertThat(region.isReplaced()).isTrue();
            assertThat(region.isCut()).isFalse();
            assertRefused(temporary.files(), "it was not created");
            assertThat(create(temporary.files())).isTrue();
            assertThat(region.isReplaced()).isTrue();
            temporary.attach().close();
        }
    }

    @Test
    void replacedByAnotherRegionItIsThatOne() throws IOException {
        Geometry other = new Geometry(8, 128, 64);
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            RegionFiles beside = new RegionFiles(temporary.folder().resolve("beside"));
            RegionCreator.createIfMissing(beside, other, SOON);
            Files.move(
                    beside.region(),
                    temporary.files().region(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            assertThat(region.isReplaced()).isTrue();
            assertThat(region.isCut()).isFalse();
            assertThat(region.geometry()).isEqualTo(SMALL);
            assertThat(create(temporary.files())).isFalse();
            try (Region next = temporary.attach()) {
                assertThat(next.geometry()).isEqualTo(other);
            }
        }
    }

    @Test
    void replacedByOneOfAnotherLayoutItIsRefusedWithBothVersions() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            Path path = temporary.files().region();
            Files.delete(path);
            assertThat(create(temporary.files())).isTrue();
            int version = HeaderLayout.VERSION + 1;
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                file.seek(HeaderLayout.LAYOUT_VERSION);
                file.write(version);
            }
            assertThat(region.isReplaced()).isTrue();
            assertRefused(
                    temporary.files(),
                    "layout version expected=" + HeaderLayout.VERSION + " actual=" + version);
            assertThat(create(temporary.files())).isFalse();
        }
    }

    @Test
    void aFolderOrAPipeInItsPlaceIsRefusedAtOnce() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            Path path = temporary.files().region();
            Files.delete(path);
            Files.createDirectory(path);
            assertThat(region.isReplaced()).isTrue();
            assertRefused(temporary.files(), "it is no file that you may read and write");
            assertThat(create(temporary.files())).isFalse();
            Files.createFile(path.resolve("content"));
            assertThat(RegionCreator.removeIfUnused(temporary.files())).isFalse();
            Files.delete(path.resolve("content"));
            Files.delete(path);
            // Opening a pipe for reading would wait for a writer for ever.
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
            assertThat(region.isReplaced()).isTrue();
            assertRefused(temporary.files(), "it is no file that you may read and write");
            assertThat(create(temporary.files())).isFalse();
        }
    }

    @Test
    void aLinkIsFollowedToARegionAndRefusedToNothing() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            Path path = temporary.files().region();
            Path moved = path.resolveSibling("moved");
            Files.move(path, moved);
            Files.createSymbolicLink(path, moved);
            assertThat(region.isReplaced()).isFalse();
            assertThat(create(temporary.files())).isFalse();
            try (Region linked = temporary.attach()) {
                assertThat(linked.isReplaced()).isFalse();
            }
            Files.delete(moved);
            assertThat(region.isReplaced()).isTrue();
            String nothing = "it is a link to a file that is not there";
            assertRefused(temporary.files(), nothing);
            assertThatThrownBy(() -> create(temporary.files()))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("cannot create region " + path + ": " + nothing);
            assertThat(Files.isSymbolicLink(path)).isTrue();
            Files.createSymbolicLink(moved, path);
            assertRefused(temporary.files(), "too many levels of symbolic links");
        }
    }

    @Test
    void aFileThatIsCutShortIsSeenByWhoIsAttachedAndRefusedToWhoComes() throws IOException {
        long whole = SMALL.totalBytes();
        for (long bytes : new long[] {0, 2048, 4096, 65_536, whole - 4096, whole - 1}) {
            try (TemporaryRegion temporary = TemporaryRegion.small();
                    Region region = temporary.attach();
                    RandomAccessFile file =
                            new RandomAccessFile(temporary.files().region().toFile(), "rw")) {
                assertThat(region.isCut()).isFalse();
                file.setLength(bytes);
                assertThat(region.isCut()).isTrue();
                // It is the same file still: by its name nobody could tell.
                assertThat(region.isReplaced()).isFalse();
                assertRefused(
                        temporary.files(),
                        bytes < 65_536
                                ? "only " + bytes + " bytes"
                                : "file length expected=" + whole);
                assertThat(create(temporary.files())).isFalse();
            }
        }
    }

    @Test
    void aCutFileIsNotMappedAnyFurther() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleClaim claim = region.claim(Role.CAPTURE);
                RandomAccessFile file =
                        new RandomAccessFile(temporary.files().region().toFile(), "rw")) {
            file.setLength(SMALL.totalBytes() - 4096);
            assertThatThrownBy(claim::frameWriter)
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("cannot map region " + temporary.files().region())
                    .hasMessageContaining("it was cut short (bytes expected=" + SMALL.totalBytes());
            file.setLength(2048);
            assertThatThrownBy(() -> region.send(new Command(), SOON))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("it was cut short");
        }
    }

    @Test
    void aCutFileThatLostItsNameIsSeenToo() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RandomAccessFile file =
                        new RandomAccessFile(temporary.files().region().toFile(), "rw")) {
            Files.delete(temporary.files().region());
            file.setLength(0);
            assertThat(region.isCut()).isTrue();
            assertThat(region.isReplaced()).isTrue();
        }
    }

    @Test
    void aLengthenedFileHarmsNobodyWhoIsAttachedAndIsRefusedToWhoComes() throws IOException {
        long whole = SMALL.totalBytes();
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RandomAccessFile file =
                        new RandomAccessFile(temporary.files().region().toFile(), "rw")) {
            for (long more : new long[] {1, 4096, 1 << 20}) {
                file.setLength(whole + more);
                assertThat(region.isCut()).isFalse();
                assertRefused(temporary.files(), "file length expected=" + whole);
            }
            file.setLength(whole);
            temporary.attach().close();
        }
    }
}
