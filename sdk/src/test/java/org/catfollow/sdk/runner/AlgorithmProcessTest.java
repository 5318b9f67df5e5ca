package org.catfollow.sdk.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.catfollow.sdk.algorithm.AlgorithmResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each misbehaviour of an algorithm costs its step, and the next one goes on. */
class AlgorithmProcessTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir private Path folder;

    private static AlgorithmResult step(AlgorithmProcess process) {
        return process.execute(StandIn.request(0));
    }

    /** What the stand-in does in the first of its lives; in the next it answers. */
    private static String once(String misbehaviour) {
        return "if [[ -e once ]]; then answer; else touch once; " + misbehaviour + "; fi";
    }

    private static void awaitDeath(AlgorithmProcess process) {
        ProcessHandle.of(process.pid()).ifPresent(one -> one.onExit().join());
        // The handle may know it a moment before the process object does.
        while (process.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anAnswerHasItsData() {
        StandIn standIn = StandIn.that(folder, "answer");
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(process.preExecute().isOk()).isTrue();
            AlgorithmResult result = step(process);
            assertThat(result.isOk()).isTrue();
            assertThat(result.data().get("call").getAsInt()).isEqualTo(2);
            assertThat(process.restarts()).isZero();
        }
        standIn.awaitLog(1);
        assertThat(standIn.log).containsExactly("input ended");
    }

    @Test
    void anErrorOfItsOwnIsHandedOnAndCostsNoLife() {
        StandIn standIn =
                StandIn.that(
                        folder,
                        "printf '{\"id\":%s,\"status\":\"ERROR\",\"code\":\"DARK\",\"message\":\"too"
                                + " dark\"}\\n' $id");
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(step(process)).isEqualTo(AlgorithmResult.error("DARK", "too dark"));
            assertThat(step(process)).isEqualTo(AlgorithmResult.error("DARK", "too dark"));
            assertThat(process.restarts()).isZero();
        }
    }

    @Test
    void aDeathIsSaidWithExitStatusAndLastWords() {
        StandIn standIn = StandIn.that(folder, once("echo no memory >&2; exit 7"));
        try (AlgorithmProcess process = standIn.process()) {
            AlgorithmResult result = step(process);
            assertThat(result.code()).isEqualTo("DIED");
            assertThat(result.message()).isEqualTo("ended with exit status 7; it said: no memory");
            assertThat(step(process).isOk()).as("the next step").isTrue();
            assertThat(process.restarts()).isEqualTo(1);
        }
    }

    @Test
    void aKilledOneIsSaidWithItsSignal() {
        try (AlgorithmProcess process = StandIn.that(folder, once("kill -KILL $$")).process()) {
            assertThat(step(process)).isEqualTo(AlgorithmResult.error("DIED", "ended by signal 9"));
            assertThat(step(process).isOk()).isTrue();
        }
    }

    @Test
    void anAnswerCountsThoughItsProcessDiesAtOnce() {
        try (AlgorithmProcess process = StandIn.that(folder, "answer; exit 3").process()) {
            for (int i = 0; i < 50; i++) {
                assertThat(step(process)).matches(AlgorithmResult::isOk);
                awaitDeath(process);
            }
            assertThat(process.restarts()).isEqualTo(49);
        }
    }

    @Test
    void oneThatDiesBetweenTwoStepsCostsNone() {
        StandIn standIn = StandIn.that(folder, "answer; exit 3");
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(step(process).isOk()).isTrue();
            awaitDeath(process);
            assertThat(step(process).isOk()).isTrue();
            assertThat(standIn.log)
                    .contains("[runner] between two steps: ended with exit status 3");
        }
    }

    @Test
    void afterTooManyLossesInARowItIsGivenUp() {
        try (AlgorithmProcess process = StandIn.that(folder, "exit 1").process()) {
            for (int i = 0; i <= StandIn.QUICK.limit(); i++) {
                assertThat(step(process).code()).isEqualTo("DIED");
            }
            assertThat(process.isGivenUp()).isTrue();
            assertThat(step(process).code()).isEqualTo("GIVEN_UP");
            assertThat(process.restarts()).isEqualTo(StandIn.QUICK.limit());
        }
    }

    @Test
    void oneThatHangsIsKilledWithItsChildren() throws IOException {
        StandIn standIn =
                StandIn.that(folder, once("sleep 1000 & echo $! >child; wait")).within(SHORT);
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(step(process))
                    .isEqualTo(AlgorithmResult.error("TIMEOUT", "no answer within 2000 ms"));
            assertThat(childIsAlive()).isFalse();
            assertThat(step(process).isOk()).isTrue();
        }
    }

    @Test
    void childrenThatOutliveItAreKilled() throws IOException {
        try (AlgorithmProcess process =
                StandIn.that(folder, "sleep 1000 & echo $! >child; exit 4").process()) {
            assertThat(step(process).message()).startsWith("ended with exit status 4");
            assertThat(childIsAlive()).isFalse();
        }
    }

    private boolean childIsAlive() throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve("child")).strip());
        return ProcessHandle.of(pid).map(ProcessFamily::isAlive).orElse(false);
    }

    @Test
    void anAnswerAfterItsTimeOutIsNobodysAnswer() {
        StandIn standIn = StandIn.that(folder, once("sleep 4; answer")).within(SHORT);
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(step(process).code()).isEqualTo("TIMEOUT");
            // Calls 1 and 3 are pre_execute's.
            assertThat(step(process).data().get("call").getAsInt()).isEqualTo(4);
        }
    }

    @Test
    void linesThatAreNoAnswerAreLoggedAndLeftOut() {
        StandIn standIn =
                StandIn.that(
                        folder,
                        "echo hello; echo '{\"id\":99,\"status\":\"OK\"}'; echo '[1,'; answer");
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(step(process).isOk()).isTrue();
            assertThat(standIn.log)
                    .contains(
                            "[runner] no answer to call 2, left out: hello",
                            "[runner] no answer to call 2, left out: {\"id\":99,\"status\":\"OK\"}",
                            "[runner] no answer to call 2, left out: [1,");
        }
    }

    @Test
    void tooManyLinesThatAreNoAnswerEndTheStep() {
        try (AlgorithmProcess process =
                StandIn.that(folder, once("while :; do echo x; done")).process()) {
            AlgorithmResult result = step(process);
            assertThat(result.code()).isEqualTo("GARBAGE");
            assertThat(result.message()).startsWith("1000 lines on standard output");
            assertThat(step(process).isOk()).isTrue();
        }
    }

    @Test
    void aLineThatDoesNotEndEndsTheStep() {
        try (AlgorithmProcess process =
                StandIn.that(folder, once("tr '\\0' x </dev/zero")).process()) {
            AlgorithmResult result = step(process);
            assertThat(result.code()).isEqualTo("GARBAGE");
            assertThat(result.message()).startsWith("a line on standard output is longer than");
            assertThat(step(process).isOk()).isTrue();
        }
    }

    @Test
    void oneThatClosesItsOutputIsKilled() {
        try (AlgorithmProcess process =
                StandIn.that(folder, once("exec 1>&-; sleep 1000 >&2")).process()) {
            assertThat(step(process).code()).isEqualTo("CLOSED");
            assertThat(step(process).isOk()).isTrue();
        }
    }

    @Test
    void oneThatDoesNotReadItsInputHoldsNobodyUp() {
        StandIn standIn =
                StandIn.script(folder, "echo '{\"id\":1,\"status\":\"OK\"}'; exec sleep 1000")
                        .within(SHORT);
        JsonObject session = new JsonObject();
        // More than a pipe holds.
        session.addProperty("text", "x".repeat(1 << 20));
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(process.execute(StandIn.request(0, session)).code()).isEqualTo("TIMEOUT");
        }
    }

    @Test
    void standardErrorIsDrainedIntoTheLog() {
        StandIn standIn = StandIn.that(folder, "seq 1 20000 >&2; answer");
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(step(process).isOk()).isTrue();
        }
        standIn.awaitLog(20_001);
        assertThat(standIn.log).hasSize(20_001).contains("1", "20000");
    }

    @Test
    void whoeverIsAskedToStopWaitsNoMore() {
        AtomicReference<AlgorithmProcess> waiting = new AtomicReference<>();
        StandIn standIn =
                StandIn.that(folder, "echo waits >&2; sleep 1000")
                        .heardBy(
                                line -> {
                                    if (line.equals("waits")) {
                                        waiting.get().cancel();
                                    }
                                });
        try (AlgorithmProcess process = standIn.process()) {
            waiting.set(process);
            assertThat(step(process).code()).isEqualTo("CANCELLED");
            assertThat(step(process).code()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void aLongDelayBeforeTheNextStartIsCutShortTooWhenAskedToStop() {
        StandIn standIn =
                StandIn.that(folder, "exit 1")
                        .restarted(new RestartRule(Duration.ofHours(1), Duration.ofHours(1), 9));
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(step(process).code()).isEqualTo("DIED");
            assertThat(step(process).code())
                    .as("the first start again is at once")
                    .isEqualTo("DIED");
            CompletableFuture<AlgorithmResult> third =
                    CompletableFuture.supplyAsync(() -> step(process));
            process.cancel();
            assertThat(third.join().code()).isEqualTo("CANCELLED");
        }
    }

    @Test
    void anErrorOfPreExecuteIsSaidAsSuch() {
        StandIn standIn =
                StandIn.that(
                        folder,
                        "echo '{\"id\":1,\"status\":\"ERROR\",\"code\":\"NO_MODEL\","
                                + "\"message\":\"m\"}'",
                        "answer");
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(process.preExecute())
                    .isEqualTo(AlgorithmResult.error("NO_MODEL", "pre_execute: m"));
        }
    }

    @Test
    void aDeathAtTheStartIsSaidAsSuch() {
        try (AlgorithmProcess process = StandIn.script(folder, "exit 5").process()) {
            assertThat(process.preExecute())
                    .isEqualTo(
                            AlgorithmResult.error("DIED", "pre_execute: ended with exit status 5"));
        }
    }

    @Test
    void aProgramThatIsMissingIsNamed() {
        try (AlgorithmProcess process =
                StandIn.that(folder, "answer").process(List.of("./none"), Map.of())) {
            AlgorithmResult result = process.preExecute();
            assertThat(result.code()).isEqualTo("NOT_STARTED");
            assertThat(result.message()).contains("no program ./none from " + folder);
            assertThat(AlgorithmProcess.isLoss(result)).isTrue();
        }
    }

    @Test
    void aStatusThatIsNoneIsAnErrorAndNoDeath() {
        try (AlgorithmProcess process =
                StandIn.that(folder, "echo \"{\\\"id\\\":$id,\\\"status\\\":\\\"FINE\\\"}\"")
                        .process()) {
            AlgorithmResult result = step(process);
            assertThat(result.code()).isEqualTo("BAD_ANSWER");
            assertThat(result.message()).contains("'FINE'");
            assertThat(AlgorithmProcess.isLoss(result)).isFalse();
        }
    }

    @Test
    void theEnvironmentIsHandedOnAndAnEmptyValueTakesAVariableAway() {
        StandIn standIn = StandIn.that(folder, "echo \"$GIVEN ${HOME-none}\" >&2; answer");
        try (AlgorithmProcess process =
                standIn.process(
                        List.of("bash", "algorithm.sh"), Map.of("GIVEN", "word", "HOME", ""))) {
            assertThat(step(process).isOk()).isTrue();
        }
        standIn.awaitLog(1);
        assertThat(standIn.log).contains("word none");
    }

    @Test
    void oneThatDoesNotEndWithItsInputIsKilled() {
        StandIn standIn =
                StandIn.script(folder, "echo '{\"id\":1,\"status\":\"OK\"}'; exec sleep 1000");
        long pid;
        try (AlgorithmProcess process = standIn.process()) {
            assertThat(process.preExecute().isOk()).isTrue();
            pid = process.pid();
        }
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    }
}
