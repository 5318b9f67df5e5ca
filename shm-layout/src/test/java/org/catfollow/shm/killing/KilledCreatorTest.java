package org.catfollow.shm.killing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionException;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.region.TemporaryRegion;
import org.junit.jupiter.api.Test;

/** A creator or remover is killed before each step: a region is whole or not there, and comes back. */
class KilledCreatorTest {
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Step LOCKED = new Step("Libc.tryLock", "Syscall.call");
    private static final Step MOVED = new Step("RegionCreator.create", "Files.move");
    private static final Step REMOVED =
            new Step("RegionCreator.deleteQuietly", "Files.deleteIfExists");

    private static void assertUsable(RegionFiles files) {
        try (Region region = Region.attach(files, Duration.ZERO);
                RoleClaim claim = region.claim(Role.CAPTURE)) {
            assertThat(region.geometry()).isEqualTo(ChildProgram.SMALL);
            assertThat(claim.row().epoch()).isPositive();
            assertThat(claim.frameWriter().claim()).isEqualTo(1);
        }
    }

    private static void assertNotThere(RegionFiles files) {
        assertThatThrownBy(() -> Region.attach(files, Duration.ZERO).close())
                .isInstanceOf(RegionException.class)
                .hasMessageContaining("it was not created");
    }

    /** Comes when there is no region yet. */
    private static final class NextCreator implements Victim {
        private final TemporaryRegion temporary = TemporaryRegion.none();

        NextCreator() throws IOException {}

        @Override
        public RegionFiles files() {
            return temporary.files();
        }

        @Override
        public void watch() {
            assertNotThere(files());
        }

        @Override
        public void whileStanding(List<Step> done) {
            if (done.contains(MOVED)) {
                Region.attach(files(), Duration.ZERO).close();
                assertThat(create(Duration.ofMillis(5))).isFalse();
            } else {
                assertNotThere(files());
                if (done.contains(LOCKED)) {
                    assertThatThrownBy(() -> create(Duration.ofMillis(5)))
                            .isInstanceOf(RegionException.class)
                            .hasMessageContaining("another process has been creating it");
                }
            }
        }

        @Override
        public void afterDeath(List<Step> done) throws IOException {
            if (!done.contains(MOVED)) {
                assertNotThere(files());
            }
            assertThat(create(WAIT)).isEqualTo(!done.contains(MOVED));
            assertUsable(files());
            assertThat(Files.exists(files().temporary())).isFalse();
            assertThat(RegionCreator.removeIfUnused(files())).isTrue();
            try (var left = Files.list(temporary.folder())) {
                assertThat(left).isEmpty();
            }
        }

        private boolean create(Duration timeout) {
            return RegionCreator.createIfMissing(files(), ChildProgram.SMALL, timeout);
        }

        @Override
        public void close() throws IOException {
            temporary.close();
        }
    }

    /** Comes when a region is being removed. */
    private static final class NextRemover implements Victim {
        private final TemporaryRegion temporary = TemporaryRegion.small();

        NextRemover() throws IOException {}

        @Override
        public RegionFiles files() {
            return temporary.files();
        }

        @Override
        public void watch() {
            Region.attach(files(), Duration.ZERO).close();
        }

        @Override
        public void whileStanding(List<Step> done) {
            if (done.contains(REMOVED)) {
                assertNotThere(files());
            } else {
                Region.attach(files(), Duration.ZERO).close();
            }
        }

        @Override
        public void afterDeath(List<Step> done) throws IOException {
            boolean made = RegionCreator.createIfMissing(files(), ChildProgram.SMALL, WAIT);
            assertThat(made).isEqualTo(done.contains(REMOVED));
            assertUsable(files());
            assertThat(RegionCreator.removeIfUnused(files())).isTrue();
            assertThat(Files.exists(files().region())).isFalse();
            assertThat(Files.exists(files().lock())).isFalse();
        }

        @Override
        public void close() throws IOException {
            temporary.close();
        }
    }

    @Test
    void theNextCreatorMakesTheRegionAndNobodyAttachesToHalfOfIt()
            throws IOException, InterruptedException {
        List<Step> steps = KilledAtEachStep.run("create", NextCreator::new);
        assertThat(steps)
                .containsSubsequence(
                        new Step("Libc.open", "Syscall.call"),
                        LOCKED,
                        REMOVED,
                        new Step("FileSpace.freeBytes", "Files.getFileStore"),
                        new Step("Libc.open", "Syscall.call"),
                        new Step("Libc.allocate", "MethodHandle.invokeExact"),
                        new Step("Mapping.map", "OS.map"),
                        new Step("RegionHeader.write", "BytesStore.writeLong"),
                        new Step("RegionHeader.write", "BytesStore.writeOrderedLong"),
                        MOVED);
        // Fifteen fields, checksum and ready, and two words for each of nine sections.
        assertThat(steps)
                .filteredOn(step -> step.place().equals("RegionHeader.write"))
                .hasSizeGreaterThan(30);
        assertThat(steps).hasSizeBetween(50, 80);
    }

    @Test
    void aHalfRemovedRegionIsMadeAnewOrRemovedAgain() throws IOException, InterruptedException {
        List<Step> steps = KilledAtEachStep.run("remove", NextRemover::new);
        assertThat(steps)
                .containsSubsequence(
                        new Step("Libc.open", "Syscall.call"),
                        LOCKED,
                        new Step("Libc.isLocked", "Syscall.call"),
                        REMOVED,
                        REMOVED,
                        REMOVED);
        assertThat(steps).hasSizeBetween(8, 20);
    }
}
