package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.catfollow.cli.ManualKeys.Wish;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandReceiver;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.HeldCommandLock;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RegionCreator;
import org.catfollow.shm.slots.BatteryState;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.catfollow.shm.slots.EchoState;
import org.catfollow.shm.slots.Sensors;
import org.catfollow.shm.slots.SpeedLimit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualCommandTest {
    @TempDir private Path folder;
    private Robot robot;
    private final ManualKeys keys = new ManualKeys();

    @BeforeEach
    void makeRobot() {
        robot = new Robot(folder);
    }

    @AfterEach
    void endRobot() {
        robot.close();
    }

    private static Command next(CommandReceiver receiver) {
        Command command = new Command();
        long sequence = receiver.next(command);
        if (sequence <= 0) {
            return null;
        }
        receiver.take(sequence);
        return command;
    }

    @Test
    void withoutATerminalItIsOneLineAndCodeTwo() throws IOException {
        Path none = Files.createFile(folder.resolve("none"));
        Answer answer = robot.run("manual", "--terminal", none.toString());
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow manual: a terminal is needed, and "
                                + none
                                + " is none; from a script use `cat-follow send manual`");
    }

    @Test
    void keysBecomeCommandsThatLiveForHalfASecond() {
        CommandReceiver receiver = robot.claim(Role.CONTROL).commandReceiver();
        ManualDrive drive = new ManualDrive(robot.region);
        long now = System.nanoTime();
        keys.press('w', now);
        keys.press('d', now);
        keys.press('l', now);
        drive.send(keys, now);
        Command command = next(receiver);
        assertThat(command.kind).isEqualTo(CommandKind.MANUAL);
        assertThat(command.speedMetresPerSecond).isEqualTo(0.2);
        assertThat(command.steeringDegrees).isEqualTo(30);
        assertThat(command.panDegrees).isEqualTo(5);
        assertThat(command.expiresNanos - now).isBetween(500_000_000L, 60_000_000_000L);
        assertThat(command.senderPid).isEqualTo(ProcessHandle.current().pid());

        long later = now + ManualKeys.HOLD_NANOS + 1;
        drive.send(keys, later);
        Command standing = next(receiver);
        assertThat(standing.speedMetresPerSecond).isZero();
        assertThat(standing.steeringDegrees).isZero();
        assertThat(standing.panDegrees).isEqualTo(5);
        drive.send(keys, later + 1);
        assertThat(next(receiver)).isNull();
    }

    @Test
    void aStopIsPressedAndAResumeCarriesIt() {
        CommandReceiver receiver = robot.claim(Role.CONTROL).commandReceiver();
        ManualDrive drive = new ManualDrive(robot.region);
        assertThat(drive.obey(Wish.STOP)).isTrue();
        assertThat(robot.region.stopLatch().count()).isEqualTo(1);
        assertThat(drive.obey(Wish.RESUME)).isTrue();
        Command resume = next(receiver);
        assertThat(resume.kind).isEqualTo(CommandKind.RESUME);
        assertThat(resume.stopCount).isEqualTo(1);
        assertThat(drive.obey(Wish.QUIT)).isFalse();
    }

    @Test
    void aStopInARegionThatWasReplacedIsPressedInTheNextOne() throws IOException {
        robot.claim(Role.CONTROL);
        ManualDrive drive = new ManualDrive(robot.region);
        Files.delete(robot.files.region());
        RegionCreator.createIfMissing(robot.files, Robot.SMALL, Robot.SECOND);
        try (Region next = Region.attach(robot.files, Robot.SECOND)) {
            // It may be born with a STOP of its own, which a resume may have ended already.
            long before = next.stopLatch().count();
            assertThat(drive.obey(Wish.STOP)).isTrue();
            assertThat(next.stopLatch().count()).isEqualTo(before + 1);
        }
        assertThatThrownBy(() -> drive.send(keys, System.nanoTime()))
                .hasMessage("the region was replaced; start `cat-follow manual` again");
    }

    @Test
    void aSendingThatSomebodyElseHoldsUpIsLeftOutAndTheDriveGoesOn() {
        CommandReceiver receiver = robot.claim(Role.CONTROL).commandReceiver();
        ManualDrive drive = new ManualDrive(robot.region);
        keys.press('w', System.nanoTime());
        try (HeldCommandLock lock = HeldCommandLock.take(robot.files)) {
            assertThat(lock).isNotNull();
            drive.send(keys, System.nanoTime());
            assertThat(drive.line(keys)).endsWith("NOT SENT (somebody else sends; press again)");
        }
        assertThat(next(receiver)).isNull();
        keys.press('w', System.nanoTime());
        drive.send(keys, System.nanoTime());
        assertThat(next(receiver).kind).isEqualTo(CommandKind.MANUAL);
        assertThat(drive.line(keys)).doesNotContain("NOT SENT");
    }

    @Test
    void aControlThatEndsEndsTheDrive() {
        robot.claim(Role.CONTROL);
        ManualDrive drive = new ManualDrive(robot.region);
        robot.claim(Role.CONTROL).close();
        assertThatThrownBy(() -> drive.send(keys, System.nanoTime()))
                .isInstanceOf(StageFailure.class)
                .hasMessage("control does not run; see `deploy/launch.sh status`");
    }

    @Test
    void theLineSaysWhatTheCarDoesAndWhatHoldsItBack() {
        ControlStatus status = new ControlStatus();
        status.state = ControlState.MANUAL;
        status.reason = ControlReason.MANUAL_GIVEN;
        status.speedMetresPerSecond = 0.1f;
        status.limit = SpeedLimit.OBSTACLE;
        Sensors sensors = new Sensors();
        assertThat(ManualDrive.line(keys, status, sensors, false))
                .isEqualTo(
                        "MANUAL    0.10 m/s  steer   0  pan   0  tilt   0  pace 0.20  limited:"
                                + " something is ahead");
        sensors.echo = EchoState.NEAR;
        sensors.distanceMetres = 0.31f;
        sensors.battery = BatteryState.GOOD;
        sensors.batteryVolts = 7.9f;
        status.limit = SpeedLimit.NONE;
        assertThat(ManualDrive.line(keys, status, sensors, true))
                .endsWith(
                        "pace 0.20  ahead NEAR 0.31 m  battery GOOD 7.90 V  REFUSED (somebody drives"
                                + " by hand)");
    }
}
