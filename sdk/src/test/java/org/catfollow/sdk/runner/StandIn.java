package org.catfollow.sdk.runner;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.catfollow.sdk.algorithm.ExecuteRequest;
import org.catfollow.sdk.images.ImageMeta;

/** An algorithm by a few lines of bash: costs no JVM, and behaves as badly as one likes. */
final class StandIn {
    static final RestartRule QUICK = new RestartRule(Duration.ofMillis(1), Duration.ofMillis(4), 3);

    private static final String LOOP =
            """
            answer() { printf '{"id":%%s,"status":"OK","data":{"call":%%s}}\\n' "$id" "$id"; }
            while IFS= read -r line; do
                [[ $line =~ \\"id\\":([0-9]+) ]]
                id=${BASH_REMATCH[1]}
                if [[ $line == *'"pre_execute"'* ]]; then
                    %s
                else
                    %s
                fi
            done
            echo "input ended" >&2
            """;

    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final Path folder;
    private final Path script;
    private Duration stepTimeout = Duration.ofSeconds(20);
    private RestartRule restarts = QUICK;
    private Consumer<String> listener = line -> {};

    private StandIn(Path folder, String text) {
        this.folder = folder;
        script = folder.resolve("algorithm.sh");
        try {
            Files.writeString(script, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes one that does {@code execute} with each step; {@code answer} is a word for OK. */
    static StandIn that(Path folder, String execute) {
        return that(folder, "answer", execute);
    }

    static StandIn that(Path folder, String preExecute, String execute) {
        return new StandIn(folder, LOOP.formatted(preExecute, execute));
    }

    /** Makes one that is this script. */
    static StandIn script(Path folder, String text) {
        return new StandIn(folder, text);
    }

    StandIn within(Duration timeout) {
        stepTimeout = timeout;
        return this;
    }

    StandIn restarted(RestartRule rule) {
        restarts = rule;
        return this;
    }

    StandIn heardBy(Consumer<String> consumer) {
        listener = consumer;
        return this;
    }

    AlgorithmProcess process() {
        return process(List.of("bash", script.toString()), Map.of());
    }

    AlgorithmProcess process(List<String> command, Map<String, String> environment) {
        return new AlgorithmProcess(
                new AlgorithmSettings(
                        command,
                        folder,
                        environment,
                        new JsonObject(),
                        Duration.ofSeconds(20),
                        stepTimeout,
                        restarts,
                        line -> {
                            log.add(line);
                            listener.accept(line);
                        }));
    }

    /** Waits until the log has so many lines: the last ones may come after the process has ended. */
    void awaitLog(int lines) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (log.size() < lines && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    static ExecuteRequest request(int step) {
        return request(step, new JsonObject());
    }

    static ExecuteRequest request(int step, JsonObject session) {
        return new ExecuteRequest(
                step, "run", session, new JsonObject(), "img-1", ImageMeta.ofSize(2, 2));
    }
}
