package org.catfollow.shm.killing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.ProcessIdentity;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.region.TemporaryRegion;
import org.junit.jupiter.api.Test;

/** A stage is killed before each step of taking its role: nobody is locked out, no text is mixed. */
class KilledStageRowTest {
    private static final String STORE = "BytesStore.";
    private static final Step LOCKED = new Step("Libc.tryLock", "Syscall.call");
    private static final Step COUNTED =
            new Step("StageRowWriter.enter", STORE + "writeOrderedLong");
    private static final Step PUBLISHED =
            new Step("TwoCellWriter.publish", STORE + "writeOrderedLong");

    /** Reads the row of a stage that is taking its role a second time. */
    private static final class Watcher implements Victim {
        private final TemporaryRegion temporary = TemporaryRegion.small();
        private final Region region = temporary.attach();
        private final StageRowReader row = region.stageRow(Role.TRACKER);
        private long lastPid;

        Watcher() throws IOException {}

        @Override
        public RegionFiles files() {
            return temporary.files();
        }

        @Override
        public void watch() {
            lastPid = row.pid();
            assertThat(row.epoch()).isEqualTo(1);
        }

        @Override
        public void whileStanding(List<Step> done) {
            boolean locked = done.contains(LOCKED);
            assertThat(RoleLock.isHeld(files(), Role.TRACKER)).isEqualTo(locked);
            if (locked) {
                assertThatThrownBy(() -> region.claim(Role.TRACKER).close())
                        .hasMessageContaining("process " + lastPid + " already is");
            }
            look(done);
        }

        @Override
        public void afterDeath(List<Step> done) {
            assertThat(RoleLock.isHeld(files(), Role.TRACKER)).isFalse();
            look(done);
            long epoch = row.epoch();
            String error = row.lastError();
            try (RoleClaim claim = region.claim(Role.TRACKER)) {
                assertThat(claim.row().epoch()).isEqualTo(epoch + 1);
                assertThat(row.pid()).isEqualTo(ProcessIdentity.current().pid());
                assertThat(row.activity()).isEqualTo(Activity.STARTING);
                assertThat(row.counter(Counter.FRAMES)).isZero();
                assertThat(row.lastError()).isEqualTo(error);
                claim.row().lastError("the third", 3);
                assertThat(row.lastError()).isEqualTo("the third");
            }
        }

        private void look(List<Step> done) {
            boolean counted = done.contains(COUNTED);
            assertThat(row.epoch()).isEqualTo(counted ? 2 : 1);
            // Both holders are threads of one process.
            assertThat(row.pid()).isEqualTo(lastPid);
            assertThat(row.startTicks()).isPositive();
            assertThat(row.lockInode()).isPositive();
            assertThat(row.counter(Counter.FRAMES)).isIn(0L, Contents.FRAMES_OF_THE_FIRST);
            assertThat(row.counter(Counter.FRAMES) == 0)
                    .isEqualTo(
                            done.contains(new Step("StageRowWriter.enter", STORE + "writeLong")));
            assertThat(row.activity()).isEqualTo(Activity.STARTING);
            assertThat(row.activityText()).isEmpty();
            long texts = done.stream().filter(PUBLISHED::equals).count();
            assertThat(row.lastError())
                    .isEqualTo(texts < 2 ? Contents.FIRST_ERROR : Contents.SECOND_ERROR);
        }

        @Override
        public void close() throws IOException {
            region.close();
            temporary.close();
        }
    }

    @Test
    void theRowIsWholeAndTheSuccessorCountsOn() throws IOException, InterruptedException {
        List<Step> steps = KilledAtEachStep.run("enter", Watcher::new);
        assertThat(steps)
                .startsWith(new Step("Libc.open", "Syscall.call"), LOCKED)
                .containsSubsequence(
                        new Step("LockFile.inodeOf", "Files.getAttribute"),
                        new Step("Mapping.map", "OS.map"),
                        new Step("StageRowWriter.enter", STORE + "writeLong"),
                        new Step("StageRowWriter.enter", STORE + "writeDouble"),
                        PUBLISHED,
                        COUNTED,
                        new Step("Utf8.write", STORE + "writeByte"),
                        PUBLISHED);
        // Counters 32, row 7, empty text 5, the text of 51 bytes 56.
        assertThat(steps).filteredOn(step -> step.call().startsWith(STORE)).hasSize(99);
    }
}
