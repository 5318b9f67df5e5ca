package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.catfollow.shm.ChildJvm;
import org.catfollow.shm.ChildProgram;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.junit.jupiter.api.Test;

/** A region is made once, whole, or not at all. */
class RegionCreatorTest {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private static List<String> namesIn(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void oneOfManyThreadsMakesItAndAllCanAttach() throws IOException, InterruptedException {
        for (int round = 0; round < 5; round++) {
            try (TemporaryRegion temporary = TemporaryRegion.none()) {
                AtomicInteger made = new AtomicInteger();
                AtomicInteger attached = new AtomicInteger();
                CountDownLatch go = new CountDownLatch(1);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Thread thread =
                            new Thread(
                                    () -> {
                                        awaitQuietly(go);
                                        RegionFiles files = temporary.files();
                                        if (RegionCreator.createIfMissing(
                                                files, ChildProgram.SMALL, WAIT)) {
                                            made.incrementAndGet();
                                        }
                                        try (Region region = temporary.attach()) {
                                            attached.addAndGet(region.isReplaced() ? 0 : 1);
                                        }
                                    });
                    thread.start();
                    threads.add(thread);
                }
                go.countDown();
                for (Thread thread : threads) {
                    thread.join();
                }
                assertThat(made).hasValue(1);
                assertThat(attached).hasValue(8);
                assertThat(namesIn(temporary.folder())).containsExactly("region", "region.lock");
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oneOfSeveralProcessesMakesIt() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.none();
                ChildJvm a = ChildJvm.start("create", temporary.files().region().toString());
                ChildJvm b = ChildJvm.start("create", temporary.files().region().toString())) {
            assertThat(a.line()).isEqualTo("ready");
            assertThat(b.line()).isEqualTo("ready");
            a.proceed();
            b.proceed();
            assertThat(List.of(a.line(), b.line())).containsExactlyInAnyOrder("made", "found");
            assertThat(a.exitStatus()).isZero();
            assertThat(b.exitStatus()).isZero();
        }
    }

    @Test
    void aKilledCreatorsTemporaryFileIsReplaced() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.none()) {
            Files.write(temporary.files().temporary(), new byte[77]);
            assertThat(RegionCreator.createIfMissing(temporary.files(), ChildProgram.SMALL, WAIT))
                    .isTrue();
            temporary.attach().close();
            assertThat(namesIn(temporary.folder())).containsExactly("region", "region.lock");
        }
    }

    @Test
    void aRegionThatIsThereIsLeftAlone() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small()) {
            Geometry other = new Geometry(8, 64, 64);
            assertThat(RegionCreator.createIfMissing(temporary.files(), other, WAIT)).isFalse();
            try (Region region = temporary.attach()) {
                assertThat(region.geometry()).isEqualTo(ChildProgram.SMALL);
            }
        }
    }

    @Test
    void aCreatorThatTakesTooLongIsNamed() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.none();
                LockFile other = LockFile.open(temporary.files())) {
            assertThat(other.tryLock(LockFile.CREATION)).isTrue();
            assertThatThrownBy(
                            () ->
                                    RegionCreator.createIfMissing(
                                            temporary.files(),
                                            ChildProgram.SMALL,
                                            Duration.ofMillis(20)))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("another process has been creating it for 20 ms");
        }
    }

    @Test
    void aMissingFolderIsRefused() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.none()) {
            Path missing = temporary.folder().resolve("no/region");
            assertThatThrownBy(
                            () ->
                                    RegionCreator.createIfMissing(
                                            new RegionFiles(missing), ChildProgram.SMALL, WAIT))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("is no folder that you may write")
                    .hasMessageContaining("--region");
            assertThat(namesIn(temporary.folder())).isEmpty();
        }
    }

    @Test
    void aFailedCreationLeavesTheLockFileOfLivingStages() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleClaim claim = region.claim(Role.CONTROL)) {
            assertThat(claim.role()).isEqualTo(Role.CONTROL);
            Files.delete(temporary.files().region());
            // No temporary file can be made where a folder with content lies.
            Path obstacle = Files.createDirectory(temporary.files().temporary());
            Path content = Files.createFile(obstacle.resolve("content"));
            assertThatThrownBy(
                            () ->
                                    RegionCreator.createIfMissing(
                                            temporary.files(), ChildProgram.SMALL, WAIT))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("errno 17");
            assertThat(RoleLock.isHeld(temporary.files(), Role.CONTROL)).isTrue();
            Files.delete(content);
        }
    }

    @Test
    void aFailedCreationRemovesTheLockFileThatItMade() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.none()) {
            Path obstacle = Files.createDirectory(temporary.files().temporary());
            Path content = Files.createFile(obstacle.resolve("content"));
            assertThatThrownBy(
                            () ->
                                    RegionCreator.createIfMissing(
                                            temporary.files(), ChildProgram.SMALL, WAIT))
                    .isInstanceOf(RegionException.class);
            assertThat(namesIn(temporary.folder())).containsExactly("region.new");
            Files.delete(content);
        }
    }

    @Test
    void aLockOnAFileThatWasRemovedMeanwhileIsTakenAgain() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.none();
                LockFile stale = LockFile.open(temporary.files())) {
            assertThat(stale.isCurrent()).isTrue();
            Files.delete(temporary.files().lock());
            assertThat(stale.isCurrent()).isFalse();
            try (LockFile fresh = LockFile.open(temporary.files())) {
                assertThat(fresh.isCurrent()).isTrue();
                assertThat(stale.isCurrent()).isFalse();
                assertThat(fresh.inode()).isNotEqualTo(stale.inode());
            }
        }
    }
}
