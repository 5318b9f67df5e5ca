package org.catfollow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import org.catfollow.cli.Robot.Answer;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.RoleClaim;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.sequence.TwoCellWriter;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelRequestCell;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.Waker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendModelCommandTest {
    @TempDir private Path folder;
    private Robot robot;
    private Path model;

    @BeforeEach
    void makeRobot() throws IOException {
        robot = new Robot(folder);
        model = Files.writeString(folder.resolve("m.tflite"), "any bytes");
    }

    @AfterEach
    void endRobot() {
        robot.close();
    }

    private static void say(RoleClaim detector, long request, ModelState state, String text) {
        TwoCellWriter<ModelAnswer> answers =
                detector.stateWriter(StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC);
        Waker waker = detector.stateWaker(StateSlot.MODEL_ANSWER);
        ModelAnswer answer = new ModelAnswer();
        answer.request = request;
        answer.state = state;
        answer.text = text;
        answers.write(answer);
        waker.wake();
    }

    /** Plays a detector that waits for a request and does {@code then}; returns the request. */
    private FutureTask<ModelRequest> detector(BiConsumer<RoleClaim, Long> then) {
        RoleClaim claim = robot.claim(Role.DETECTOR);
        TwoCellReader<ModelRequest> reader =
                robot.region.stateReader(StateSlot.MODEL_REQUEST, ModelRequestCell.CODEC);
        FutureTask<ModelRequest> task =
                new FutureTask<>(
                        () -> {
                            ModelRequest request = new ModelRequest();
                            while (reader.read(request) != TwoCellReader.Answer.VALUE) {
                                Thread.onSpinWait();
                            }
                            then.accept(claim, reader.generation());
                            return request;
                        });
        new Thread(task).start();
        return task;
    }

    private void assertFailed(Answer answer, int code, String line) {
        assertThat(answer.err()).containsExactly(line);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void aModelThatTheDetectorTakesIsInForce() throws Exception {
        Path labels = Files.writeString(folder.resolve("l.txt"), "cat");
        FutureTask<ModelRequest> detector =
                detector((claim, number) -> say(claim, number, ModelState.IN_FORCE, "m (ssd)"));
        Answer answer =
                robot.run(
                        "send",
                        "model",
                        model.toString(),
                        "--labels",
                        labels.toString(),
                        "--model-type",
                        "ssd",
                        "--ttl",
                        "30000");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out())
                .containsExactly("in force: m (ssd), until the detector is started again");
        assertThat(answer.code()).isZero();
        ModelRequest request = detector.get();
        assertThat(request.model).isEqualTo(model.toString());
        assertThat(request.labels).isEqualTo(labels.toString());
        assertThat(request.kind).isEqualTo("ssd");
        assertThat(request.senderPid).isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void aPathIsSentWhole() throws Exception {
        FutureTask<ModelRequest> detector =
                detector((claim, number) -> say(claim, number, ModelState.IN_FORCE, "m"));
        Path here = Path.of("").toAbsolutePath();
        robot.run("send", "model", here.relativize(model).toString(), "--ttl", "30000");
        assertThat(detector.get().model).isEqualTo(model.toString());
        assertThat(detector.get().labels).isEmpty();
    }

    @Test
    void aNameIsTheDetectorsToLookUp() throws Exception {
        FutureTask<ModelRequest> detector =
                detector((claim, number) -> say(claim, number, ModelState.IN_FORCE, "cat-sim"));
        Answer answer = robot.run("send", "model", "cat-sim", "--ttl", "30000");
        assertThat(answer.code()).as(answer.err().toString()).isZero();
        assertThat(detector.get().model).isEqualTo("cat-sim");
        assertThat(detector.get().labels).isEmpty();
    }

    @Test
    void whatTheDetectorTakesForANameIsSentAsOne() throws Exception {
        FutureTask<ModelRequest> detector =
                detector((claim, number) -> say(claim, number, ModelState.IN_FORCE, "it"));
        robot.run("send", "model", "_my garden, 2nd", "--ttl", "30000");
        assertThat(detector.get().model).isEqualTo("_my garden, 2nd");
    }

    @Test
    void aRefusalIsTheDetectorsOwnLine() throws Exception {
        FutureTask<ModelRequest> detector =
                detector((claim, number) -> say(claim, number, ModelState.REFUSED, "a poem"));
        assertFailed(
                robot.run("send", "model", model.toString(), "--ttl", "30000"),
                5,
                "cat-follow send model: refused, the model before stays in force: a poem");
        detector.get();
    }

    @Test
    void aModelThatTookTheDetectorWithItIsNotCalledInForce() throws Exception {
        FutureTask<ModelRequest> detector =
                detector((claim, number) -> say(claim, number, ModelState.ENDED, "m ended"));
        assertFailed(
                robot.run("send", "model", model.toString(), "--ttl", "30000"),
                1,
                "cat-follow send model: m ended; see `deploy/launch.sh logs detector`");
        detector.get();
    }

    @Test
    void aTrialIsAnnouncedAndWaitedForAlsoWhenTheDetectorIsStartedAgain() throws Exception {
        FutureTask<ModelRequest> detector =
                detector(
                        (claim, number) -> {
                            say(claim, number, ModelState.TRYING, "/m.tflite");
                            claim.close();
                            try (RoleClaim next = robot.region.claim(Role.DETECTOR)) {
                                say(next, number, ModelState.ENDED, "it ended");
                            }
                        });
        Answer answer = robot.run("send", "model", model.toString(), "--ttl", "30000");
        detector.get();
        assertThat(answer.out().size()).isLessThanOrEqualTo(1);
        assertFailed(
                answer, 1, "cat-follow send model: it ended; see `deploy/launch.sh logs detector`");
    }

    @Test
    void aRegionThatIsTakenAwayIsNotWaitedFor() throws Exception {
        FutureTask<ModelRequest> detector =
                detector(
                        (claim, number) -> {
                            say(claim, number, ModelState.TRYING, "/m.tflite");
                            try {
                                Files.delete(robot.files.region());
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        Answer answer = robot.run("send", "model", model.toString(), "--ttl", "30000");
        detector.get();
        assertFailed(
                answer,
                1,
                "cat-follow send model: the region "
                        + robot.files.region()
                        + " was taken away or made anew meanwhile; send it again");
    }

    @Test
    void whoComesWhileAnotherModelIsTriedIsToldSo() {
        say(robot.claim(Role.DETECTOR), 0, ModelState.TRYING, "/other.tflite");
        assertFailed(
                robot.run("send", "model", model.toString(), "--ttl", "1"),
                1,
                "cat-follow send model: the detector is still trying /other.tflite (request 0), so"
                        + " request 1 was not taken and will not be obeyed; send it again later");
    }

    @Test
    void aLaterRequestOfSomebodyElseIsNotTakenForOurs() throws Exception {
        FutureTask<ModelRequest> detector =
                detector((claim, number) -> say(claim, number + 1, ModelState.IN_FORCE, "other"));
        assertFailed(
                robot.run("send", "model", model.toString(), "--ttl", "30000"),
                1,
                "cat-follow send model: nobody knows what became of request 1, as somebody sent"
                        + " another one; see `cat-follow stat`");
        detector.get();
    }

    @Test
    void nothingIsSentWhereNoDetectorRuns() {
        assertFailed(
                robot.run("send", "model", model.toString()),
                1,
                "cat-follow send model: nothing sent: the detector does not run on "
                        + robot.files.region()
                        + "; see `deploy/launch.sh status`");
        assertThat(
                        robot.region
                                .stateReader(StateSlot.MODEL_REQUEST, ModelRequestCell.CODEC)
                                .newestGeneration())
                .isZero();
    }

    @Test
    void aDetectorThatTakesNothingIsGivenUpOn() {
        robot.claim(Role.DETECTOR);
        assertFailed(
                robot.run("send", "model", model.toString(), "--ttl", "1"),
                1,
                "cat-follow send model: the detector did not take request 1 in time, so it will not"
                        + " be obeyed; see `deploy/launch.sh status`");
    }

    @Test
    void mistakesAreUsage() {
        robot.claim(Role.DETECTOR);
        assertThat(robot.run("send", "model", folder.resolve("none").toString()).code())
                .isEqualTo(2);
        for (String noName :
                List.of("none", "none.tflite", "B.TFLITE", "test:", "truth:seed=1", "./cat-sim")) {
            assertThat(robot.run("send", "model", noName).err().getFirst())
                    .startsWith(
                            "cat-follow send model: model "
                                    + Path.of(noName)
                                    + " is no file that can be read");
        }
        assertThat(robot.run("send", "model", folder.toString()).err().getFirst())
                .startsWith(
                        "cat-follow send model: model " + folder + " is no file that can be read");
        Answer longKind =
                robot.run("send", "model", model.toString(), "--model-type", "x".repeat(33));
        assertThat(longKind.code()).isEqualTo(2);
        assertThat(longKind.err().getFirst())
                .startsWith(
                        "cat-follow send model: --model-type is 33 bytes long, more than 32: x");
        assertThat(robot.run("send", "model", model.toString(), "--ttl", "0").code()).isEqualTo(2);
    }
}
