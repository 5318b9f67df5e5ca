package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.shm.commands.Command;
import org.catfollow.shm.commands.CommandKind;
import org.catfollow.shm.commands.CommandResult;
import org.catfollow.shm.layout.CommandLayout;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.HeldCommandLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendCommandTest {
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

    private ControlThread control(CommandResult result) {
        return new ControlThread(robot.claim(Role.CONTROL), command -> result);
    }

    private static void assertFailed(Answer answer, int code, String line) {
        assertThat(answer.err()).containsExactly(line);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.code()).isEqualTo(code);
    }

    private void fillTheRing() {
        for (int i = 0; i < CommandLayout.CAPACITY; i++) {
            Command command = new Command();
            command.kind = CommandKind.RESUME;
            assertThat(robot.region.send(command, Robot.SECOND)).isEqualTo(i + 1);
        }
    }

    @Test
    void aCommandThatControlTakesIsDone() {
        try (ControlThread control = control(CommandResult.ACCEPTED)) {
            long before = System.nanoTime();
            Answer answer = robot.run("send", "cat-location", "1.5", "-0.25", "--ttl", "30000");
            assertThat(answer.out()).containsExactly("taken: CAT_LOCATION (command 1)");
            assertThat(answer.err()).isEmpty();
            assertThat(answer.code()).isZero();
            assertThat(control.taken()).hasSize(1);
            Command taken = control.taken().getFirst();
            assertThat(taken.kind).isEqualTo(CommandKind.CAT_LOCATION);
            assertThat(taken.x).isEqualTo(1.5);
            assertThat(taken.y).isEqualTo(-0.25);
            assertThat(taken.senderPid).isEqualTo(ProcessHandle.current().pid());
            assertThat(taken.expiresNanos - before).isBetween(30_000_000_000L, 60_000_000_000L);
        }
    }

    @Test
    void aResumeCarriesTheStopsThatItsSenderKnew() {
        robot.region.stopLatch().press(1, 1);
        robot.region.stopLatch().press(1, 2);
        try (ControlThread control = control(CommandResult.ACCEPTED)) {
            assertThat(robot.run("send", "resume").out())
                    .containsExactly("taken: RESUME (command 1)");
            assertThat(control.taken().getFirst().stopCount).isEqualTo(2);
        }
    }

    @Test
    void aCommandThatControlRefusesFails() {
        try (ControlThread control = control(CommandResult.REFUSED)) {
            assertFailed(
                    robot.run("send", "cat-location", "1", "1"),
                    1,
                    "cat-follow send cat-location: control refused command 1: see `cat-follow"
                            + " stat`");
            assertThat(control.taken()).hasSize(1);
        }
    }

    @Test
    void aRefusalWhileStoppedSaysHowToGoOn() {
        robot.region.stopLatch().press(1, 1);
        try (ControlThread control = control(CommandResult.REFUSED)) {
            assertFailed(
                    robot.run("send", "cat-location", "1", "1"),
                    1,
                    "cat-follow send cat-location: control refused command 1: it is stopped; `send"
                            + " resume` first");
            assertThat(control.taken()).hasSize(1);
        }
    }

    @Test
    void aCommandThatControlTakesTooLateFails() {
        try (ControlThread control = control(CommandResult.EXPIRED)) {
            assertFailed(
                    robot.run("send", "resume", "--ttl", "5000"),
                    1,
                    "cat-follow send resume: control did not take command 1 within 5000 ms, so it"
                            + " will not be obeyed; see `deploy/launch.sh status`");
            assertThat(control.taken()).hasSize(1);
        }
    }

    @Test
    void aCommandThatControlNeverTakesFailsAfterItsTime() {
        robot.claim(Role.CONTROL);
        assertFailed(
                robot.run("send", "resume", "--ttl", "50"),
                1,
                "cat-follow send resume: control did not take command 1 within 50 ms, so it will"
                        + " not be obeyed; see `deploy/launch.sh status`");
    }

    @Test
    void waitingBehindOtherCommandsCostsNoProcessorTime() {
        robot.claim(Role.CONTROL);
        Command first = new Command();
        first.kind = CommandKind.RESUME;
        robot.region.send(first, Robot.SECOND);
        // Everything is loaded by the first run, so that the next two differ in the waiting alone.
        processorNanosOfResume("1");
        long withoutWaiting = processorNanosOfResume("1");
        // Spinning takes all of the two seconds that a busy machine gives.
        assertThat(processorNanosOfResume("2000") - withoutWaiting).isLessThan(400_000_000L);
    }

    private long processorNanosOfResume(String ttlMillis) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        assertThat(robot.run("send", "resume", "--ttl", ttlMillis).code()).isEqualTo(1);
        return threads.getCurrentThreadCpuTime() - before;
    }

    @Test
    void aFullRingIsRefused() {
        robot.claim(Role.CONTROL);
        fillTheRing();
        assertFailed(
                robot.run("send", "cat-location", "0", "0"),
                1,
                "cat-follow send cat-location: nothing sent: 8 commands wait for control already;"
                        + " send again later (stop always works)");
    }

    @Test
    void nothingIsSentToAControlThatDoesNotRun() {
        assertFailed(
                robot.run("send", "resume"),
                1,
                "cat-follow send resume: nothing sent: control does not run on "
                        + robot.files.region()
                        + "; see `deploy/launch.sh status`");
        try (ControlThread control = control(CommandResult.ACCEPTED)) {
            assertThat(robot.run("send", "resume").out())
                    .containsExactly("taken: RESUME (command 1)");
            assertThat(control.taken()).hasSize(1);
        }
    }

    @Test
    void aSenderThatHoldsTheLockIsWaitedForOneSecond() {
        robot.claim(Role.CONTROL);
        try (HeldCommandLock lock = HeldCommandLock.take(robot.files)) {
            assertThat(lock).isNotNull();
            assertFailed(
                    robot.run("send", "resume"),
                    3,
                    "cat-follow send resume: cannot send: another sender has been writing for 1000"
                            + " ms; end it and send again (stop works meanwhile)");
        }
    }

    @Test
    void everyStopCounts() {
        robot.claim(Role.CONTROL);
        assertThat(robot.run("send", "stop").out()).containsExactly("stopped (stop 1)");
        Answer second = robot.run("send", "stop");
        assertThat(second.out()).containsExactly("stopped (stop 2)");
        assertThat(second.code()).isZero();
        assertThat(robot.region.stopLatch().count()).isEqualTo(2);
    }

    @Test
    void aStopWaitsNeitherForTheLockNorForRoomInTheRing() {
        robot.claim(Role.CONTROL);
        fillTheRing();
        try (HeldCommandLock lock = HeldCommandLock.take(robot.files)) {
            assertThat(lock).isNotNull();
            // Who waited for the lock would have failed after a second: nobody lets go of it.
            assertThat(robot.run("send", "stop").out()).containsExactly("stopped (stop 1)");
        }
    }

    @Test
    void aStopIsKeptForAControlThatIsNotThere() {
        assertThat(robot.run("send", "stop").out())
                .containsExactly("stopped (stop 1); control does not run, and will start stopped");
        assertThat(robot.region.stopLatch().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "send cat-location 1, Missing required parameter: 'Y'",
        "send cat-location 1 NaN, 'X and Y must be -100 to 100 metres, not 1.0 NaN'",
        "send cat-location Infinity 1, 'X and Y must be -100 to 100 metres, not Infinity 1.0'",
        "send cat-location 1 100.5, 'X and Y must be -100 to 100 metres, not 1.0 100.5'",
        "send cat-location here there, Invalid value for positional parameter at index 0 (X):"
                + " 'here' is not a double",
        "send resume --ttl 0, '--ttl must be 1 to 60000 ms, not 0'",
        "send resume --ttl 60001, '--ttl must be 1 to 60000 ms, not 60001'"
    })
    void wrongUsageSendsNothing(String arguments, String message) {
        robot.claim(Role.CONTROL);
        Answer answer = robot.run(arguments.split(" "));
        assertThat(answer.err()).singleElement().asString().contains(message).endsWith(" --help`");
        assertThat(answer.code()).isEqualTo(2);
        Command next = new Command();
        assertThat(robot.claim(Role.CONTROL).commandReceiver().next(next)).isZero();
    }

    @Test
    void sendAloneAsksForACommand() {
        assertFailed(
                robot.run("send"),
                2,
                "cat-follow send: a command is missing: stop, resume, cat-location X Y, go-home,"
                        + " manual, pose X Y HEADING, calibrate PART VALUE or model FILE; see"
                        + " `cat-follow send --help`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"send stop", "send resume", "send cat-location 1 2"})
    void aRegionThatIsMissingIsCodeThree(String arguments) {
        Path missing = folder.resolve("missing");
        List<String> all = List.of(("--region " + missing + " " + arguments).split(" "));
        Answer answer = Robot.runAsItIs(all.toArray(String[]::new));
        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.err()).singleElement().asString().contains("it was not created");
        assertThat(Files.exists(missing)).isFalse();
    }
}
