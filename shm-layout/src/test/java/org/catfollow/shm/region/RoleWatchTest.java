package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.catfollow.shm.ChildJvm;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.junit.jupiter.api.Test;

/** Whether a role is held, asked again and again on one descriptor. */
class RoleWatchTest {
    private static boolean held(RoleWatch watch, Region region) {
        StageRowReader row = region.stageRow(Role.CONTROL);
        return watch.isHeld(row.lockInode());
    }

    @Test
    void seesARoleTakenAndLetGo() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleWatch watch = new RoleWatch(temporary.files(), Role.CONTROL)) {
            assertThat(held(watch, region)).isFalse();
            try (RoleClaim tracker = region.claim(Role.TRACKER)) {
                assertThat(tracker.role()).isEqualTo(Role.TRACKER);
                assertThat(held(watch, region)).isFalse();
            }
            for (int i = 0; i < 3; i++) {
                try (RoleClaim control = region.claim(Role.CONTROL)) {
                    assertThat(control.row().epoch()).isEqualTo(i + 1);
                    assertThat(held(watch, region)).isTrue();
                    assertThat(held(watch, region)).isTrue();
                }
                assertThat(held(watch, region)).isFalse();
            }
        }
    }

    @Test
    void seesThatTheHolderWasKilled() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleWatch watch = new RoleWatch(temporary.files(), Role.CONTROL);
                ChildJvm child = ChildJvm.start("hold", temporary.files().region().toString())) {
            assertThat(child.line()).isEqualTo("held 1");
            StageRowReader row = region.stageRow(Role.CONTROL);
            assertThat(watch.isHeld(row.lockInode())).isTrue();
            child.kill();
            assertThat(watch.isHeld(row.lockInode())).isFalse();
        }
    }

    @Test
    void followsTheHolderToALockFileMadeAnew() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleWatch watch = new RoleWatch(temporary.files(), Role.CONTROL)) {
            RoleClaim first = region.claim(Role.CONTROL);
            assertThat(held(watch, region)).isTrue();
            Files.delete(temporary.files().lock());
            assertThat(held(watch, region)).as("who still holds it in the old file").isTrue();
            first.close();
            assertThat(held(watch, region)).isFalse();
            try (RoleClaim next = region.claim(Role.CONTROL)) {
                assertThat(next.isLockReplaced()).isFalse();
                assertThat(held(watch, region)).isTrue();
            }
            assertThat(held(watch, region)).isFalse();
        }
    }

    @Test
    void whereTheLockFileIsMissingNobodyHoldsIt() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            Files.deleteIfExists(temporary.files().lock());
            try (RoleWatch watch = new RoleWatch(temporary.files(), Role.CONTROL)) {
                assertThat(held(watch, region)).isFalse();
                try (RoleClaim control = region.claim(Role.CONTROL)) {
                    assertThat(control.role()).isEqualTo(Role.CONTROL);
                    assertThat(held(watch, region)).isTrue();
                }
            }
        }
    }
}
