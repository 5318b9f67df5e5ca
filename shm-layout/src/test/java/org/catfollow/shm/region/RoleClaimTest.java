package org.catfollow.shm.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.catfollow.shm.ChildJvm;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.counters.StageRowReader;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.slots.TrackCell;
import org.junit.jupiter.api.Test;

/** One process holds a role; the kernel, not a pid, says whether it lives. */
class RoleClaimTest {
    @Test
    void aSecondHolderIsRefusedWithThePidOfTheFirst() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                Region other = temporary.attach()) {
            assertThat(RoleLock.isHeld(temporary.files(), Role.TRACKER)).isFalse();
            RoleClaim claim = region.claim(Role.TRACKER);
            assertThat(RoleLock.isHeld(temporary.files(), Role.TRACKER)).isTrue();
            assertThat(RoleLock.isHeld(temporary.files(), Role.CAPTURE)).isFalse();
            assertThatThrownBy(() -> other.claim(Role.TRACKER).close())
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("cannot be tracker of region")
                    .hasMessageContaining("process " + ProcessHandle.current().pid() + " already");
            claim.close();
            claim.close();
            assertThat(RoleLock.isHeld(temporary.files(), Role.TRACKER)).isFalse();
            try (RoleClaim next = other.claim(Role.TRACKER)) {
                assertThat(next.row().epoch()).isEqualTo(2);
            }
        }
    }

    @Test
    void aRoleIsCarriedOverFromALostRegionToTheNext() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region first = temporary.attach()) {
            RoleLock kept = first.claim(Role.TRACKER).leave();
            assertThat(RoleLock.isHeld(temporary.files(), Role.TRACKER)).isTrue();
            try (Region next = temporary.attach()) {
                assertThatThrownBy(() -> next.claim(Role.TRACKER).close())
                        .isInstanceOf(RegionException.class);
                try (RoleClaim claim = next.claim(Role.TRACKER, kept)) {
                    assertThat(claim.row().epoch()).isEqualTo(2);
                    assertThat(RoleLock.isHeld(temporary.files(), Role.TRACKER)).isTrue();
                }
                assertThat(RoleLock.isHeld(temporary.files(), Role.TRACKER)).isFalse();
            }
        }
    }

    @Test
    void closingAnotherDescriptorOfTheLockFileLosesNoRole() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleClaim claim = region.claim(Role.CONTROL)) {
            assertThat(claim.role()).isEqualTo(Role.CONTROL);
            LockFile.open(temporary.files()).close();
            Command command = new Command();
            command.kind = CommandKind.RESUME;
            assertThat(region.send(command, Duration.ofSeconds(1))).isEqualTo(1);
            assertThat(RoleLock.isHeld(temporary.files(), Role.CONTROL)).isTrue();
        }
    }

    @Test
    void sigkillReleasesTheRoleAndTheSuccessorCountsOn() throws IOException, InterruptedException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                ChildJvm child = ChildJvm.start("hold", temporary.files().region().toString())) {
            assertThat(child.line()).isEqualTo("held 1");
            StageRowReader row = region.stageRow(Role.CONTROL);
            assertThat(row.pid()).isEqualTo(child.pid());
            assertThat(row.startTicks()).isEqualTo(ProcessIdentity.startTicksOf(child.pid()));
            assertThat(row.startTicks()).isPositive();
            assertThat(RoleLock.isHeld(temporary.files(), Role.CONTROL)).isTrue();
            assertThatThrownBy(() -> region.claim(Role.CONTROL).close())
                    .hasMessageContaining("process " + child.pid() + " already is");
            child.kill();
            assertThat(RoleLock.isHeld(temporary.files(), Role.CONTROL)).isFalse();
            try (RoleClaim claim = region.claim(Role.CONTROL)) {
                assertThat(claim.row().epoch()).isEqualTo(2);
            }
        }
    }

    @Test
    void aRoleIsReleasedAtCloseWhileTheProcessGoesOn() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                ChildJvm child = ChildJvm.start("hold", temporary.files().region().toString())) {
            assertThat(child.line()).isEqualTo("held 1");
            child.proceed();
            assertThat(child.line()).isEqualTo("released");
            assertThat(RoleLock.isHeld(temporary.files(), Role.CONTROL)).isFalse();
        }
    }

    @Test
    void theRowTellsWhatTheStageSaysAndOutlivesIt() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            StageRowReader row = region.stageRow(Role.DETECTOR);
            assertThat(row.activity()).isEqualTo(Activity.ABSENT);
            assertThat(row.pid()).isZero();
            try (RoleClaim claim = region.claim(Role.DETECTOR)) {
                assertThat(row.activity()).isEqualTo(Activity.STARTING);
                claim.row().activity(Activity.IDLE, "no model", 5);
                claim.row().add(Counter.DROPPED, 3);
                claim.row().lastError("x".repeat(147) + "ü", 6);
                claim.row().framesPerSecond(12.5);
                claim.row().heartbeat(99);
                try (LockFile lock = LockFile.open(temporary.files())) {
                    assertThat(row.lockInode()).isEqualTo(lock.inode()).isPositive();
                }
            }
            assertThat(row.activity()).isEqualTo(Activity.IDLE);
            assertThat(row.activityText()).isEqualTo("no model");
            assertThat(row.counter(Counter.DROPPED)).isEqualTo(3);
            assertThat(row.lastError()).isEqualTo("x".repeat(147));
            assertThat(row.framesPerSecond()).isEqualTo(12.5);
            assertThat(row.heartbeatNanos()).isEqualTo(99);
            region.claim(Role.DETECTOR).close();
            assertThat(row.counter(Counter.DROPPED)).isZero();
            assertThat(row.lastError()).startsWith("xxx");
            assertThat(row.epoch()).isEqualTo(2);
        }
    }

    @Test
    void aRoleWritesOnlyWhatItOwns() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleClaim claim = region.claim(Role.DETECTOR)) {
            assertThatThrownBy(claim::frameWriter).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(claim::commandReceiver).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> claim.resumedThrough(1))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> claim.stateWriter(StateSlot.TRACK, TrackCell.CODEC))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aResumeCannotUndoStopsThatNobodyHasPressedYet() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                RoleClaim claim = region.claim(Role.CONTROL)) {
            region.stopLatch().press(1, 2);
            claim.resumedThrough(Long.MAX_VALUE);
            assertThat(region.resumedThrough()).isEqualTo(1);
            region.stopLatch().press(1, 3);
            assertThat(region.stopLatch().count()).isGreaterThan(region.resumedThrough());
        }
    }

    @Test
    void aSenderWaitsForAnotherOnlyAsLongAsTold() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach();
                LockFile other = LockFile.open(temporary.files())) {
            Command command = new Command();
            command.kind = CommandKind.RESUME;
            assertThat(other.tryLock(LockFile.COMMANDS)).isTrue();
            assertThatThrownBy(() -> region.send(command, Duration.ofMillis(20)))
                    .isInstanceOf(RegionException.class)
                    .hasMessageContaining("another sender has been writing for 20 ms");
            other.unlock(LockFile.COMMANDS);
            assertThat(region.send(command, Duration.ofMillis(20))).isEqualTo(1);
        }
    }

    @Test
    void aRestartWipesTheCountersButNotTheEvidenceOfMismatches() throws IOException {
        try (TemporaryRegion temporary = TemporaryRegion.small();
                Region region = temporary.attach()) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                try (RoleClaim claim = region.claim(Role.TRACKER)) {
                    claim.row().set(Counter.MISMATCHED, 2);
                    claim.row().add(Counter.FRAMES, 5);
                }
                StageRowReader row = region.stageRow(Role.TRACKER);
                assertThat(row.counter(Counter.MISMATCHED)).isEqualTo(2L * epoch);
                assertThat(row.counter(Counter.FRAMES)).isEqualTo(5);
            }
        }
    }
}
