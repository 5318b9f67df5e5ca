package org.catfollow.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.catfollow.control.car.CarKind;
import org.catfollow.control.car.WheelsKey;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.GuardState;
import org.catfollow.shm.slots.Latency;
import org.catfollow.shm.slots.LatencyCell;
import org.catfollow.shm.slots.Pose;
import org.catfollow.shm.slots.PoseCell;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SensorsCell;
import org.catfollow.shm.slots.SpeedLimit;
import org.catfollow.shm.slots.StateSlot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control beside its guard, and what it takes from people and publishes, over a real region. */
class GuardedControlTest {
    /** A guard that is silent for 0.2 s is gone, and with it what was going on. */
    private static final long BEARABLE_NANOS = 150_000_000;

    @TempDir private Path folder;

    private ControlRig rig;
    private ControlAgent agent;

    @BeforeEach
    void start() throws IOException {
        rig = new ControlRig(Files.createTempDirectory(folder, "rig"));
        agent = rig.start(ControlConfig.DEFAULT);
    }

    private void undisturbed(Runnable trial) {
        Trials.undisturbed(() -> rig.longestNanos() > BEARABLE_NANOS, this::anew, trial);
    }

    private void anew() {
        rig.close();
        try {
            start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private Command hand(double speed) {
        Command command = new Command();
        command.speedMetresPerSecond = speed;
        command.panDegrees = 20;
        return command;
    }

    @Test
    void aGuardThatFallsSilentIsAStop() {
        rig.drive();
        long silentSince = System.nanoTime();
        while (rig.published().state != ControlState.IDLE) {
            assertThat(System.nanoTime() - silentSince).isLessThan(5_000_000_000L);
            rig.showTarget();
            agent.doWork();
        }
        assertThat(rig.published().reason).isEqualTo(ControlReason.GUARD_GONE);
        assertThat(rig.published().limit).isEqualTo(SpeedLimit.GUARD);
        assertThat(rig.published().speedMetresPerSecond).isZero();
        rig.drive();
    }

    @Test
    void aGuardThatCannotReachTheWheelsIsNone() {
        rig.guardStatus.state = GuardState.FAILING;
        for (int i = 0; i < 20; i++) {
            rig.round();
            assertThat(rig.published().speedMetresPerSecond).isZero();
        }
        assertThat(rig.published().reason).isEqualTo(ControlReason.GUARD_GONE);
    }

    @Test
    void aGuardOfAnotherCarIsNone() {
        rig.guardStatus.wheels = WheelsKey.of(CarKind.PICAR_X, "pi4j");
        for (int i = 0; i < 20; i++) {
            rig.round();
            assertThat(rig.published().speedMetresPerSecond).isZero();
        }
        assertThat(rig.published().reason).isEqualTo(ControlReason.GUARD_GONE);
        agent.housekeeping(System.nanoTime());
        assertThat(rig.region.stageRow(Role.CONTROL).lastError())
                .contains("another car", "same --car and --hat");
    }

    @Test
    void afterTheGuardTookTheWheelsTheSpeedBeginsAtZero() {
        rig.drive();
        rig.guardStatus.trips++;
        rig.round();
        assertThat(rig.published().speedMetresPerSecond).isZero();
        assertThat(rig.published().state).isEqualTo(ControlState.APPROACH);
        rig.drive();
    }

    @Test
    void whileTheGuardHoldsTheWheelsControlWantsNone() {
        rig.drive();
        rig.guardStatus.state = GuardState.HOLDING;
        for (int i = 0; i < 10; i++) {
            rig.round();
            assertThat(rig.published().speedMetresPerSecond).isZero();
        }
        assertThat(rig.published().limit).isEqualTo(SpeedLimit.GUARD);
    }

    @Test
    void doesWithoutAGuardWhenToldToAndSaysSo() {
        rig.end();
        agent = rig.start(ControlOptionsTest.parse("--no-guard"));
        assertThat(rig.region.stageRow(Role.CONTROL).activityText()).contains("WITHOUT A GUARD");
        while (rig.published().speedMetresPerSecond < 0.05) {
            rig.showTarget();
            agent.doWork();
        }
    }

    @Test
    void aHandDrivesBackwardsWithoutPicturesAndOnlyAsLongAsItSaysSo() {
        undisturbed(this::aHandDrivesBackwards);
    }

    private void aHandDrivesBackwards() {
        rig.guardLives();
        rig.work();
        long given = System.nanoTime();
        long sequence = rig.send(CommandKind.MANUAL, hand(-0.2));
        rig.guardLives();
        rig.work();
        assertThat(rig.region.result(sequence)).isEqualTo(CommandResult.ACCEPTED);
        float slowest = 0;
        while (rig.published().state == ControlState.MANUAL) {
            slowest = Math.min(slowest, rig.published().speedMetresPerSecond);
            assertThat(System.nanoTime() - given).isLessThan(5_000_000_000L);
            rig.guardLives();
            rig.work();
        }
        assertThat(slowest).isLessThan(-0.05f);
        assertThat(rig.published().panDegrees).isPositive();
        assertThat(rig.published().reason).isEqualTo(ControlReason.MANUAL_ENDED);
        assertThat(rig.published().speedMetresPerSecond).isZero();
        assertThat(System.nanoTime() - given).isGreaterThan(400_000_000L);
    }

    @Test
    void refusesAHandThatWantsTooMuchAndOneAfterAStop() {
        rig.round();
        long tooFast = rig.send(CommandKind.MANUAL, hand(0.5));
        rig.round();
        assertThat(rig.region.result(tooFast)).isEqualTo(CommandResult.REFUSED);
        rig.region.stopLatch().press(1, System.nanoTime());
        long pressed = rig.send(CommandKind.MANUAL, hand(0.1));
        rig.round();
        assertThat(rig.region.result(pressed)).isEqualTo(CommandResult.REFUSED);
        assertThat(rig.published().state).isEqualTo(ControlState.STOPPED);
    }

    @Test
    void refusesToCalibrateACarThatHasNoCalibration() {
        rig.round();
        Command command = new Command();
        command.part = CalibrationPart.STEERING;
        command.value = 3;
        long sequence = rig.send(CommandKind.CALIBRATE, command);
        rig.round();
        assertThat(rig.region.result(sequence)).isEqualTo(CommandResult.REFUSED);
        rig.round();
        assertThat(rig.published().state).isNotEqualTo(ControlState.MANUAL);
    }

    @Test
    void aPoseThatIsDeclaredIsTakenWithoutDrift() {
        rig.drive();
        Pose pose = new Pose();
        TwoCellReader<Pose> reader = rig.region.stateReader(StateSlot.POSE, PoseCell.CODEC);
        reader.read(pose);
        assertThat(pose.travelledMetres).isPositive();
        assertThat(pose.driftMetres).isPositive();
        Command command = new Command();
        command.x = 3;
        command.y = -2;
        command.value = 90;
        long sequence = rig.send(CommandKind.POSE_RESET, command);
        rig.round();
        assertThat(rig.region.result(sequence)).isEqualTo(CommandResult.ACCEPTED);
        reader.read(pose);
        assertThat(pose.xMetres).isEqualTo(3);
        assertThat(pose.headingDegrees).isEqualTo(90);
        assertThat(pose.driftMetres).isZero();
        assertThat(pose.resetNanos).isPositive();
    }

    @Test
    void goesHomeAndASuccessorStaysThereToo() {
        undisturbed(this::goesHome);
    }

    private void goesHome() {
        rig.drive();
        // It is nearly there already.
        long sequence = rig.send(CommandKind.GO_HOME, new Command());
        rig.roundUntil(() -> rig.published().state == ControlState.STOPPED);
        assertThat(rig.region.result(sequence)).isEqualTo(CommandResult.ACCEPTED);
        assertThat(rig.published().reason).isEqualTo(ControlReason.HOME_REACHED);
        rig.end();
        agent = rig.start(ControlConfig.DEFAULT);
        rig.round();
        assertThat(rig.published().state).isEqualTo(ControlState.STOPPED);
        rig.send(CommandKind.RESUME, new Command());
        rig.drive();
    }

    @Test
    void publishesHowLongPicturesTakeOnceForEach() {
        rig.drive();
        agent.housekeeping(System.nanoTime());
        Latency latency = new Latency();
        var reader = rig.region.stateReader(StateSlot.LATENCY, LatencyCell.CODEC);
        reader.read(latency);
        long before = latency.count;
        for (int i = 0; i < 10; i++) {
            rig.round();
        }
        // Rounds without a new picture count nothing.
        for (int i = 0; i < 5; i++) {
            rig.guardLives();
            agent.doWork();
        }
        agent.housekeeping(System.nanoTime());
        reader.read(latency);
        // A machine that is held up may leave one out.
        assertThat(latency.count - before).isBetween(5L, 10L);
        assertThat(Arrays.stream(latency.buckets).sum()).isEqualTo(latency.count);
        assertThat(latency.p50Nanos).isBetween(ControlRig.PICTURE_AGE_NANOS, latency.p99Nanos);
        assertThat(latency.p99Nanos).isLessThanOrEqualTo(latency.maxNanos);
    }

    @Test
    void publishesThatACarHasNoSensors() {
        rig.round();
        Sensors sensors = new Sensors();
        rig.region.stateReader(StateSlot.SENSORS, SensorsCell.CODEC).read(sensors);
        assertThat(sensors.nanos).isPositive();
        assertThat(sensors.echo).isEqualTo(EchoState.NONE);
    }
}
