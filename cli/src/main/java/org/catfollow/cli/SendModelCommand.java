package org.catfollow.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.catfollow.runtime.ExitCode;
import org.catfollow.runtime.StageFailure;
import org.catfollow.shm.layout.Role;
import org.catfollow.shm.region.Region;
import org.catfollow.shm.region.RoleLock;
import org.catfollow.shm.sequence.TwoCellReader;
import org.catfollow.shm.slots.ModelAnswer;
import org.catfollow.shm.slots.ModelAnswerCell;
import org.catfollow.shm.slots.ModelRequest;
import org.catfollow.shm.slots.ModelState;
import org.catfollow.shm.slots.StateSlot;
import org.catfollow.shm.waiting.Waiter;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cat-follow send model MODEL}: another model for the detector, which goes on meanwhile. */
@CommandLine.Command(
        name = "model",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Gives the detector another model. It is tried first, in a process of its own; until it"
                        + " works, and if it does not, the one before stays in force.")
final class SendModelCommand implements Runnable {
    private static final Duration LOCK_PATIENCE = Duration.ofSeconds(1);

    /** The detector gives up after 60 s itself; then there is the loading. */
    private static final Duration TRIAL_PATIENCE = Duration.ofMinutes(2);

    private static final long LOOK_NANOS = 200_000_000;

    /** A round of the detector's, with a slow model. */
    private static final long ANSWER_NANOS = 2_000_000_000L;

    /** A detector that is started again by the launcher, on a slow machine. */
    private static final long BACK_NANOS = 10_000_000_000L;

    @CommandLine.ParentCommand private SendCommand send;
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "MODEL",
            description = "Name of a model (`cat-follow model list`), or a TensorFlow Lite file.")
    private String model;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Names of the model's classes. Default: those that were fetched with it, else the"
                            + " labels inside the model, else the label file that the detector was"
                            + " started with.")
    private Path labels;

    @Option(
            names = "--model-type",
            paramLabel = "TYPE",
            description =
                    "Kind of model, as for detector-proc. Default: found out from its tensors and"
                            + " operators.")
    private String type = "";

    @Override
    public void run() {
        ModelRequest request = new ModelRequest();
        request.model = nameOrPath();
        request.labels = labels == null ? "" : absolute("--labels", labels);
        request.kind = fitting("--model-type", type, ModelRequest.KIND_BYTES);
        request.senderPid = ProcessHandle.current().pid();
        long timeToLiveNanos = send.timeToLive().toNanos();
        try (Region region = send.attach();
                Waiter waiter = region.stateWaiter(StateSlot.MODEL_ANSWER)) {
            requireDetector(region, "nothing sent: ");
            long expires = System.nanoTime() + timeToLiveNanos;
            request.expiresNanos = expires;
            long number = region.request(request, LOCK_PATIENCE);
            await(region, waiter, number, expires);
        }
    }

    /** What a name stands for is the detector's to say: it knows its own folders. */
    private String nameOrPath() {
        return isName(model) && !Files.isRegularFile(Path.of(model))
                ? fitting("model", model, ModelRequest.PATH_BYTES)
                : absolute("model", Path.of(model));
    }

    /**
     * The detector's rule too ({@code ModelNames}): neither slash nor {@code .tflite} at the end, and
     * none of the words that stand for no file ({@code none}, {@code test:}, {@code truth:...}).
     */
    private static boolean isName(String given) {
        return !given.contains("/")
                && !given.contains(":")
                && !given.equals("none")
                && !given.toLowerCase(Locale.ROOT).endsWith(".tflite");
    }

    private String absolute(String what, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), what + " " + file + " is no file that can be read");
        }
        return fitting(what, file.toAbsolutePath().normalize().toString(), ModelRequest.PATH_BYTES);
    }

    private String fitting(String what, String text, int mostBytes) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > mostBytes) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    what + " is " + bytes + " bytes long, more than " + mostBytes + ": " + text);
        }
        return text;
    }

    private static void requireDetector(Region region, String before) {
        if (!RoleLock.isHeld(region.files(), Role.DETECTOR)) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    before
                            + "the detector does not run on "
                            + region.files().region()
                            + "; see "
                            + region.files().launcher("status"));
        }
    }

    /** Until the request numbered {@code number} is decided. */
    private void await(Region region, Waiter waiter, long number, long expiresNanos) {
        TwoCellReader<ModelAnswer> reader =
                region.stateReader(StateSlot.MODEL_ANSWER, ModelAnswerCell.CODEC);
        ModelAnswer answer = new ModelAnswer();
        long deadline = expiresNanos + ANSWER_NANOS;
        boolean trying = false;
        long seenAlive = System.nanoTime();
        while (System.nanoTime() - deadline < 0) {
            long seen = reader.newestGeneration();
            boolean answered =
                    reader.read(answer) == TwoCellReader.Answer.VALUE && answer.request >= number;
            if (answered && decided(region, answer, number)) {
                return;
            }
            if (answered && !trying) {
                trying = true;
                say("trying " + answer.text);
                deadline = System.nanoTime() + TRIAL_PATIENCE.toNanos();
            }
            if (!waiter.awaitChange(seen, LOOK_NANOS)) {
                requireRegion(region);
                seenAlive = stillAlive(region, trying, seenAlive);
            }
        }
        throw new StageFailure(ExitCode.FAILED, notDecided(region, number, trying, answer));
    }

    private static void requireRegion(Region region) {
        if (region.isLost() || region.isReplaced()) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "the region "
                            + region.files().region()
                            + " was taken away or made anew meanwhile; send it again");
        }
    }

    /** A detector that died of the model is back in a moment, and says so itself. */
    private static long stillAlive(Region region, boolean trying, long seenAlive) {
        if (RoleLock.isHeld(region.files(), Role.DETECTOR)) {
            return System.nanoTime();
        }
        if (!trying || System.nanoTime() - seenAlive > BACK_NANOS) {
            requireDetector(region, trying ? "it ended while it tried the model: " : "not taken: ");
        }
        return seenAlive;
    }

    private static String notDecided(
            Region region, long number, boolean trying, ModelAnswer answer) {
        if (trying) {
            return "the model is still being tried after "
                    + TRIAL_PATIENCE.toSeconds()
                    + " s; `cat-follow stat` will tell";
        }
        if (answer.state == ModelState.TRYING) {
            return "the detector is still trying "
                    + answer.text
                    + " (request "
                    + answer.request
                    + "), so request "
                    + number
                    + " was not taken and will not be obeyed; send it again later";
        }
        return "the detector did not take request "
                + number
                + " in time, so it will not be obeyed; see "
                + region.files().launcher("status");
    }

    /** Returns whether it came to its good end; throws at the other ones. */
    private boolean decided(Region region, ModelAnswer answer, long number) {
        if (answer.request > number) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    "nobody knows what became of request "
                            + number
                            + ", as somebody sent another one; see `cat-follow stat`");
        }
        if (answer.state == ModelState.REFUSED) {
            throw new StageFailure(
                    ExitCode.MODEL, "refused, the model before stays in force: " + answer.text);
        }
        if (answer.state == ModelState.ENDED) {
            throw new StageFailure(
                    ExitCode.FAILED,
                    answer.text + "; see " + region.files().launcher("logs detector"));
        }
        if (answer.state == ModelState.IN_FORCE) {
            say("in force: " + answer.text + ", until the detector is started again");
            return true;
        }
        return false;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
