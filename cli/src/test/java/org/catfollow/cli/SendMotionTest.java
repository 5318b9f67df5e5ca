package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.shm.commands.CalibrationPart;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.slots.ControlReason;
import org.catfollow.shm.slots.ControlState;
import org.catfollow.shm.slots.ControlStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendMotionTest {
    @TempDir private Path folder;
    private Robot robot;

    @BeforeEach
    void makeRobot() {
        robot = new Robot(folder);
    }

    @AfterEach
    void endRobot() {
        robot.close();
    }

    /** Sends it to a control that accepts; returns what control was told. */
    private Command told(String... words) {
        try (ControlThread control =
                new ControlThread(robot.claim(Role.CONTROL), command -> CommandResult.ACCEPTED)) {
            Answer answer = robot.run(words);
            assertThat(answer.err()).isEmpty();
            assertThat(answer.code()).isZero();
            assertThat(control.taken()).hasSize(1);
            return control.taken().getFirst();
        }
    }

    private void is(ControlState state, ControlReason reason, long transitions) {
        ControlStatus status = new ControlStatus();
        status.state = state;
        status.reason = reason;
        status.transitions = transitions;
        robot.write(status);
    }

    @Test
    void goHomeIsSent() {
        assertThat(told("send", "go-home").kind).isEqualTo(CommandKind.GO_HOME);
    }

    @Test
    void aMotionByHandIsSent() {
        Command command =
                told(
                        "send",
                        "manual",
                        "--speed",
                        "-0.1",
                        "--steering",
                        "10",
                        "--pan",
                        "-20",
                        "--tilt",
                        "5",
                        "--ttl",
                        "700");
        assertThat(command.kind).isEqualTo(CommandKind.MANUAL);
        assertThat(command.speedMetresPerSecond).isEqualTo(-0.1);
        assertThat(command.steeringDegrees).isEqualTo(10);
        assertThat(command.panDegrees).isEqualTo(-20);
        assertThat(command.tiltDegrees).isEqualTo(5);
    }

    @Test
    void aPoseIsSent() {
        Command command = told("send", "pose", "1.5", "-2", "90");
        assertThat(command.kind).isEqualTo(CommandKind.POSE_RESET);
        assertThat(List.of(command.x, command.y, command.value)).containsExactly(1.5, -2.0, 90.0);
    }

    @ParameterizedTest
    @CsvSource({
        "steering, -3, STEERING",
        "left-motor, -1, LEFT_MOTOR",
        "drive, 30, DRIVE",
        "reload, , RELOAD"
    })
    void aTrialIsSent(String part, String value, CalibrationPart expected) {
        Command command =
                value == null
                        ? told("send", "calibrate", part)
                        : told("send", "calibrate", part, value);
        assertThat(command.kind).isEqualTo(CommandKind.CALIBRATE);
        assertThat(command.part).isEqualTo(expected);
        assertThat(command.value).isEqualTo(value == null ? 0 : Double.parseDouble(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manual --speed 3|--speed must be -2 to 2, not 3.0",
                "manual --steering 31|--steering must be -30 to 30, not 31.0",
                "manual --pan -91|--pan must be -90 to 90, not -91.0",
                "manual --tilt 66|--tilt must be -35 to 65, not 66.0",
                "manual --speed NaN|--speed must be -2 to 2, not NaN",
                "pose 101 0 0|X must be -100 to 100, not 101.0",
                "pose 0 0 361|HEADING must be -360 to 360, not 361.0",
                "calibrate wheels 1|PART must be steering, pan, tilt, left-motor, right-motor, drive or"
                        + " reload, not 'wheels'",
                "calibrate none 1|PART must be steering, pan, tilt, left-motor, right-motor, drive or"
                        + " reload, not 'none'",
                "calibrate steering|VALUE is missing: what of steering to try",
                "calibrate pan 46|VALUE must be -45 to 45, not 46.0",
                "calibrate drive 101|VALUE must be 0 to 100, not 101.0",
                "calibrate left-motor 0.5|VALUE must be 1 or -1, not 0.5",
                "calibrate reload 1|reload takes no VALUE, not 1.0"
            })
    void whatMakesNoSenseIsOneLineAndNothingIsSent(String words, String problem) {
        String command = words.replaceFirst(" .*", "");
        Answer answer = robot.run(("send " + words).split(" "));
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .containsExactly(
                        "cat-follow send "
                                + command
                                + ": "
                                + problem
                                + "; see `cat-follow send "
                                + command
                                + " --help`");
        assertThat(robot.claim(Role.CONTROL).commandReceiver().next(new Command())).isZero();
    }

    @Test
    void waitingEndsWhenTheRobotIsThere() {
        is(ControlState.SEARCH, ControlReason.START, 4);
        try (ControlThread control =
                new ControlThread(
                        robot.claim(Role.CONTROL),
                        command -> {
                            is(ControlState.IDLE, ControlReason.HOME_REACHED, 6);
                            return CommandResult.ACCEPTED;
                        })) {
            Answer answer = robot.run("send", "go-home", "--wait");
            assertThat(answer.err()).isEmpty();
            assertThat(answer.out())
                    .containsExactly("taken: GO_HOME (command 1)", "there: IDLE (home is reached)");
            assertThat(control.taken()).hasSize(1);
        }
    }

    @Test
    void aDriveThatEndsElsewhereFails() {
        is(ControlState.SEARCH, ControlReason.START, 4);
        try (ControlThread control =
                new ControlThread(
                        robot.claim(Role.CONTROL),
                        command -> {
                            is(ControlState.SEARCH, ControlReason.WAY_BLOCKED, 6);
                            return CommandResult.ACCEPTED;
                        })) {
            Answer answer = robot.run("send", "cat-location", "1", "2", "--wait");
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err())
                    .containsExactly(
                            "cat-follow send cat-location: the drive ended before it was there:"
                                    + " SEARCH (something stands in the way)");
            assertThat(control.taken()).hasSize(1);
        }
    }

    @Test
    void aDriveThatNeverBeginsFails() {
        is(ControlState.IDLE, ControlReason.NO_PICTURES, 4);
        try (ControlThread control =
                new ControlThread(robot.claim(Role.CONTROL), command -> CommandResult.ACCEPTED)) {
            Answer answer = robot.run("send", "go-home", "--wait", "--ttl", "1000");
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.err())
                    .containsExactly(
                            "cat-follow send go-home: the drive did not begin: control is in IDLE;"
                                    + " see `cat-follow stat`");
            assertThat(control.taken()).hasSize(1);
        }
    }

    @Test
    void aRefusalInAFaultNamesTheFault() {
        is(ControlState.FAULT, ControlReason.CLIFF, 4);
        try (ControlThread control =
                new ControlThread(robot.claim(Role.CONTROL), command -> CommandResult.REFUSED)) {
            assertThat(robot.run("send", "go-home").err())
                    .containsExactly(
                            "cat-follow send go-home: control refused command 1: it is in FAULT, as"
                                    + " a floor sensor sees no floor; put that right, then `send"
                                    + " resume`");
            assertThat(control.taken()).hasSize(1);
        }
    }

    @Test
    void aRefusalWithoutAGuardNamesIt() {
        is(ControlState.IDLE, ControlReason.GUARD_GONE, 4);
        try (ControlThread control =
                new ControlThread(robot.claim(Role.CONTROL), command -> CommandResult.REFUSED)) {
            assertThat(robot.run("send", "manual").err())
                    .containsExactly(
                            "cat-follow send manual: control refused command 1: it is in IDLE, as"
                                    + " the guard is not there");
            assertThat(control.taken()).hasSize(1);
        }
    }
}
