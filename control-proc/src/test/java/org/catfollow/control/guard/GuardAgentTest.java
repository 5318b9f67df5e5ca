package org.catfollow.control.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.catfollow.control.car.CarKind;
import org.catfollow.runtime.StageContext;
import org.catfollow.shm.counters.Activity;
import org.catfollow.shm.counters.Counter;
import org.catfollow.shm.layout.Geometry;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.region.RegionFiles;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.ControlStatusCell;
import org.catfollow.shm.slots.GuardReason;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.GuardStatus;
import org.catfollow.shm.slots.GuardStatusCell;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The guard over a real region; the test plays control, by its lock, its row and its status. */
class GuardAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    /** So long that a busy machine makes no control silent; one that is meant to be is made so. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    /** Farewells until one is told in time: control's thread may be held up for as long as that. */
    private static final int ATTEMPTS = 20;

    @TempDir private Path folder;

    private final GuardStatus status = new GuardStatus();
    private final CountingWheels wheels = new CountingWheels();
    private final GuardConfig config =
            new GuardConfig(CarKind.SIMULATED, "", SECOND, MILLI, Duration.ofMillis(20));
    private GuardDuty duty = new GuardDuty(SILENT.toNanos(), 0);
    private RegionFiles files;
    private Region region;
    private RoleClaim guard;
    private RoleClaim control;
    private TwoCellWriter<ControlStatus> controlWriter;
    private GuardAgent agent;

    /** Wheels that count how often they were told, and can be out of reach. */
    private static final class CountingWheels implements Wheels {
        int zeros;
        boolean broken;

        @Override
        public void zero() throws IOException {
            if (broken) {
                throw new IOException("no answer at 0x14");
            }
            zeros++;
        }

        @Override
        public void close() {
            throw new AssertionError("not the agent's to close");
        }
    }

    @BeforeEach
    void attach() {
        files = new RegionFiles(folder.resolve("region"));
        enter();
    }

    private void enter() {
        RegionCreator.createIfMissing(files, new Geometry(4, 64, 64), SECOND);
        region = Region.attach(files, SECOND);
        guard = region.claim(Role.GUARD);
        agent = newAgent();
    }

    private GuardAgent newAgent() {
        return new GuardAgent(
                config,
                duty,
                wheels,
                new StageContext(region, guard, LoggerFactory.getLogger("guard"), () -> false));
    }

    @AfterEach
    void detach() {
        controlDies();
        agent.close();
        guard.close();
        region.close();
    }

    /** As StageProcess does it: enters, works, beats. */
    private void controlComes() {
        control = region.claim(Role.CONTROL);
        controlWriter = control.stateWriter(StateSlot.CONTROL_STATUS, ControlStatusCell.CODEC);
        control.row().activity(Activity.RUNNING, "", System.nanoTime());
        control.row().heartbeat(System.nanoTime());
    }

    private void controlDies() {
        if (control != null) {
            control.close();
            control = null;
        }
    }

    private void controlSays(double speed, long nanos) {
        ControlStatus said = new ControlStatus();
        said.nanos = nanos;
        said.speedMetresPerSecond = (float) speed;
        controlWriter.write(said);
    }

    private GuardStatus round() {
        agent.doWork();
        return published();
    }

    private GuardStatus published() {
        region.stateReader(StateSlot.GUARD_STATUS, GuardStatusCell.CODEC).read(status);
        return status;
    }

    private String rowText() {
        return region.stageRow(Role.GUARD).activityText();
    }

    private void watch() {
        controlComes();
        assertThat(round().state).isEqualTo(GuardState.WATCHING);
    }

    @Test
    void tellsTheWheelsOnceWhereThereWasNeverAControl() {
        for (int i = 0; i < 5; i++) {
            assertThat(round().state).isEqualTo(GuardState.HOLDING);
        }
        assertThat(wheels.zeros).isEqualTo(1);
        assertThat(status.trips).isZero();
        assertThat(status.controlPid).isZero();
        assertThat(rowText())
                .isEqualTo("car simulated, holds the wheels: control is not at work yet");
    }

    @Test
    void watchesAControlThatLivesAndTouchesNothing() {
        watch();
        int before = wheels.zeros;
        long first = status.nanos;
        for (int i = 0; i < 20; i++) {
            control.row().heartbeat(System.nanoTime());
            assertThat(round().state).isEqualTo(GuardState.WATCHING);
        }
        assertThat(wheels.zeros).isEqualTo(before);
        assertThat(status.nanos).isGreaterThan(first);
        assertThat(status.controlPid).isEqualTo(ProcessHandle.current().pid());
        assertThat(rowText()).isEqualTo("car simulated, watches control");
    }

    @Test
    void holdsTheWheelsInEachRoundAfterControlHasGone() {
        watch();
        controlDies();
        int before = wheels.zeros;
        for (int i = 1; i <= 5; i++) {
            assertThat(round().state).isEqualTo(GuardState.HOLDING);
            assertThat(wheels.zeros).isEqualTo(before + i);
        }
        assertThat(status.reason).isEqualTo(GuardReason.CONTROL_GONE);
        assertThat(status.trips).isEqualTo(1);
        assertThat(status.lastZeroNanos).isGreaterThanOrEqualTo(status.lastTripNanos);
        assertThat(rowText()).contains("nobody holds control's role");
        controlComes();
        assertThat(round().state).isEqualTo(GuardState.WATCHING);
    }

    @Test
    void holdsTheWheelsWhileControlHoldsItsRoleAndIsSilent() {
        watch();
        control.row().heartbeat(System.nanoTime() - SILENT.toNanos() - 1);
        assertThat(round().state).isEqualTo(GuardState.HOLDING);
        assertThat(status.reason).isEqualTo(GuardReason.CONTROL_SILENT);
        assertThat(status.trips).isEqualTo(1);
        control.row().heartbeat(System.nanoTime());
        assertThat(round().state).isEqualTo(GuardState.WATCHING);
    }

    @Test
    void seesAControlWhoseLockFileWasMadeAnew() throws IOException {
        watch();
        controlDies();
        assertThat(round().state).isEqualTo(GuardState.HOLDING);
        Files.delete(files.lock());
        watch();
    }

    @Test
    void triesForEverToReachTheWheelsAndSaysSoOnce() {
        watch();
        controlDies();
        failUntilErrorsAre(1);
        assertThat(region.stageRow(Role.GUARD).lastError())
                .isEqualTo("the wheels may turn: no answer at 0x14");
        assertThat(rowText()).isEqualTo("car simulated, cannot reach the wheels");
        for (int i = 0; i < 10; i++) {
            round();
        }
        assertThat(errors()).isEqualTo(1);
        wheels.broken = false;
        assertThat(round().state).isEqualTo(GuardState.HOLDING);
        failUntilErrorsAre(2);
    }

    /** Each round is one failure more, and none is news at once: control may just be resetting the HAT. */
    private void failUntilErrorsAre(int wanted) {
        wheels.broken = true;
        long failures = published().failures;
        assertThat(round().state).isEqualTo(GuardState.FAILING);
        assertThat(errors()).isEqualTo(wanted - 1);
        long deadline = System.nanoTime() + 60_000_000_000L;
        for (long i = 2; errors() < wanted; i++) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            assertThat(round().failures).isEqualTo(failures + i);
        }
    }

    private long errors() {
        return region.stageRow(Role.GUARD).counter(Counter.ERRORS);
    }

    @Test
    void aSuccessorCountsOn() {
        watch();
        controlDies();
        round();
        agent.close();
        duty = new GuardDuty(SILENT.toNanos(), 0);
        agent = newAgent();
        assertThat(round().trips).isEqualTo(1);
        assertThat(status.state).isEqualTo(GuardState.HOLDING);
    }

    @Test
    void whenItEndsItSaysSoAndGoesWhenControlStands() throws InterruptedException {
        watch();
        int before = wheels.zeros;
        boolean inTime = farewellToAControlThatStands();
        for (int i = 1; i < ATTEMPTS && !inTime; i++) {
            duty = new GuardDuty(SILENT.toNanos(), 0);
            agent = newAgent();
            control.row().heartbeat(System.nanoTime());
            assertThat(round().state).isEqualTo(GuardState.WATCHING);
            before = wheels.zeros;
            inTime = farewellToAControlThatStands();
        }
        assertThat(inTime).as("control stood in time").isTrue();
        // As old as can be: control does not drive by it.
        assertThat(published().nanos).isZero();
        assertThat(status.reason).isEqualTo(GuardReason.GUARD_ENDS);
        assertThat(status.trips).isZero();
        assertThat(wheels.zeros).isEqualTo(before + 1);
    }

    /** Ends the guard while control drives; returns whether control stood while it was waited for. */
    private boolean farewellToAControlThatStands() throws InterruptedException {
        boolean[] told = {false};
        long[] stood = {0};
        Thread controlThread =
                new Thread(
                        () -> {
                            told[0] = await(() -> published().nanos == 0);
                            controlSays(0, System.nanoTime() + 1);
                            stood[0] = System.nanoTime();
                        });
        controlSays(0.3, System.nanoTime());
        controlThread.start();
        long begun = System.nanoTime();
        agent.close();
        controlThread.join();
        assertThat(told[0]).as("control was told that the guard ends").isTrue();
        return stood[0] - begun < GuardAgent.FAREWELL_NANOS;
    }

    @Test
    void whenItEndsItLeavesTheWheelsToAControlThatDrivesWithoutIt() {
        watch();
        int before = wheels.zeros;
        controlSays(0.3, System.nanoTime());
        long begun = System.nanoTime();
        agent.close();
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(GuardAgent.FAREWELL_NANOS);
        assertThat(published().nanos).isZero();
        assertThat(wheels.zeros).isEqualTo(before);
    }

    @Test
    void whenItEndsWithoutAControlTheWheelsAreToldAgain() {
        watch();
        controlDies();
        int before = wheels.zeros;
        agent.close();
        assertThat(wheels.zeros).isGreaterThan(before);
        assertThat(published().state).isEqualTo(GuardState.HOLDING);
    }

    @Test
    void holdsTheWheelsWhenTheRegionIsTakenAwayUntilControlIsOnTheNext() throws IOException {
        watch();
        Files.delete(files.region());
        int before = wheels.zeros;
        agent.doWork();
        agent.close();
        assertThat(wheels.zeros).isEqualTo(before + 1);
        controlDies();
        guard.close();
        region.close();
        enter();
        assertThat(round().state).isEqualTo(GuardState.HOLDING);
        assertThat(status.reason).isEqualTo(GuardReason.REGION_LOST);
        assertThat(status.trips).isEqualTo(1);
        watch();
    }

    @Test
    void aRoundAllocatesNothingWhileItWatchesAndWhileItHolds() {
        controlComes();
        assertThat(leastAllocated(() -> control.row().heartbeat(System.nanoTime()))).isZero();
        assertThat(published().state).isEqualTo(GuardState.WATCHING);
        control.row().heartbeat(0);
        assertThat(leastAllocated(() -> {})).isZero();
        assertThat(published().state).isEqualTo(GuardState.HOLDING);
    }

    /** The JDK takes a few bytes now and then while it compiles; what a round takes it takes in each. */
    private long leastAllocated(Runnable before) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 30 && least > 0; i++) {
            long start = threads.getCurrentThreadAllocatedBytes();
            for (int j = 0; j < 3000; j++) {
                before.run();
                agent.round();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - start);
        }
        return least;
    }

    /** Returns whether it came to be so. */
    private static boolean await(BooleanSupplier fact) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        boolean is = fact.getAsBoolean();
        while (!is && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
            is = fact.getAsBoolean();
        }
        return is;
    }
}
