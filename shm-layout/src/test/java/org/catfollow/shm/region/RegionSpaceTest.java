package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.layout.Geometry;
import org.junit.jupiter.api.Test;

/** File systems that are too small, without a limit, or not to be written. */
class RegionSpaceTest {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private static List<String> namesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void assertNoSpace(RegionFiles files) {
        assertThatThrownBy(() -> RegionCreator.createIfMissing(files, Geometry.DEFAULT, WAIT))
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("cannot create region " + files.region())
                .hasMessageContaining("needs 15 MB, has 4 MB at " + files.region().getParent())
                .hasMessageContaining("--slots")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFullFileSystemIsRefusedWithMegabytesAndNothingIsLeft()
            throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none();
                TmpfsMount mount = TmpfsMount.in(temporary.folder(), "size=4m")) {
            RegionFiles files = new RegionFiles(mount.folder().resolve("region"));
            assertNoSpace(files);
            assertThat(namesIn(mount.folder())).isEmpty();
            assertThat(RegionCreator.createIfMissing(files, ChildProgram.SMALL, WAIT)).isTrue();
            Region.attach(files, WAIT).close();
        }
    }

    @Test
    void aRefusedCreationLeavesTheLockFileThatWasThere() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none();
                TmpfsMount mount = TmpfsMount.in(temporary.folder(), "size=4m")) {
            RegionFiles files = new RegionFiles(mount.folder().resolve("region"));
            Files.createFile(files.lock());
            assertNoSpace(files);
            assertThat(namesIn(mount.folder())).containsExactly("region.lock");
        }
    }

    @Test
    void aFileSystemWithoutALimitIsNotTakenForAFullOne() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none();
                TmpfsMount mount = TmpfsMount.in(temporary.folder(), "size=0")) {
            assertThat(Files.getFileStore(mount.folder()).getUsableSpace()).isZero();
            RegionFiles files = new RegionFiles(mount.folder().resolve("region"));
            assertThat(RegionCreator.createIfMissing(files, ChildProgram.SMALL, WAIT)).isTrue();
            Region.attach(files, WAIT).close();
        }
    }

    @Test
    void aFileSystemWithoutRoomForOneMoreNameIsRefused() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none();
                TmpfsMount mount = TmpfsMount.in(temporary.folder(), "size=4m,nr_inodes=2")) {
            RegionFiles files = new RegionFiles(mount.folder().resolve("region"));
            assertThatThrownBy(() -> RegionCreator.createIfMissing(files, ChildProgram.SMALL, WAIT))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("cannot create " + files.temporary())
                    .hasMessageContaining("no space left (errno 28)");
            assertThat(namesIn(mount.folder())).isEmpty();
        }
    }

    @Test
    void aReadOnlyFileSystemIsRefused() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none();
                TmpfsMount mount = TmpfsMount.in(temporary.folder(), "size=4m")) {
            RegionFiles files = new RegionFiles(mount.folder().resolve("region"));
            assertThat(RegionCreator.createIfMissing(files, ChildProgram.SMALL, WAIT)).isTrue();
            mount.remount("ro");
            assertThatThrownBy(() -> Region.attach(files, WAIT).close())
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("it is no file that you may read and write");
            assertThatThrownBy(() -> RegionCreator.removeIfUnused(files))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("cannot open lock file " + files.lock())
                    .hasMessageContaining("the file system is read-only (errno 30)");
            RegionFiles another = new RegionFiles(mount.folder().resolve("another"));
            assertThatThrownBy(
                            () -> RegionCreator.createIfMissing(another, ChildProgram.SMALL, WAIT))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining(mount.folder() + " is no folder that you may write");
        }
    }
}
