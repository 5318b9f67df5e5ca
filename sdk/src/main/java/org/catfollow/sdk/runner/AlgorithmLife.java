package org.catfollow.sdk.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.catfollow.sdk.algorithm.AlgorithmResult;

/**
 * One process of an algorithm, from its start to its end. One thread asks; {@link #cancel} and {@link #kill}
 * are for any.
 */
final class AlgorithmLife {
    /** Lines that are no answer, in one step. */
    static final int MOST_GARBAGE = 1_000;

    private static final long GOODBYE_MILLIS = 1_000;
    private static final long LAST_WORDS_MILLIS = 200;
    private static final int SHOWN = 200;

    private final AlgorithmSettings settings;
    private final Process process;
    private final ProcessFamily family;
    private final AnswerLines answers = new AnswerLines();
    private final CallPipe calls;
    private final ErrorLines errors;

    private AlgorithmLife(AlgorithmSettings settings, Process process) {
        this.settings = settings;
        this.process = process;
        family = new ProcessFamily(process);
        calls = new CallPipe(process.getOutputStream());
        errors = new ErrorLines(process.getErrorStream(), settings.log());
        Thread.ofPlatform()
                .daemon()
                .name("answers")
                .start(() -> answers.readAll(process.getInputStream()));
        CompletableFuture<Void> ignored = process.onExit().thenRun(answers::died);
    }

    /** Starts the process, in a session of its own: Ctrl-C is then ours to pass on, in our order. */
    static AlgorithmLife start(AlgorithmSettings settings) throws LossException {
        String name = settings.command().get(0);
        Optional<Path> program = Program.find(name, settings.folder());
        if (program.isEmpty()) {
            throw new LossException(
                    Loss.NOT_STARTED,
                    "no program "
                            + name
                            + (name.contains("/") ? " from " + settings.folder() : " in PATH")
                            + " that may be executed; install it, or correct the manifest's command");
        }
        List<String> command = new ArrayList<>(settings.command());
        command.set(0, program.get().toAbsolutePath().toString());
        command.add(0, "setsid");
        ProcessBuilder builder = new ProcessBuilder(command).directory(settings.folder().toFile());
        settings.environment()
                .forEach(
                        (key, value) -> {
                            if (value.isEmpty()) {
                                builder.environment().remove(key);
                            } else {
                                builder.environment().put(key, value);
                            }
                        });
        try {
            return new AlgorithmLife(settings, builder.start());
        } catch (IOException e) {
            throw new LossException(
                    Loss.NOT_STARTED, "cannot start " + name + ": " + e.getMessage());
        }
    }

    /**
     * Sends a call and waits for its answer.
     *
     * @param id of the call; lines with another one are no answers
     * @throws LossException when there will be none: the process is to be killed
     */
    AlgorithmResult ask(String call, long id, Duration timeout) throws LossException {
        long deadline = System.nanoTime() + timeout.toNanos();
        calls.send(call);
        int garbage = 0;
        String last = "";
        while (true) {
            AnswerLines.Taken taken = answers.take(deadline);
            if (taken.kind() != AnswerLines.Kind.LINE) {
                throw lost(taken.kind(), timeout, garbage, last);
            }
            Optional<AlgorithmResult> answer = AnswerReader.answer(taken.line(), id);
            if (answer.isPresent()) {
                return answer.get();
            }
            garbage++;
            last = shown(taken.line());
            settings.log().accept("[runner] no answer to call " + id + ", left out: " + last);
            if (garbage >= MOST_GARBAGE) {
                throw new LossException(
                        Loss.GARBAGE,
                        garbage
                                + " lines on standard output that are no answer, the last: "
                                + last
                                + "; print to standard error");
            }
        }
    }

    private LossException lost(
            AnswerLines.Kind kind, Duration timeout, int garbage, String lastGarbage) {
        String more =
                garbage == 0
                        ? ""
                        : "; %d %s no answer, the last: %s"
                                .formatted(
                                        garbage,
                                        garbage == 1 ? "line was" : "lines were",
                                        lastGarbage);
        return switch (kind) {
            case DEAD ->
                    new LossException(
                            Loss.DIED, ending() + errors.lastWords(LAST_WORDS_MILLIS) + more);
            case CLOSED ->
                    new LossException(
                            Loss.CLOSED,
                            "closed its standard output and lives on" + errors.lastWords(1) + more);
            case TOO_LONG ->
                    new LossException(
                            Loss.GARBAGE,
                            "a line on standard output is longer than "
                                    + AnswerLines.LONGEST_LINE
                                    + " bytes; hand large results on by files");
            case CANCELLED -> new LossException(Loss.CANCELLED, "the runner was asked to stop");
            default ->
                    new LossException(
                            Loss.TIMEOUT, "no answer within " + timeout.toMillis() + " ms" + more);
        };
    }

    /** Returns how it ended, for after its end. */
    private String ending() {
        int value = process.exitValue();
        // The JDK adds 128 to a signal's number.
        return value > 128 && value < 128 + 65
                ? "ended by signal " + (value - 128)
                : "ended with exit status " + value;
    }

    private static String shown(String line) {
        String text = line.replaceAll("\\p{Cntrl}", " ");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns how it ended and what it said last, for one that is not alive. */
    String obituary() {
        return ending() + errors.lastWords(LAST_WORDS_MILLIS);
    }

    long pid() {
        return process.pid();
    }

    /** Who waits for an answer waits no more. */
    void cancel() {
        answers.cancel();
    }

    /** Kills it and all that it started. */
    void kill() {
        answers.discard();
        family.kill();
    }

    /** Tells it by the end of its input, gives it a moment, and kills what is left. */
    void end() {
        answers.discard();
        calls.close();
        if (!family.endsWithin(GOODBYE_MILLIS)) {
            settings.log().accept("[runner] killed: it did not end with its input");
            family.kill();
        }
        errors.lastWords(LAST_WORDS_MILLIS);
    }
}
