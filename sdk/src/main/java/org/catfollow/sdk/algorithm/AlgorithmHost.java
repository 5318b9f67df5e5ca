package org.catfollow.sdk.algorithm;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.catfollow.sdk.images.ImageException;
import org.catfollow.sdk.images.SharedImages;
import org.catfollow.shm.region.Region;

/**
 * Runs one {@link Algorithm}: reads calls from standard input, a JSON object a line, and answers each with
 * a line on standard output, until the input ends. What the algorithm prints goes to standard error, so
 * that it cannot spoil the answers.
 *
 * <p>Whatever an algorithm throws is an answer with the code {@code EXCEPTION}, and its stack trace is on
 * standard error. One that cannot be loaded answers every call with {@code NOT_LOADED}: the runner then
 * knows why.
 */
public final class AlgorithmHost {
    private static final String EXCEPTION = "EXCEPTION";
    private static final System.Logger LOG = System.getLogger(AlgorithmHost.class.getName());

    private final Algorithm algorithm;
    private final SharedImages images;

    private AlgorithmHost(Algorithm algorithm, SharedImages images) {
        this.algorithm = algorithm;
        this.images = images;
    }

    /**
     * Runs the algorithm whose class is the only argument; without one, the only algorithm on the class
     * path.
     */
    public static void main(String[] args) throws IOException {
        OutputStream answers = new FileOutputStream(FileDescriptor.out);
        InputStream calls = System.in;
        // Before any class of the algorithm is initialised: its first word may be in there.
        System.setOut(System.err);
        System.setIn(InputStream.nullInputStream());
        // Part of the start, which has time, and not of the first step: 0.3 s on a fast machine.
        Region.prepare();
        Algorithm algorithm = load(args.length == 0 ? "" : args[0]);
        try (SharedImages images = SharedImages.fromEnvironment()) {
            serve(algorithm, images, calls, answers);
        }
    }

    private static Algorithm load(String className) {
        try {
            return AlgorithmFinder.find(className);
        } catch (RuntimeException | Error e) {
            // ServiceConfigurationError among them: it names the class and what is wrong with it.
            LOG.log(System.Logger.Level.ERROR, "cannot load the algorithm", e);
            return new NotLoaded(oneLine(e));
        }
    }

    /**
     * Answers calls until they end. For tests of an algorithm without a process of its own.
     *
     * @param images handed to the algorithm with each call
     * @param calls JSON objects, one a line
     * @param answers takes one line for each
     * @throws IOException when one of the streams cannot be used any more
     */
    public static void serve(
            Algorithm algorithm, SharedImages images, InputStream calls, OutputStream answers)
            throws IOException {
        AlgorithmHost host = new AlgorithmHost(algorithm, images);
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(calls, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null) {
            Optional<JsonObject> call = JsonLine.parse(line);
            if (call.isPresent()) {
                // In one piece: a reader never sees half a line of ours with another's in between.
                answers.write((host.answer(call.get()) + "\n").getBytes(StandardCharsets.UTF_8));
                answers.flush();
                // An algorithm that forgets to would fill the store.
                images.releaseAll();
            } else {
                LOG.log(System.Logger.Level.WARNING, "no call, left out: {0}", line);
            }
            line = lines.readLine();
        }
    }

    private String answer(JsonObject call) {
        JsonElement id = call.has("id") ? call.get("id") : JsonNull.INSTANCE;
        try {
            return JsonLine.of(line(id, ask(call)));
        } catch (RuntimeException | Error e) {
            // Errors too: what the algorithm's classes miss, or its recursion, is no end of the
            // process.
            LOG.log(System.Logger.Level.ERROR, "the algorithm has failed", e);
            return JsonLine.of(line(id, AlgorithmResult.error(EXCEPTION, oneLine(e))));
        }
    }

    private AlgorithmResult ask(JsonObject call) {
        String name = CallReader.text(call, "call");
        return switch (name) {
            case "pre_execute" -> algorithm.preExecute(CallReader.object(call, "user_params"));
            case "execute" -> algorithm.execute(CallReader.request(call), images);
            default ->
                    AlgorithmResult.error(
                            "UNKNOWN_CALL", "call is '" + name + "', not pre_execute or execute");
        };
    }

    private static JsonObject line(JsonElement id, AlgorithmResult result) {
        if (result == null) {
            return line(id, AlgorithmResult.error(EXCEPTION, "the algorithm returned null"));
        }
        JsonObject line = new JsonObject();
        line.add("id", id);
        line.addProperty("status", result.isOk() ? "OK" : "ERROR");
        if (result.isOk()) {
            line.add("data", result.data());
        } else {
            line.addProperty("code", result.code());
            line.addProperty("message", result.message());
        }
        return line;
    }

    private static String oneLine(Throwable e) {
        // Which image and why is all there is to say of a missing one.
        String text =
                e instanceof ImageException missing
                        ? missing.code() + ": " + missing.getMessage()
                        : e.toString();
        return text.strip().replaceAll("\\R\\s*", " ");
    }
}
